namespace GoTrace.Analysis.Comparison;

/// <summary>The figures that comparisons look at.</summary>
public static class FigureCatalog
{
    // Below these a change is the noise of clocks and of the operating system.
    private const double LatencyFloor = 1_000;
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
            a => a.Preemptions.UserPerGoroutineSecond, "user preemptions per second of goroutine time"),
        new("sched.latency.p50", FigureUnit.Ns, Better.Lower, true, LatencyFloor,
            a => Quantile(a.SchedulingLatency.User.Count, a.SchedulingLatency.User.P50Ns), "median wait of ready user goroutines"),
        new("sched.latency.p99", FigureUnit.Ns, Better.Lower, true, LatencyFloor,
            a => Quantile(a.SchedulingLatency.User.Count, a.SchedulingLatency.User.P99Ns), "99th percentile of that wait"),
        new("processors.evenness", FigureUnit.Share, Better.Higher, true, ShareFloor,
            a => a.Evenness, "how evenly goroutine time is spread over Ps"),
        new("syscalls.long.count", FigureUnit.Count, Better.Lower, true, 1,
            a => a.Syscalls.Long.Count, "long syscalls"),
        new("syscalls.long.time", FigureUnit.Ns, Better.Lower, true, TimeFloor,
            a => a.Syscalls.Long.TotalNs, "time in long syscalls"),
        new("gc.pause.p99", FigureUnit.Ns, Better.Lower, true, LatencyFloor,
            a => Quantile(a.StopTheWorld.Gc.Count, a.StopTheWorld.Gc.P99Ns), "99th percentile of the GC's stop-the-world"),
    ];

    /// <summary>Figures that help to understand a change; no verdict is made from them.</summary>
    public static IReadOnlyList<Figure> Exploratory { get; } =
    [
        Time("trace.duration", Better.Neither, a => a.DurationNs, "length of the trace"),
        Count("preemptions.count", Better.Lower, a => a.Preemptions.Count, "all preemptions"),
        Count("preemptions.user", Better.Lower, a => a.Preemptions.User, "preemptions of user goroutines"),
        Count("preemptions.async", Better.Lower, a => a.Preemptions.Async, "preemptions by signal"),
        Time("preemptions.stint.p50", Better.Neither, a => a.Preemptions.Stint.P50Ns, "median time run before a preemption"),
        Count("yields.user", Better.Lower, a => a.Yields.User, "calls of runtime.Gosched"),
        Time("sched.latency.total", Better.Lower, a => a.SchedulingLatency.User.TotalNs, "all waits of ready user goroutines"),
        Time("sched.latency.max", Better.Lower, a => a.SchedulingLatency.User.MaxNs, "longest wait of a ready user goroutine"),
        Time("sched.latency.all.p50", Better.Lower, a => a.SchedulingLatency.All.P50Ns, "median wait, the runtime's goroutines included"),
        Time("sched.latency.all.p99", Better.Lower, a => a.SchedulingLatency.All.P99Ns, "99th percentile, the runtime's goroutines included"),
        Share("processors.utilization", Better.Neither, Utilization, "share of P time in which goroutines ran"),
        Share("processors.scheduling", Better.Lower, a => ShareOf(a, p => p.SchedulingNs), "share of P time spent finding work"),
        Share("processors.gc_worker", Better.Lower, a => ShareOf(a, p => p.GcWorkerNs), "share of P time in the GC's workers"),
        Time("processors.goroutine_time", Better.Neither, a => a.Processors.Sum(p => p.GoroutineNs), "time in which goroutines ran"),
        Count("processors.count", Better.Neither, a => a.Processors.Count, "Ps"),
        Count("goroutines.created", Better.Neither, a => a.Goroutines.Created, "goroutines created"),
        Count("goroutines.starts", Better.Neither, a => a.Goroutines.Starts, "times a goroutine began to run"),
        Count("goroutines.migrations", Better.Lower, a => a.Goroutines.Migrations, "starts on another P than before"),
        Count("goroutines.max_runnable", Better.Lower, a => a.Goroutines.MaxRunnable, "most goroutines ready at once"),
        Count("syscalls.count", Better.Neither, a => a.Syscalls.User.Count + a.Syscalls.CountOnly, "syscalls"),
        Time("syscalls.time", Better.Neither, a => a.Syscalls.User.TotalNs, "time in syscalls"),
        Count("syscalls.blocked.count", Better.Lower, a => a.Syscalls.Blocked.Count, "syscalls that lost their P"),
        Count("syscalls.cgo.count", Better.Lower, a => a.Syscalls.Cgo.Count, "calls of C"),
        Time("syscalls.cgo.time", Better.Lower, a => a.Syscalls.Cgo.TotalNs, "time in calls of C"),
        Count("gc.cycles", Better.Lower, a => Range(a, "GC concurrent mark phase").Count, "GC cycles"),
        Time("gc.mark.time", Better.Lower, a => Range(a, "GC concurrent mark phase").TotalNs, "time in GC mark phases"),
        Time("gc.assist.time", Better.Lower, a => Range(a, "GC mark assist").TotalNs, "time in mark assists"),
        Time("gc.pause.total", Better.Lower, a => a.StopTheWorld.Gc.TotalNs, "all stop-the-world time of the GC"),
    ];

    /// <summary>How long the program's own work took, where tasks or regions of a name mark it.</summary>
    /// <param name="name">The name of tasks or, where there are none, of regions.</param>
    public static Figure WorkTime(string name) => new(
        "work.time", FigureUnit.Ns, Better.Lower, true, TimeFloor, a => Work(a, name), $"median length of task or region \"{name}\"");

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

    private static HashSet<string> Common(HashSet<string>? soFar, IEnumerable<string> names)
    {
        if (soFar is null)
        {
            return [.. names];
        }

        soFar.IntersectWith(names);
        return soFar;
    }

    private static double? Work(TraceAnalysis a, string name) =>
        a.Tasks.TryGetValue(name, out Statistics.Distribution? task) && task.Count > 0 ? task.P50Ns
        : a.Regions.TryGetValue(name, out Statistics.Distribution? region) && region.Count > 0 ? region.P50Ns
        : null;

    private static double? Quantile(long count, long ns) => count == 0 ? null : ns;

    private static Statistics.Distribution Range(TraceAnalysis a, string name) =>
        a.Ranges.TryGetValue(name, out Statistics.Distribution? range) ? range : Statistics.Distribution.Empty;

    private static double? Utilization(TraceAnalysis a) => ShareOf(a, p => p.GoroutineNs);

    private static double? ShareOf(TraceAnalysis a, Func<Scheduling.ProcessorFigures, long> part)
    {
        double whole = (double)a.DurationNs * a.Processors.Count;
        return whole == 0 ? null : a.Processors.Sum(part) / whole;
    }

    private static Figure Count(string name, Better better, Func<TraceAnalysis, double?> of, string meaning) =>
        new(name, FigureUnit.Count, better, false, 1, of, meaning);

    private static Figure Time(string name, Better better, Func<TraceAnalysis, double?> of, string meaning) =>
        new(name, FigureUnit.Ns, better, false, LatencyFloor, of, meaning);

    private static Figure Share(string name, Better better, Func<TraceAnalysis, double?> of, string meaning) =>
        new(name, FigureUnit.Share, better, false, ShareFloor, of, meaning);
}
