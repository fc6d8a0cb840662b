using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Reporting.Html.Data;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Reporting.Html.Trace;

/// <summary>Tables of processors, waits, preemptions and goroutines.</summary>
internal static class SchedulingTables
{
    public static void Add(SortedDictionary<string, TableData> tables, TraceAnalysis a, TextTable texts, ReportLimits limits)
    {
        tables.Add("processors", Processors(a, texts, limits));
        tables.Add("starved", new TableBuilder<StarvedWindow>("Where most parallelism was lost", a.LostParallelism.WorstWindows, texts, limits)
            .OutOf(a.LostParallelism.WorstWindows.Count + (a.LostParallelism.FurtherWindows?.Windows ?? 0))
            .Start("start_ns", "Start", w => w.StartNs)
            .Ns("length_ns", "Length", w => w.LengthNs)
            .Ns("starved_ns", "P time lost", w => w.StarvedNs)
            .Number("mean", "Ps idle beside ready goroutines", w => w.LengthNs == 0 ? null : w.StarvedNs / (double)w.LengthNs)
            .Build());
        tables.Add("latency", DistributionTable.Build(
            "Schedule latency by why a goroutine became ready",
            "Cause",
            [("user goroutines", a.SchedulingLatency.User), ("all goroutines", a.SchedulingLatency.All), .. Rows(a.SchedulingLatency.ByCause)],
            texts,
            limits));
        tables.Add("latency_stacks", new TableBuilder<StackFigures>("Schedule latency by where the goroutine had stopped", a.SchedulingLatency.ByStack, texts, limits)
            .OutOf(a.SchedulingLatency.ByStack.Count + (a.SchedulingLatency.FurtherStacks?.Stacks ?? 0))
            .Stack("stack", "Stack", s => s.Stack)
            .Distribution(s => s.Lengths)
            .Build());
        tables.Add("preemptions", new TableBuilder<KeyValuePair<string, long>>(
                "Preemptions by function",
                a.Preemptions.ByFunction.OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal),
                texts,
                limits)
            .Code("function", "Innermost function outside package runtime", f => f.Key.Length == 0 ? "(runtime)" : f.Key)
            .Count("count", "Preemptions", f => f.Value)
            .Share("share", "Share", f => Ratio(f.Value, a.Preemptions.Count))
            .Build());
        tables.Add("preemption_kinds", new TableBuilder<(string Name, long Count)>(
                "Preemptions by kind",
                [
                    ("by signal (async)", a.Preemptions.Async),
                    ("in a function's prologue (cooperative)", a.Preemptions.Cooperative),
                    ("mutex handed over", a.Preemptions.Handoff),
                ],
                texts,
                limits)
            .Text("kind", "Kind", k => k.Name)
            .Count("count", "Preemptions", k => k.Count)
            .Share("share", "Share", k => Ratio(k.Count, a.Preemptions.Count))
            .Build());
        tables.Add("goroutines", Goroutines(a, texts, limits));
        tables.Add("blocks", Blocks(a, texts, limits));
        tables.Add("threads", new TableBuilder<ThreadTime>("Threads (M)", a.Threads.ByThread, texts, limits)
            .OutOf(a.Threads.Seen)
            .Id("id", "Thread", t => t.Id)
            .Ns("goroutine_ns", "Running goroutines", t => t.GoroutineNs)
            .Ns("syscall_ns", "In syscalls", t => t.SyscallNs)
            .Build());
    }

    public static IEnumerable<(string, Distribution)> Rows(IReadOnlyDictionary<string, Distribution> byName) =>
        byName.OrderByDescending(d => d.Value.TotalNs).ThenBy(d => d.Key, StringComparer.Ordinal).Select(d => (d.Key, d.Value));

    private static TableData Processors(TraceAnalysis a, TextTable texts, ReportLimits limits)
    {
        var table = new TableBuilder<ProcessorFigures>("What each P did", a.Processors, texts, limits)
            .Id("id", "P", p => p.Id)
            .Share("utilization", "Utilization", p => p.Utilization)
            .Share("user_utilization", "Without GC workers", p => p.UserUtilization);
        foreach ((ProcessorPart part, string name) in PartNames)
        {
            table.Share("part_" + (int)part, name, p => p.Account is { } account ? Ratio(ProcessorParts.Of(account, part), account.ExistedNs) : null);
        }

        return table.Ns("existed_ns", "Existed", p => p.ExistedNs)
            .Note("Utilization is the share of a P's time in which a goroutine ran on it; the parts after it add up to 100 %.")
            .Build();
    }

    private static readonly (ProcessorPart Part, string Name)[] PartNames =
    [
        (ProcessorPart.User, "User"),
        (ProcessorPart.Worker, "GC worker"),
        (ProcessorPart.MarkAssist, "Mark assist"),
        (ProcessorPart.Sweep, "Sweep"),
        (ProcessorPart.StopTheWorld, "Stop-the-world"),
        (ProcessorPart.SyscallHeld, "Held in syscall"),
        (ProcessorPart.Scheduling, "Scheduling"),
        (ProcessorPart.Idle, "Idle"),
    ];

    private static TableData Goroutines(TraceAnalysis a, TextTable texts, ReportLimits limits) =>
        new TableBuilder<GoroutineGroupFigures>("Goroutines by the function they began with", a.Goroutines.ByFunction, texts, limits)
            .Code("function", "Function", g => g.Function.Length == 0 ? "(never named)" : g.Function)
            .Count("count", "Seen", g => g.Count)
            .Count("alive", "Alive", g => g.Alive)
            .Ns("running_ns", "Running", g => g.RunningNs)
            .Ns("runnable_ns", "Ready", g => g.RunnableNs)
            .Ns("waiting_ns", "Waiting", g => g.WaitingNs)
            .Ns("syscall_ns", "In syscalls", g => g.SyscallNs)
            .Text("waits_for", "Waits most for", g => g.WaitingByReasonNs.OrderByDescending(w => w.Value).Select(w => w.Key).FirstOrDefault() ?? "")
            .Count("preemptions", "Preempted", g => g.Preemptions)
            .Count("yields", "Yields", g => g.Yields)
            .Ns("p50_ns", "Latency p50", g => g.SchedulingLatency.Count == 0 ? null : g.SchedulingLatency.P50Ns)
            .Ns("p99_ns", "Latency p99", g => g.SchedulingLatency.Count == 0 ? null : g.SchedulingLatency.P99Ns)
            .Note("Alive: there at the end of the trace.")
            .Build();

    private static TableData Blocks(TraceAnalysis a, TextTable texts, ReportLimits limits)
    {
        IEnumerable<string> reasons = a.Blocks.Keys.Union(a.BlockDurations.Keys)
            .OrderByDescending(r => a.BlockDurations.GetValueOrDefault(r)?.TotalNs ?? 0).ThenBy(r => r, StringComparer.Ordinal);
        return new TableBuilder<string>("Blocks by reason", reasons, texts, limits)
            .Text("name", "Reason", r => r.Length == 0 ? "(none given)" : r)
            .Count("blocks", "Blocks", r => a.Blocks.GetValueOrDefault(r))
            .Distribution(r => a.BlockDurations.GetValueOrDefault(r) ?? Distribution.Empty, "Ended")
            .Build();
    }

    private static double? Ratio(long part, long whole) => whole == 0 ? null : part / (double)whole;
}
