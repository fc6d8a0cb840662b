namespace GoTrace.Analysis.Reporting.Html.Data;

/// <summary>A trace over time: columns of one value a slice.</summary>
internal sealed record TimelineData
{
    public required IReadOnlyList<double> StartNs { get; init; }

    public double EndNs { get; init; }

    public required IReadOnlyList<double> Processors { get; init; }

    public required IReadOnlyList<double> Runnable { get; init; }

    public required IReadOnlyList<double> Idle { get; init; }

    public required IReadOnlyList<double> Starved { get; init; }

    public required IReadOnlyList<double> HeapObjects { get; init; }

    public required IReadOnlyList<double> HeapGoal { get; init; }

    public required IReadOnlyList<double> Preemptions { get; init; }

    public required IReadOnlyList<double> UserPreemptions { get; init; }

    public required IReadOnlyList<double> Starts { get; init; }

    public required IReadOnlyList<double> LatencyCount { get; init; }

    public required IReadOnlyList<double> LatencyP50Ns { get; init; }

    public required IReadOnlyList<double> LatencyP99Ns { get; init; }

    public required IReadOnlyList<double> LatencyMaxNs { get; init; }

    /// <summary>Shares of the parts of all processors' time, slice by slice, a byte each: 255 is all.</summary>
    public required byte[] All { get; init; }

    /// <summary>Ids of the processors that have rows of their own.</summary>
    public required IReadOnlyList<long> Rows { get; init; }

    /// <summary>How many there are.</summary>
    public int RowsTotal { get; init; }

    /// <summary>The same shares of each of them, one processor after the other.</summary>
    public required byte[] Parts { get; init; }
}
