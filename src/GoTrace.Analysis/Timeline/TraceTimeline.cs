namespace GoTrace.Analysis.Timeline;

/// <summary>A trace over time for plots: at most <see cref="SliceClock.Limit"/> slices of one length, but for the last.</summary>
internal sealed record TraceTimeline
{
    public long SliceNs { get; init; }

    public required IReadOnlyList<TimelineSlice> Slices { get; init; }

    /// <summary>The shares of the parts of all processors' time, slice by slice: 255 is all of it.</summary>
    public required byte[] All { get; init; }

    /// <summary>The same of each processor, the first ones where there are many.</summary>
    public required IReadOnlyList<ProcessorTimeline> Processors { get; init; }
}

/// <summary>One processor over time.</summary>
/// <param name="Id">The processor's id.</param>
/// <param name="Parts">The shares of the parts of its time, slice by slice: 255 is all of it; where it did not exist all are 0.</param>
internal sealed record ProcessorTimeline(long Id, byte[] Parts);

/// <summary>One slice of a trace's time.</summary>
internal readonly record struct TimelineSlice
{
    public long LengthNs { get; init; }

    public int Processors { get; init; }

    /// <summary>Ready goroutines, on average.</summary>
    public double Runnable { get; init; }

    /// <summary>Idle processors, on average.</summary>
    public double Idle { get; init; }

    /// <summary>The lesser of the two at each moment, on average.</summary>
    public double Starved { get; init; }

    public long HeapObjects { get; init; }

    public long HeapGoal { get; init; }

    public long Preemptions { get; init; }

    public long UserPreemptions { get; init; }

    public long Starts { get; init; }

    public long LatencyCount { get; init; }

    public long LatencyP50Ns { get; init; }

    public long LatencyP99Ns { get; init; }

    public long LatencyMaxNs { get; init; }
}
