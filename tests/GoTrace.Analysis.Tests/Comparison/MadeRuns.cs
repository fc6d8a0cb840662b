using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Tests.Comparison;

/// <summary>Runs that are alike in everything but what a test sets.</summary>
internal static class MadeRuns
{
    /// <summary>What they are like.</summary>
    public static TraceAnalysis Like { get; } = BundledTraces.Analyze("tuning/pool/before-1.trace.gz");

    /// <summary>Runs with a value of schedule latency's p99 each, in microseconds.</summary>
    public static TraceAnalysis[] WithP99(params double[] microseconds) => [.. microseconds.Select(us => P99(Like, us))];

    public static TraceAnalysis P99(TraceAnalysis run, double microseconds) => run with
    {
        SchedulingLatency = run.SchedulingLatency with
        {
            User = run.SchedulingLatency.User with { P99Ns = (long)(microseconds * 1000) },
        },
    };

    public static TraceAnalysis Preemptions(TraceAnalysis run, double rate) => run with
    {
        Preemptions = run.Preemptions with { UserPerGoroutineSecond = rate },
    };

    public static TraceAnalysis LongSyscalls(TraceAnalysis run, long count) => run with
    {
        Syscalls = run.Syscalls with { Long = run.Syscalls.Long with { Count = count } },
    };

    public static TraceAnalysis GcPause(TraceAnalysis run, long? ns) => run with
    {
        StopTheWorld = run.StopTheWorld with
        {
            Gc = ns is { } p99 ? new Distribution { Count = 5, P99Ns = p99, MaxNs = p99, TotalNs = 5 * p99 } : Distribution.Empty,
        },
    };

    public static double[] Around(double middle, int count, double step = 1) =>
        [.. Enumerable.Range(0, count).Select(i => middle + (step * (i - ((count - 1) / 2.0))))];

    public static TraceComparison Compare(TraceAnalysis[] baseline, TraceAnalysis[] candidate, ComparisonOptions? options = null) =>
        TraceComparison.Compare(baseline, candidate, options);
}
