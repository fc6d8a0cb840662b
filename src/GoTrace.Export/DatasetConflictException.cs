namespace GoTrace.Export;

/// <summary>A dataset has a run of that name, and it is of another trace.</summary>
public sealed class DatasetConflictException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is in the way, and what to do.</param>
    public DatasetConflictException(string message)
        : base(message)
    {
    }
}
