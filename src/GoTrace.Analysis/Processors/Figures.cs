using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Processors;

/// <summary>
/// What processors did with their time: parts that add up to all of it. Where two are true at once
/// the more special one has it, in the order stop-the-world, assist, sweep, worker, user.
/// </summary>
public sealed record ProcessorAccount
{
    /// <summary>Goroutines of the program.</summary>
    public long UserNs { get; init; }

    /// <summary>The GC's background workers.</summary>
    public long GcWorkerNs { get; init; }

    /// <summary>The part of it in dedicated workers.</summary>
    public long GcWorkerDedicatedNs { get; init; }

    /// <summary>The part of it in fractional workers.</summary>
    public long GcWorkerFractionalNs { get; init; }

    /// <summary>The part of it in idle-time workers.</summary>
    public long GcWorkerIdleNs { get; init; }

    /// <summary>Goroutines that had to help marking.</summary>
    public long MarkAssistNs { get; init; }

    /// <summary>Sweeping.</summary>
    public long SweepNs { get; init; }

    /// <summary>The world was being stopped, or was stopped.</summary>
    public long StopTheWorldNs { get; init; }

    /// <summary>Held by a goroutine in a syscall.</summary>
    public long SyscallHeldNs { get; init; }

    /// <summary>Held by a thread that looked for work.</summary>
    public long SchedulingNs { get; init; }

    /// <summary>Held by no thread.</summary>
    public long IdleNs { get; init; }

    /// <summary>All of it.</summary>
    public long ExistedNs { get; init; }

    internal static ProcessorAccount From(ReadOnlySpan<long> totals)
    {
        long sum = 0;
        foreach (long ns in totals[((int)Activity.Absent + 1)..])
        {
            sum = Saturating.Add(sum, ns);
        }

        long dedicated = totals[(int)Activity.WorkerDedicated];
        long fractional = totals[(int)Activity.WorkerFractional];
        long idle = totals[(int)Activity.WorkerIdle];
        return new ProcessorAccount
        {
            UserNs = totals[(int)Activity.User],
            GcWorkerNs = Saturating.Add(Saturating.Add(dedicated, fractional), idle),
            GcWorkerDedicatedNs = dedicated,
            GcWorkerFractionalNs = fractional,
            GcWorkerIdleNs = idle,
            MarkAssistNs = totals[(int)Activity.MarkAssist],
            SweepNs = totals[(int)Activity.Sweep],
            StopTheWorldNs = totals[(int)Activity.StopTheWorld],
            SyscallHeldNs = totals[(int)Activity.SyscallHeld],
            SchedulingNs = totals[(int)Activity.Scheduling],
            IdleNs = totals[(int)Activity.Idle],
            ExistedNs = sum,
        };
    }
}

/// <summary>Processors that were idle while goroutines were ready to run.</summary>
public sealed record LostParallelismFigures
{
    /// <summary>The lesser of ready goroutines and idle processors, summed over time.</summary>
    public long StarvedNs { get; init; }

    /// <summary>Its share of all processors' time, from 0 to 1.</summary>
    public double Share { get; init; }

    /// <summary>The windows of the time series with most of it, the worst first.</summary>
    public required IReadOnlyList<StarvedWindow> WorstWindows { get; init; }

    /// <summary>The windows with some of it that <see cref="WorstWindows"/> leaves out; null where that is not known.</summary>
    public FurtherWindows? FurtherWindows { get; init; }
}

/// <summary>The windows that a list of the worst leaves out: together with those it shows they are all.</summary>
/// <param name="Windows">How many.</param>
/// <param name="StarvedNs">The lesser of ready goroutines and idle processors, summed over them.</param>
public sealed record FurtherWindows(long Windows, long StarvedNs);

/// <summary>A window of time in which processors were idle while goroutines were ready.</summary>
/// <param name="StartNs">When it begins, from the beginning of what is analysed.</param>
/// <param name="LengthNs">Its length.</param>
/// <param name="StarvedNs">The lesser of ready goroutines and idle processors, summed over it.</param>
public sealed record StarvedWindow(long StartNs, long LengthNs, long StarvedNs);

/// <summary>How many goroutines were ready to run.</summary>
/// <param name="Mean">On average over time.</param>
/// <param name="Max">The most.</param>
public sealed record RunnableFigures(double Mean, long Max);

/// <summary>The heap, as far as the trace tells.</summary>
public sealed record HeapFigures
{
    /// <summary>The most bytes in live objects.</summary>
    public long MaxObjectsBytes { get; init; }

    /// <summary>The last value of it.</summary>
    public long LastObjectsBytes { get; init; }

    /// <summary>The largest heap goal; 0 where there is none.</summary>
    public long MaxGoalBytes { get; init; }

    /// <summary>The last heap goal; 0 where there is none.</summary>
    public long LastGoalBytes { get; init; }
}

