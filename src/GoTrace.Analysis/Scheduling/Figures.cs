using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Scheduling;

/// <summary>Preemptions: a running goroutine made to give way.</summary>
public sealed record PreemptionFigures
{
    /// <summary>All: running to runnable with reason <c>preempted</c>.</summary>
    public long Count { get; init; }

    /// <summary>Those made by a signal.</summary>
    public long Async { get; init; }

    /// <summary>Those in which a mutex was handed to a starving waiter: no time slice ended.</summary>
    public long Handoff { get; init; }

    /// <summary>The rest: a function's prologue did it.</summary>
    public long Cooperative { get; init; }

    /// <summary>Those of goroutines that are not the runtime's own.</summary>
    public long User { get; init; }

    /// <summary>By the innermost function outside package runtime; empty where there is none.</summary>
    public required IReadOnlyDictionary<string, long> ByFunction { get; init; }

    /// <summary>How long goroutines had been running when they were preempted.</summary>
    public required Distribution Stint { get; init; }

    /// <summary>How <see cref="Stint"/> is spread, four buckets to a doubling; empty ones left out.</summary>
    public IReadOnlyList<HistogramBucket> StintHistogram { get; init; } = [];

    /// <summary>All, per second of trace.</summary>
    public double PerSecond { get; init; }

    /// <summary>All, per second of time that goroutines ran.</summary>
    public double PerGoroutineSecond { get; init; }

    /// <summary>User ones, per second of trace.</summary>
    public double UserPerSecond { get; init; }

    /// <summary>User ones, per second of time that goroutines ran: the one to compare where the work differs.</summary>
    public double UserPerGoroutineSecond { get; init; }
}

/// <summary>Calls of <c>runtime.Gosched</c>.</summary>
/// <param name="Count">All.</param>
/// <param name="User">Those of goroutines that are not the runtime's own.</param>
/// <param name="Own">
/// Those that the program's own code called for, and not the runtime on its way (a GC that waits, an
/// assist).
/// </param>
public sealed record YieldFigures(long Count, long User, long Own);

/// <summary>How long goroutines that were ready to run waited for a processor.</summary>
public sealed record LatencyFigures
{
    /// <summary>All goroutines.</summary>
    public required Distribution All { get; init; }

    /// <summary>Without the runtime's own: the one to look at first, and to compare.</summary>
    public required Distribution User { get; init; }

    /// <summary>By why they became ready.</summary>
    public required IReadOnlyDictionary<string, Distribution> ByCause { get; init; }

    /// <summary>How <see cref="User"/> is spread, four buckets to a doubling; empty ones left out.</summary>
    public IReadOnlyList<HistogramBucket> UserHistogram { get; init; } = [];

    /// <summary>How each of <see cref="ByCause"/> is spread.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<HistogramBucket>> HistogramByCause { get; init; } =
        new SortedDictionary<string, IReadOnlyList<HistogramBucket>>(StringComparer.Ordinal);

    /// <summary>By the stack at which the waiting goroutine itself last stopped, or will start; the largest totals, largest first.</summary>
    public required IReadOnlyList<StackFigures> ByStack { get; init; }

    /// <summary>Those that <see cref="ByStack"/> leaves out; null where that is not known.</summary>
    public FurtherStacks? FurtherStacks { get; init; }

    /// <summary>Waits cut by an end of the trace, which are in no distribution.</summary>
    public long Truncated { get; init; }
}

/// <summary>What one processor (P) did.</summary>
public sealed record ProcessorFigures
{
    /// <summary>The processor's id.</summary>
    public long Id { get; init; }

    /// <summary>Time in state running.</summary>
    public long RunningNs { get; init; }

    /// <summary>Time in which a goroutine ran on it.</summary>
    public long GoroutineNs { get; init; }

    /// <summary>The part of it in the GC's background workers.</summary>
    public long GcWorkerNs { get; init; }

    /// <summary>Time in which a goroutine in a syscall held it.</summary>
    public long SyscallNs { get; init; }

    /// <summary>The rest of its running time: finding work.</summary>
    public long SchedulingNs { get; init; }

    /// <summary>The rest of the time for which it existed.</summary>
    public long IdleNs { get; init; }

    /// <summary>The time for which GOMAXPROCS allowed it.</summary>
    public long ExistedNs { get; init; }

    /// <summary>Share of that time in which a goroutine ran on it, from 0 to 1.</summary>
    public double Utilization { get; init; }

    /// <summary>The same without the GC's background workers.</summary>
    public double UserUtilization { get; init; }

    /// <summary>
    /// What it did all its life, in parts that add up to the whole; null where
    /// <see cref="FigureSets.Machine"/> is left out. Made on a clock that never goes back, so that a part
    /// may differ a little from the figures above where the clocks of threads disagree.
    /// </summary>
    public ProcessorAccount? Account { get; init; }
}

/// <summary>Lengths of time of one stack.</summary>
public sealed record StackFigures
{
    /// <summary>Innermost call first.</summary>
    public required IReadOnlyList<CallSite> Stack { get; init; }

    /// <summary>The lengths.</summary>
    public required Distribution Lengths { get; init; }
}

/// <summary>The stacks that a list of the largest leaves out: together with those it shows they are all.</summary>
/// <param name="Stacks">How many stacks.</param>
/// <param name="Count">How many samples they have.</param>
/// <param name="TotalNs">Their sum.</param>
public sealed record FurtherStacks(long Stacks, long Count, long TotalNs);
