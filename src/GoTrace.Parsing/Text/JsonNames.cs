namespace GoTrace.Parsing.Text;

/// <summary>What kinds and states are called in JSON: with their quotation marks.</summary>
internal static class JsonNames
{
    public static ReadOnlySpan<byte> Of(EventKind kind) => kind switch
    {
        EventKind.Sync => "\"sync\""u8,
        EventKind.Metric => "\"metric\""u8,
        EventKind.Label => "\"label\""u8,
        EventKind.StackSample => "\"stack_sample\""u8,
        EventKind.RangeBegin => "\"range_begin\""u8,
        EventKind.RangeActive => "\"range_active\""u8,
        EventKind.RangeEnd => "\"range_end\""u8,
        EventKind.TaskBegin => "\"task_begin\""u8,
        EventKind.TaskEnd => "\"task_end\""u8,
        EventKind.RegionBegin => "\"region_begin\""u8,
        EventKind.RegionEnd => "\"region_end\""u8,
        EventKind.Log => "\"log\""u8,
        EventKind.StateTransition => "\"state_transition\""u8,
        EventKind.Experimental => "\"experimental\""u8,
        _ => "\"bad\""u8,
    };

    public static ReadOnlySpan<byte> Of(GoroutineState state) => state switch
    {
        GoroutineState.Undetermined => "\"undetermined\""u8,
        GoroutineState.NotExist => "\"not_exist\""u8,
        GoroutineState.Runnable => "\"runnable\""u8,
        GoroutineState.Running => "\"running\""u8,
        GoroutineState.Waiting => "\"waiting\""u8,
        GoroutineState.Syscall => "\"syscall\""u8,
        _ => "\"bad\""u8,
    };

    public static ReadOnlySpan<byte> Of(ProcessorState state) => state switch
    {
        ProcessorState.Undetermined => "\"undetermined\""u8,
        ProcessorState.NotExist => "\"not_exist\""u8,
        ProcessorState.Running => "\"running\""u8,
        ProcessorState.Idle => "\"idle\""u8,
        _ => "\"bad\""u8,
    };
}
