using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Goroutines;

/// <summary>Goroutines of the whole trace.</summary>
public sealed record GoroutineFigures
{
    /// <summary>How many were created.</summary>
    public long Created { get; init; }

    /// <summary>How many ended.</summary>
    public long Ended { get; init; }

    /// <summary>How many the trace mentions, each id once; of a part of its time, how many are known to have existed in it.</summary>
    public long Seen { get; init; }

    /// <summary>How often one began to run.</summary>
    public long Starts { get; init; }

    /// <summary>How often that was on another processor than before.</summary>
    public long Migrations { get; init; }

    /// <summary>The most that were ready to run at once, of all goroutines, whichever are asked for.</summary>
    public long MaxRunnable { get; init; }

    /// <summary>By the function they began with, most running time first.</summary>
    public required IReadOnlyList<GoroutineGroupFigures> ByFunction { get; init; }
}

/// <summary>Goroutines that began with one function.</summary>
public sealed record GoroutineGroupFigures
{
    /// <summary>The function; empty for those never named.</summary>
    public required string Function { get; init; }

    /// <summary>Whether they are the runtime's own.</summary>
    public bool System { get; init; }

    /// <summary>How many.</summary>
    public long Count { get; init; }

    /// <summary>How many were created.</summary>
    public long Created { get; init; }

    /// <summary>How many ended.</summary>
    public long Ended { get; init; }

    /// <summary>How many were there at the end.</summary>
    public long Alive { get; init; }

    /// <summary>Time running.</summary>
    public long RunningNs { get; init; }

    /// <summary>Time ready to run.</summary>
    public long RunnableNs { get; init; }

    /// <summary>Time waiting.</summary>
    public long WaitingNs { get; init; }

    /// <summary>The same by why they waited.</summary>
    public required IReadOnlyDictionary<string, long> WaitingByReasonNs { get; init; }

    /// <summary>Time in syscalls.</summary>
    public long SyscallNs { get; init; }

    /// <summary>Preemptions.</summary>
    public long Preemptions { get; init; }

    /// <summary>Calls of <c>runtime.Gosched</c>.</summary>
    public long Yields { get; init; }

    /// <summary>How long they waited for a processor.</summary>
    public required Distribution SchedulingLatency { get; init; }
}

/// <summary>Operating system threads (M).</summary>
public sealed record ThreadFigures
{
    /// <summary>How many ran a goroutine, or held a processor.</summary>
    public long Seen { get; init; }

    /// <summary>Those with most time in goroutines and syscalls, most first; not all of them where there are many.</summary>
    public required IReadOnlyList<ThreadTime> ByThread { get; init; }

    /// <summary>Those that <see cref="ByThread"/> leaves out; null where that is not known.</summary>
    public FurtherThreads? FurtherThreads { get; init; }
}

/// <summary>The threads that a list of the busiest leaves out: together with those it shows they are all.</summary>
/// <param name="Threads">How many.</param>
/// <param name="GoroutineNs">Goroutines ran on them.</param>
/// <param name="SyscallNs">Goroutines were in syscalls on them.</param>
public sealed record FurtherThreads(long Threads, long GoroutineNs, long SyscallNs);

/// <summary>What a thread's time went to.</summary>
/// <param name="Id">The operating system's id; for traces up to Go 1.21 the runtime's.</param>
/// <param name="GoroutineNs">Goroutines ran on it.</param>
/// <param name="SyscallNs">Goroutines were in syscalls on it.</param>
public sealed record ThreadTime(long Id, long GoroutineNs, long SyscallNs);
