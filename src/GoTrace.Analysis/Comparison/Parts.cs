using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Syscalls;

namespace GoTrace.Analysis.Comparison;

/// <summary>One sort of part that a figure of a run is made up of.</summary>
/// <param name="What">Which sort.</param>
/// <param name="AddUp">Whether the parts add up to the figure; else they only go with it.</param>
/// <param name="Of">The parts of a run by name.</param>
internal sealed record Parts(string What, bool AddUp, Func<TraceAnalysis, IEnumerable<(string Name, double Value)>> Of)
{
    /// <summary>The sorts of part of a figure; empty where none is known.</summary>
    /// <param name="figure">The figure's name.</param>
    public static IReadOnlyList<Parts> OfFigure(string figure) => figure switch
    {
        "preemptions.rate" =>
        [
            new("function", false, a => PreemptedFunctions(a, PerGoroutineSecond(a))),
            new("goroutines", true, a => UserGroups(a, g => g.Preemptions * PerGoroutineSecond(a))),
        ],
        "preemptions.count" =>
        [
            new("function", true, a => PreemptedFunctions(a, 1)),
            new("goroutines", true, a => AllGroups(a, g => g.Preemptions)),
        ],
        "preemptions.user" => [new("goroutines", true, a => UserGroups(a, g => g.Preemptions))],
        "preemptions.async" => [new("function", false, a => PreemptedFunctions(a, 1))],
        "yields.user" => [new("goroutines", true, a => UserGroups(a, g => g.Yields))],
        "sched.latency.total" =>
        [
            new("cause", false, a => Causes(a, 1)),
            new("goroutines", true, a => UserGroups(a, g => g.SchedulingLatency.TotalNs)),
        ],
        "sched.latency.p50" or "sched.latency.p99" or "sched.latency.max" =>
        [
            new("cause", false, a => Causes(a, PerSample(a.SchedulingLatency.User))),
            new("goroutines", false, a => UserGroups(a, g => g.SchedulingLatency.TotalNs * PerSample(a.SchedulingLatency.User))),
        ],
        "sched.latency.all.p50" or "sched.latency.all.p99" =>
        [
            new("cause", false, a => Causes(a, PerSample(a.SchedulingLatency.All))),
            new("goroutines", false, a => AllGroups(a, g => g.SchedulingLatency.TotalNs * PerSample(a.SchedulingLatency.All))),
        ],
        "processors.evenness" => [new("processor", false, a => Processors(a, p => p.GoroutineNs, FigureCatalog.GoroutineNs(a)))],
        "processors.starved" => [new("processor", false, a => Processors(a, p => p.IdleNs, ProcessorNs(a)))],
        "processors.utilization" => [new("processor", true, a => Processors(a, p => p.GoroutineNs, ProcessorNs(a)))],
        "processors.scheduling" => [new("processor", true, a => Processors(a, p => p.SchedulingNs, ProcessorNs(a)))],
        "processors.gc_worker" => [new("processor", true, a => Processors(a, p => p.GcWorkerNs, ProcessorNs(a)))],
        "processors.goroutine_time" => [new("goroutines", false, a => AllGroups(a, g => g.RunningNs))],
        "goroutines.created" => [new("goroutines", false, a => AllGroups(a, g => g.Count))],
        "syscalls.long.count" => [new("stack", true, a => LongSyscalls(a, s => s.Count))],
        "syscalls.long.time" => [new("stack", true, a => LongSyscalls(a, s => s.TotalNs))],
        "syscalls.time" => [new("goroutines", false, a => AllGroups(a, g => g.SyscallNs))],
        "gc.pause.p99" => [new("pause", false, a => Pauses(a, PerSample(a.StopTheWorld.Gc)))],
        "gc.pause.total" => [new("pause", true, a => Pauses(a, 1))],
        "work.time" =>
        [
            new("state", false, States),
            new("goroutines", false, a => UserGroups(a, g => g.RunningNs)),
        ],
        _ => [],
    };

    private static IEnumerable<(string, double)> PreemptedFunctions(TraceAnalysis a, double scale) =>
        a.Preemptions.ByFunction.Select(f => (f.Key.Length == 0 ? "(runtime)" : f.Key, f.Value * scale));

    private static IEnumerable<(string, double)> UserGroups(TraceAnalysis a, Func<GoroutineGroupFigures, double> of) =>
        a.Goroutines.ByFunction.Where(g => !g.System).Select(g => (g.Function, of(g)));

    private static IEnumerable<(string, double)> AllGroups(TraceAnalysis a, Func<GoroutineGroupFigures, double> of) =>
        a.Goroutines.ByFunction.Select(g => (g.Function.Length == 0 ? "(unknown)" : g.Function, of(g)));

    private static IEnumerable<(string, double)> Causes(TraceAnalysis a, double scale) =>
        a.SchedulingLatency.ByCause.Select(c => (c.Key, c.Value.TotalNs * scale));

    private static IEnumerable<(string, double)> Processors(TraceAnalysis a, Func<ProcessorFigures, long> part, double whole) =>
        a.Processors.Select(p => ($"P{p.Id}", whole == 0 ? 0 : part(p) / whole));

    private static IEnumerable<(string, double)> LongSyscalls(TraceAnalysis a, Func<SyscallStack, long> of) =>
        a.Syscalls.Long.ByStack.Select(s => (StackName.Of(s.Stack), (double)of(s)));

    private static IEnumerable<(string, double)> Pauses(TraceAnalysis a, double scale) =>
        a.StopTheWorld.ByKind.Where(k => k.Key.Contains("GC", StringComparison.Ordinal)).Select(k => (k.Key, k.Value.TotalNs * scale));

    private static IEnumerable<(string, double)> States(TraceAnalysis a)
    {
        GoroutineGroupFigures[] user = [.. a.Goroutines.ByFunction.Where(g => !g.System)];
        return
        [
            ("running", user.Sum(g => (double)g.RunningNs)),
            ("runnable", user.Sum(g => (double)g.RunnableNs)),
            ("waiting", user.Sum(g => (double)g.WaitingNs)),
            ("syscall", user.Sum(g => (double)g.SyscallNs)),
        ];
    }

    private static double PerGoroutineSecond(TraceAnalysis a)
    {
        double ns = FigureCatalog.GoroutineNs(a);
        return ns == 0 ? 0 : 1e9 / ns;
    }

    private static double ProcessorNs(TraceAnalysis a) => a.Processors.Sum(p => (double)p.ExistedNs);

    private static double PerSample(Distribution of) => of.Count == 0 ? 0 : 1.0 / of.Count;
}
