namespace GoTrace.Export.Tables.Rows;

/// <summary>What goroutines did.</summary>
internal sealed class GoroutineStateRows : RowSet
{
    public GoroutineStateRows()
        : base("goroutine_states", "a stretch of a goroutine's life in one state, in the order of their ends")
    {
        Goroutine = Int64("goroutine", "the goroutine");
        State = Text("state", "runnable, running, waiting or syscall");
        Start = Int64("start_ns", "when the state began, or was first seen");
        End = Int64("end_ns", "when it ended, or was last seen");
        Duration = Int64("duration_ns", "from start to end, never negative");
        IsStartSeen = Flag("is_start_seen", "whether the trace shows how it began: only then is its length known");
        IsEndSeen = Flag("is_end_seen", "whether the trace shows how it ended");
        Next = Text("next_state", "the state that follows; not_exist where the goroutine ended", isNullable: true);
        Cause = Text("cause", "why it became runnable: created, unblocked, preempted, yielded, syscall or other", isNullable: true);
        StartReason = Text("start_reason", "the reason given for the beginning, such as why it waits", isNullable: true);
        EndReason = Text("end_reason", "the reason given for the end, such as preempted", isNullable: true);
        Processor = Int64("processor", "the processor (P) it ran on, or will run on", isNullable: true);
        StartStack = Int32("start_stack_id", "where the goroutine had last stopped when it began", isNullable: true);
        EndStack = Int32("end_stack_id", "where the goroutine stopped at its end", isNullable: true);
    }

    public LongColumn Goroutine { get; }

    public TextColumn State { get; }

    public LongColumn Start { get; }

    public LongColumn End { get; }

    public LongColumn Duration { get; }

    public BooleanColumn IsStartSeen { get; }

    public BooleanColumn IsEndSeen { get; }

    public TextColumn Next { get; }

    public TextColumn Cause { get; }

    public TextColumn StartReason { get; }

    public TextColumn EndReason { get; }

    public LongColumn Processor { get; }

    public IntColumn StartStack { get; }

    public IntColumn EndStack { get; }
}
