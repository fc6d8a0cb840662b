namespace GoTrace.Fuzz.Cuts;

/// <summary>Where the events of a whole trace lie.</summary>
internal interface IPlainTrace
{
    /// <summary>How many events a reader makes of those that lie wholly before a place.</summary>
    int GivenBefore(int place);
}
