using GoTrace.Analysis;
using GoTrace.Parsing;

namespace GoTrace.Export.Tables;

/// <summary>What kinds and states are called in tables: as in the JSON of events.</summary>
internal static class Words
{
    public const string Goroutine = "goroutine";
    public const string Processor = "processor";
    public const string Thread = "thread";
    public const string Task = "task";
    public const string Running = "running";
    public const string Idle = "idle";

    private static readonly string[] Types = NamesOfTypes();

    public static string Of(EventKind kind) => kind switch
    {
        EventKind.Sync => "sync",
        EventKind.Metric => "metric",
        EventKind.Label => "label",
        EventKind.StackSample => "stack_sample",
        EventKind.RangeBegin => "range_begin",
        EventKind.RangeActive => "range_active",
        EventKind.RangeEnd => "range_end",
        EventKind.TaskBegin => "task_begin",
        EventKind.TaskEnd => "task_end",
        EventKind.RegionBegin => "region_begin",
        EventKind.RegionEnd => "region_end",
        EventKind.Log => "log",
        EventKind.StateTransition => "state_transition",
        EventKind.Experimental => "experimental",
        _ => "bad",
    };

    public static string Of(GoroutineState state) => state switch
    {
        GoroutineState.NotExist => "not_exist",
        GoroutineState.Runnable => "runnable",
        GoroutineState.Running => Running,
        GoroutineState.Waiting => "waiting",
        GoroutineState.Syscall => "syscall",
        _ => "undetermined",
    };

    public static string Of(ProcessorState state) => state switch
    {
        ProcessorState.NotExist => "not_exist",
        ProcessorState.Running => Running,
        ProcessorState.Idle => Idle,
        _ => "undetermined",
    };

    public static string Of(RunnableCause cause) => cause switch
    {
        RunnableCause.Created => "created",
        RunnableCause.Unblocked => "unblocked",
        RunnableCause.Preempted => "preempted",
        RunnableCause.Yielded => "yielded",
        RunnableCause.Syscall => "syscall",
        _ => "other",
    };

    public static string? Of(ResourceKind kind) => kind switch
    {
        ResourceKind.Goroutine => Goroutine,
        ResourceKind.Processor => Processor,
        ResourceKind.Thread => Thread,
        _ => null,
    };

    public static string Of(TraceMetric metric) => metric switch
    {
        TraceMetric.GoMaxProcs => "/sched/gomaxprocs:threads",
        TraceMetric.HeapObjects => "/memory/classes/heap/objects:bytes",
        TraceMetric.HeapGoal => "/gc/heap/goal:bytes",
        _ => "unknown",
    };

    public static string Of(TraceRange range) => range switch
    {
        TraceRange.StopTheWorld => "stop-the-world",
        TraceRange.ConcurrentMark => "GC concurrent mark phase",
        TraceRange.IncrementalSweep => "GC incremental sweep",
        TraceRange.MarkAssist => "GC mark assist",
        _ => "unknown",
    };

    /// <summary>The type of an event in the file; null where it has none.</summary>
    public static string? Of(WireType type) => type == WireType.None ? null : Types[(int)type];

    private static string[] NamesOfTypes()
    {
        var names = new string[256];
        Array.Fill(names, "unknown");
        foreach (WireType type in Enum.GetValues<WireType>())
        {
            names[(int)type] = type switch
            {
                // As Go spells them.
                WireType.StwBegin => "STWBegin",
                WireType.StwEnd => "STWEnd",
                _ => type.ToString(),
            };
        }

        return names;
    }
}
