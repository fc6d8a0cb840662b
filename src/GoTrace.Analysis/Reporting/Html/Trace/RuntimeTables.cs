using GoTrace.Analysis.GarbageCollection;
using GoTrace.Analysis.Reporting.Html.Data;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Syscalls;

namespace GoTrace.Analysis.Reporting.Html.Trace;

/// <summary>Tables of syscalls, garbage collection, annotations and what was read.</summary>
internal static class RuntimeTables
{
    public static void Add(SortedDictionary<string, TableData> tables, TraceAnalysis a, TextTable texts, ReportLimits limits)
    {
        AddSyscalls(tables, a.Syscalls, texts, limits);
        AddGarbageCollection(tables, a, texts, limits);
        tables.Add("tasks", DistributionTable.Build("Tasks", "Task", SchedulingTables.Rows(a.Tasks), texts, limits));
        tables.Add("regions", DistributionTable.Build("Regions", "Region", SchedulingTables.Rows(a.Regions), texts, limits));
        tables.Add("logs", Counts("Log messages by category", "Category", a.Logs, texts, limits));
        tables.Add("events", Counts("Events by kind", "Kind", a.EventKinds, texts, limits));
        tables.Add("damage", new TableBuilder<DamageNote>("What could not be read", a.DataQuality.Damage, texts, limits)
            .Text("code", "Code", d => d.Code)
            .Text("message", "What was wrong", d => d.Message)
            .Id("offset", "Offset", d => d.Offset < 0 ? null : d.Offset)
            .Id("generation", "Generation", d => d.Generation)
            .Bytes("lost", "Lost", d => d.LostBytes)
            .Build());
    }

    private static void AddSyscalls(SortedDictionary<string, TableData> tables, SyscallFigures s, TextTable texts, ReportLimits limits)
    {
        tables.Add("syscalls", DistributionTable.Build(
            "Syscalls by kind",
            "Kind",
            [("all", s.All), ("all but GC starts", s.User), ("lost their P (blocked)", s.Blocked), ("calls of C (cgo)", s.Cgo), ("GC starts", s.GcStart)],
            texts,
            limits));
        tables.Add("syscall_stacks", new TableBuilder<StackFigures>("Syscalls by stack", s.ByStack, texts, limits)
            .OutOf(s.ByStack.Count + (s.FurtherStacks?.Stacks ?? 0))
            .Stack("stack", "Stack", e => e.Stack)
            .Distribution(e => e.Lengths)
            .Build());
        tables.Add("long_syscalls", new TableBuilder<LongSyscall>("The longest syscalls", s.Long.Longest, texts, limits)
            .OutOf(s.Long.Count)
            .Start("start_ns", "Start", e => e.StartNs)
            .Ns("length_ns", "Length", e => e.LengthNs)
            .Id("goroutine", "Goroutine", e => e.Goroutine)
            .Id("processor", "P", e => e.Processor < 0 ? null : e.Processor)
            .Flag("blocked", "Lost its P", e => e.Blocked)
            .Flag("cgo", "C", e => e.Cgo)
            .Flag("open", "Cut off", e => e.OpenStart || e.OpenEnd)
            .Stack("stack", "Stack", e => e.Stack)
            .Note("Cut off: by an end of the trace, so that its length is a lower bound.")
            .Build());
        tables.Add("long_syscall_stacks", new TableBuilder<SyscallStack>("Long syscalls by stack", s.Long.ByStack, texts, limits)
            .Stack("stack", "Stack", e => e.Stack)
            .Count("count", "Count", e => e.Count)
            .Ns("total_ns", "Total", e => e.TotalNs)
            .Build());
    }

    private static void AddGarbageCollection(SortedDictionary<string, TableData> tables, TraceAnalysis a, TextTable texts, ReportLimits limits)
    {
        tables.Add("gc_cycles", new TableBuilder<(int Number, GcCycle Cycle)>(
                "GC cycles", a.GcCycles.Cycles.Select((c, i) => (i + 1, c)), texts, limits)
            .OutOf(a.GcCycles.Count)
            .Id("number", "Cycle", c => c.Number)
            .Start("start_ns", "Start", c => c.Cycle.StartNs)
            .Ns("length_ns", "Mark", c => c.Cycle.MarkNs)
            .Count("pauses", "Pauses", c => c.Cycle.Pauses)
            .Ns("pause_ns", "Paused", c => c.Cycle.PauseNs)
            .Share("dedicated", "Dedicated workers", c => c.Cycle.DedicatedShare)
            .Share("fractional", "Fractional workers", c => c.Cycle.FractionalShare)
            .Share("idle", "Idle-time workers", c => c.Cycle.IdleShare)
            .Share("assist", "Assists", c => c.Cycle.AssistShare)
            .Bytes("heap_start", "Heap at start", c => c.Cycle.HeapAtStartBytes)
            .Bytes("goal", "Goal", c => c.Cycle.GoalBytes == 0 ? null : c.Cycle.GoalBytes)
            .Bytes("heap_end", "Heap at end", c => c.Cycle.HeapAtEndBytes)
            .Note("Shares are of all Ps' time while it marked.")
            .Build());
        StopTheWorldFigures stw = a.StopTheWorld;
        tables.Add("pauses", DistributionTable.Build(
            "Stop-the-world pauses",
            "Kind",
            [
                .. SchedulingTables.Rows(stw.ByKind),
                ("GC pauses: until all had stopped", stw.GcStopping),
                ("GC pauses: while all stood", stw.GcStopped),
            ],
            texts,
            limits));
        tables.Add("longest_pauses", new TableBuilder<PauseRecord>("The longest pauses", stw.Longest, texts, limits)
            .OutOf(stw.All.Count)
            .Start("start_ns", "Start", p => p.StartNs)
            .Ns("length_ns", "Length", p => p.LengthNs)
            .Ns("stopping_ns", "Until all had stopped", p => p.StoppingNs)
            .Ns("stopped_ns", "All stood", p => p.StoppedNs)
            .Text("kind", "Kind", p => p.Kind)
            .Id("processor", "Waited for P", p => p.LastProcessor < 0 ? null : p.LastProcessor)
            .Id("goroutine", "With goroutine", p => p.LastGoroutine < 0 ? null : p.LastGoroutine)
            .Code("function", "Which began with", p => p.LastFunction)
            .Build());
        tables.Add("mutator", new TableBuilder<MutatorUtilizationFigure>("Least share of the Ps that the program had to itself", a.MutatorUtilization, texts, limits)
            .Ns("window_ns", "In any stretch of", m => m.WindowNs)
            .Share("minimum", "At least", m => m.Minimum)
            .Build());
        tables.Add("ranges", DistributionTable.Build("The runtime's ranges", "Range", SchedulingTables.Rows(a.Ranges), texts, limits));
    }

    private static TableData Counts(
        string caption, string name, IReadOnlyDictionary<string, long> counts, TextTable texts, ReportLimits limits) =>
        new TableBuilder<KeyValuePair<string, long>>(
                caption, counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal), texts, limits)
            .Text("name", name, c => c.Key.Length == 0 ? "(none)" : c.Key)
            .Count("count", "Count", c => c.Value)
            .Build();
}
