using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Comparison;

/// <summary>The figures that comparisons look at.</summary>
public static partial class FigureCatalog
{
    // Below these a change is the noise of clocks and of the operating system.
    private const double LatencyFloor = 2_000;
    private const double TimeFloor = 100_000;
    private const double RateFloor = 1;
    private const double ShareFloor = 0.01;

    /// <summary>
    /// The primary figures, few and fixed, so that looking at many can't find a change where there is
    /// none; docs/comparison.md says why these. The work's time is added by <see cref="WorkTime"/>.
    /// </summary>
    public static IReadOnlyList<Figure> Primary { get; } =
    [
        new("preemptions.rate", FigureUnit.PerSecond, Better.Lower, true, RateFloor,
            a => GoroutineNs(a) == 0 ? null : a.Preemptions.UserPerGoroutineSecond,
            "user preemptions per second of goroutine time")
        {
            Windows = a => Series.Of(a, w => w.UserPreemptions, w => GoroutineNs(w.Account) / 1e9),
        },
        new("sched.latency.p50", FigureUnit.Ns, Better.Lower, true, LatencyFloor,
            a => Quantile(a.SchedulingLatency.User, d => d.P50Ns), "median wait of ready user goroutines")
        {
            Windows = a => Series.Of(a, w => (double)w.LatencyP50Ns * w.LatencyCount, w => w.LatencyCount),
        },
        new("sched.latency.p99", FigureUnit.Ns, Better.Lower, true, LatencyFloor,
            a => Quantile(a.SchedulingLatency.User, d => d.P99Ns), "99th percentile of that wait")
        {
            Windows = a => Series.Of(a, w => (double)w.LatencyP99Ns * w.LatencyCount, w => w.LatencyCount),
        },
        new("processors.evenness", FigureUnit.Share, Better.Higher, true, ShareFloor,
            a => GoroutineNs(a) == 0 ? null : a.Evenness, "how evenly goroutine time is spread over Ps"),
        new("processors.starved", FigureUnit.Share, Better.Lower, true, ShareFloor,
            a => a.Processors.Any(p => p.Account is not null) ? a.LostParallelism.Share : null,
            "share of P time that Ps were idle while goroutines waited")
        {
            Windows = a => Series.Of(a, w => w.StarvedNs, w => w.Account.ExistedNs),
        },
        new("syscalls.long.count", FigureUnit.Count, Better.Lower, true, 1,
            a => a.Syscalls.Long.Count, "long syscalls")
        {
            GrowsWithWork = true,
            Windows = a => Series.OfTotal(a, w => w.LongSyscalls),
        },
        new("syscalls.long.time", FigureUnit.Ns, Better.Lower, true, TimeFloor,
            a => a.Syscalls.Long.TotalNs, "time in long syscalls")
        {
            GrowsWithWork = true,
            Windows = a => Series.OfTotal(a, w => w.LongSyscallNs),
        },
        new("gc.pause.p99", FigureUnit.Ns, Better.Lower, true, LatencyFloor,
            a => Quantile(a.StopTheWorld.Gc, d => d.P99Ns), "99th percentile of the GC's stop-the-world"),
    ];

    /// <summary>How long the program's own work took, where tasks or regions of a name mark it.</summary>
    /// <param name="name">The name of tasks or, where there are none, of regions.</param>
    public static Figure WorkTime(string name) => new(
        "work.time", FigureUnit.Ns, Better.Lower, true, TimeFloor,
        a => Work(a, name) is { } work ? Quantile(work, d => d.P50Ns) : null, $"median length of task or region \"{name}\"");

    /// <summary>The name of the task or region that marks the work: the one that all runs have, if there is just one.</summary>
    /// <param name="runs">All runs of all sides.</param>
    public static string? FindWork(IEnumerable<TraceAnalysis> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        HashSet<string>? tasks = null;
        HashSet<string>? regions = null;
        foreach (TraceAnalysis run in runs)
        {
            tasks = Common(tasks, run.Tasks.Keys);
            regions = Common(regions, run.Regions.Keys);
        }

        return tasks is { Count: 1 } ? tasks.First() : tasks is { Count: 0 } && regions is { Count: 1 } ? regions.First() : null;
    }

    /// <summary>The lengths of the tasks, or else the regions, of a name; null where there are none.</summary>
    internal static Distribution? Work(TraceAnalysis a, string name) =>
        a.Tasks.TryGetValue(name, out Distribution? task) && task.Count > 0 ? task
        : a.Regions.TryGetValue(name, out Distribution? region) && region.Count > 0 ? region
        : null;

    /// <summary>The time in which goroutines ran, on all Ps.</summary>
    internal static double GoroutineNs(TraceAnalysis a) => a.Processors.Sum(p => (double)p.GoroutineNs);

    private static double GoroutineNs(ProcessorAccount all) =>
        (double)all.UserNs + all.GcWorkerNs + all.MarkAssistNs + all.SweepNs + all.StopTheWorldNs;

    private static HashSet<string> Common(HashSet<string>? soFar, IEnumerable<string> names)
    {
        if (soFar is null)
        {
            return [.. names];
        }

        soFar.IntersectWith(names);
        return soFar;
    }

    private static double? Quantile(Distribution of, Func<Distribution, long> quantile) => of.Count == 0 ? null : quantile(of);
}
