using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Comparison;

public static partial class FigureCatalog
{
    /// <summary>
    /// Figures that help to understand a change; no verdict is made from them. Those that say what a
    /// program did, rather than how well, are better where it did the same with less.
    /// </summary>
    public static IReadOnlyList<Figure> Exploratory { get; } =
    [
        Total("trace.duration", a => a.DurationNs, "length of the trace"),
        Count("preemptions.count", a => a.Preemptions.Count, "all preemptions"),
        Count("preemptions.user", a => a.Preemptions.User, "preemptions of user goroutines"),
        Count("preemptions.async", a => a.Preemptions.Async, "preemptions by signal"),
        Time("preemptions.stint.p50", Better.Higher, a => Quantile(a.Preemptions.Stint, d => d.P50Ns), "median time run before a preemption"),
        Count("yields.user", a => a.Yields.User, "calls of runtime.Gosched"),
        Total("sched.latency.total", a => a.SchedulingLatency.User.TotalNs, "all waits of ready user goroutines"),
        Time("sched.latency.max", Better.Lower, a => Quantile(a.SchedulingLatency.User, d => d.MaxNs), "longest wait of a ready user goroutine"),
        Time("sched.latency.all.p50", Better.Lower, a => Quantile(a.SchedulingLatency.All, d => d.P50Ns), "median wait, the runtime's goroutines included"),
        Time("sched.latency.all.p99", Better.Lower, a => Quantile(a.SchedulingLatency.All, d => d.P99Ns), "99th percentile, the runtime's goroutines included"),
        Share("processors.utilization", Better.Higher, p => p.GoroutineNs, "share of P time in which goroutines ran"),
        Share("processors.scheduling", Better.Lower, p => p.SchedulingNs, "share of P time spent finding work"),
        Share("processors.gc_worker", Better.Lower, p => p.GcWorkerNs, "share of P time in the GC's workers"),
        Total("processors.goroutine_time", a => GoroutineNs(a), "time in which goroutines ran"),
        Count("goroutines.created", a => a.Goroutines.Created, "goroutines created"),
        Count("goroutines.starts", a => a.Goroutines.Starts, "times a goroutine began to run"),
        Count("goroutines.migrations", a => a.Goroutines.Migrations, "starts on another P than before"),
        Count("goroutines.max_runnable", a => a.Goroutines.MaxRunnable, "most goroutines ready at once") with { GrowsWithWork = false },
        Count("syscalls.count", a => (double)a.Syscalls.User.Count + a.Syscalls.CountOnly, "syscalls"),
        Total("syscalls.time", a => a.Syscalls.User.TotalNs, "time in syscalls"),
        Count("syscalls.blocked.count", a => a.Syscalls.Blocked.Count, "syscalls that lost their P"),
        Count("syscalls.cgo.count", a => a.Syscalls.Cgo.Count, "calls of C"),
        Total("syscalls.cgo.time", a => a.Syscalls.Cgo.TotalNs, "time in calls of C"),
        Count("gc.cycles", a => Range(a, "GC concurrent mark phase").Count, "GC cycles"),
        Total("gc.mark.time", a => Range(a, "GC concurrent mark phase").TotalNs, "time in GC mark phases"),
        Total("gc.assist.time", a => Range(a, "GC mark assist").TotalNs, "time in mark assists"),
        Total("gc.pause.total", a => a.StopTheWorld.Gc.TotalNs, "all stop-the-world time of the GC"),
    ];

    private static Distribution Range(TraceAnalysis a, string name) =>
        a.Ranges.TryGetValue(name, out Distribution? range) ? range : Distribution.Empty;

    private static Figure Count(string name, Func<TraceAnalysis, double?> of, string meaning) =>
        new(name, FigureUnit.Count, Better.Lower, false, 1, of, meaning) { GrowsWithWork = true };

    private static Figure Total(string name, Func<TraceAnalysis, double?> of, string meaning) =>
        new(name, FigureUnit.Ns, Better.Lower, false, TimeFloor, of, meaning) { GrowsWithWork = true };

    private static Figure Time(string name, Better better, Func<TraceAnalysis, double?> of, string meaning) =>
        new(name, FigureUnit.Ns, better, false, LatencyFloor, of, meaning);

    private static Figure Share(string name, Better better, Func<ProcessorFigures, long> part, string meaning) =>
        new(name, FigureUnit.Share, better, false, ShareFloor, a => ShareOf(a, part), meaning);

    private static double? ShareOf(TraceAnalysis a, Func<ProcessorFigures, long> part)
    {
        double whole = a.Processors.Sum(p => (double)p.ExistedNs);
        return whole == 0 ? null : a.Processors.Sum(p => (double)part(p)) / whole;
    }
}
