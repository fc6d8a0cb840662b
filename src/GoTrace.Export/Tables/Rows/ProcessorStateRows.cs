namespace GoTrace.Export.Tables.Rows;

/// <summary>What processors did.</summary>
internal sealed class ProcessorStateRows : RowSet
{
    public ProcessorStateRows()
        : base("processor_states", "a stretch of a processor's (P's) time in one state, in the order of their ends")
    {
        Processor = Int64("processor", "the processor");
        State = Text("state", "running (a thread has it) or idle");
        Start = Int64("start_ns", "when the state began, or was first seen");
        End = Int64("end_ns", "when it ended, or was last seen");
        Duration = Int64("duration_ns", "from start to end, never negative");
        IsStartSeen = Flag("is_start_seen", "whether the trace shows how it began");
        IsEndSeen = Flag("is_end_seen", "whether the trace shows how it ended");
        Thread = Int64("thread", "the thread (M) that had it", isNullable: true);
    }

    public LongColumn Processor { get; }

    public TextColumn State { get; }

    public LongColumn Start { get; }

    public LongColumn End { get; }

    public LongColumn Duration { get; }

    public BooleanColumn IsStartSeen { get; }

    public BooleanColumn IsEndSeen { get; }

    public LongColumn Thread { get; }
}
