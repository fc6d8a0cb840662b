namespace GoTrace.Parsing.Text;

/// <summary>The names that Go's reader has for what events carry.</summary>
internal static class EventNames
{
    public static ReadOnlySpan<byte> Of(EventKind kind) => kind switch
    {
        EventKind.Sync => "Sync"u8,
        EventKind.Metric => "Metric"u8,
        EventKind.Label => "Label"u8,
        EventKind.StackSample => "StackSample"u8,
        EventKind.RangeBegin => "RangeBegin"u8,
        EventKind.RangeActive => "RangeActive"u8,
        EventKind.RangeEnd => "RangeEnd"u8,
        EventKind.TaskBegin => "TaskBegin"u8,
        EventKind.TaskEnd => "TaskEnd"u8,
        EventKind.RegionBegin => "RegionBegin"u8,
        EventKind.RegionEnd => "RegionEnd"u8,
        EventKind.Log => "Log"u8,
        EventKind.StateTransition => "StateTransition"u8,
        EventKind.Experimental => "Experimental"u8,
        _ => "Bad"u8,
    };

    public static ReadOnlySpan<byte> Of(GoroutineState state) => state switch
    {
        GoroutineState.Undetermined => "Undetermined"u8,
        GoroutineState.NotExist => "NotExist"u8,
        GoroutineState.Runnable => "Runnable"u8,
        GoroutineState.Running => "Running"u8,
        GoroutineState.Waiting => "Waiting"u8,
        GoroutineState.Syscall => "Syscall"u8,
        _ => "Bad"u8,
    };

    public static ReadOnlySpan<byte> Of(ProcessorState state) => state switch
    {
        ProcessorState.Undetermined => "Undetermined"u8,
        ProcessorState.NotExist => "NotExist"u8,
        ProcessorState.Running => "Running"u8,
        ProcessorState.Idle => "Idle"u8,
        _ => "Bad"u8,
    };

    public static ReadOnlySpan<byte> Of(TraceMetric metric) => metric switch
    {
        TraceMetric.GoMaxProcs => "/sched/gomaxprocs:threads"u8,
        TraceMetric.HeapObjects => "/memory/classes/heap/objects:bytes"u8,
        TraceMetric.HeapGoal => "/gc/heap/goal:bytes"u8,
        _ => default,
    };

    /// <summary>A range's name; for a stop-the-world range the part before its kind.</summary>
    public static ReadOnlySpan<byte> Of(TraceRange range) => range switch
    {
        TraceRange.StopTheWorld => "stop-the-world ("u8,
        TraceRange.ConcurrentMark => "GC concurrent mark phase"u8,
        TraceRange.IncrementalSweep => "GC incremental sweep"u8,
        TraceRange.MarkAssist => "GC mark assist"u8,
        _ => default,
    };
}
