using GoTrace.Analysis.Processors;

namespace GoTrace.Analysis.Timeline;

/// <summary>The main figures of one window of a trace's time.</summary>
public sealed record WindowFigures
{
    /// <summary>When it begins, from the beginning of what is analysed.</summary>
    public long StartNs { get; init; }

    /// <summary>Its length; the last one may be shorter than the others.</summary>
    public long LengthNs { get; init; }

    /// <summary>Preemptions of user goroutines.</summary>
    public long UserPreemptions { get; init; }

    /// <summary>All preemptions.</summary>
    public long Preemptions { get; init; }

    /// <summary>How often a goroutine began to run.</summary>
    public long Starts { get; init; }

    /// <summary>
    /// How many waits of ready user goroutines ended. One that ended before it was known whose it was
    /// counts where that became known.
    /// </summary>
    public long LatencyCount { get; init; }

    /// <summary>The median of those waits.</summary>
    public long LatencyP50Ns { get; init; }

    /// <summary>Their 99th percentile.</summary>
    public long LatencyP99Ns { get; init; }

    /// <summary>The longest of them.</summary>
    public long LatencyMaxNs { get; init; }

    /// <summary>Their sum.</summary>
    public long LatencyTotalNs { get; init; }

    /// <summary>How many syscalls ended that had lost their processor, and whose beginning was seen.</summary>
    public long BlockedSyscalls { get; init; }

    /// <summary>How many long syscalls ended; in the last window also those still under way.</summary>
    public long LongSyscalls { get; init; }

    /// <summary>Time of those.</summary>
    public long LongSyscallNs { get; init; }

    /// <summary>How many goroutines were ready to run, on average.</summary>
    public double MeanRunnable { get; init; }

    /// <summary>Ready goroutines or idle processors, whichever were fewer, summed over time.</summary>
    public long StarvedNs { get; init; }

    /// <summary>GOMAXPROCS at its end.</summary>
    public int Processors { get; init; }

    /// <summary>What the processors did, all together.</summary>
    public required ProcessorAccount Account { get; init; }

    /// <summary>The last known size of live objects on the heap.</summary>
    public long HeapObjectsBytes { get; init; }

    /// <summary>The last known heap goal; 0 where there is none.</summary>
    public long HeapGoalBytes { get; init; }
}
