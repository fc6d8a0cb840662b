namespace GoTrace.Analysis.Goroutines;

/// <summary>Counts goroutines and their starts.</summary>
internal sealed class GoroutineCounter
{
    public long Seen { get; set; }

    public long Created { get; set; }

    public long Ended { get; set; }

    public long Starts { get; set; }

    public long Migrations { get; set; }

    /// <summary>Yields that the program itself called for.</summary>
    public long OwnYields { get; set; }

    /// <summary>Waits of ready goroutines whose beginning or end was not seen.</summary>
    public long TruncatedWaits { get; set; }
}
