namespace GoTrace.Export.Tables.Rows;

/// <summary>Every event.</summary>
internal sealed class EventRows : RowSet
{
    public EventRows()
        : base("events", "an event, in the order of Go's own reader")
    {
        Sequence = Int64("seq", "place in the trace, from 0");
        Time = Int64("time_ns", "when, as recorded");
        GoTime = Int64("go_time_ns", "when, as Go's reader shows it");
        Kind = Text("kind", "what it tells, such as state_transition");
        Type = Text("type", "its type in the file, such as GoCreate; null for the last event", isNullable: true);
        Thread = Int64("thread", "the thread (M) it happened on", isNullable: true);
        Processor = Int64("processor", "the processor (P) it happened on", isNullable: true);
        Goroutine = Int64("goroutine", "the goroutine it happened on", isNullable: true);
        ResourceKind = Text("resource_kind", "what it is about: goroutine, processor, thread or task", isNullable: true);
        ResourceId = Int64("resource_id", "which of these; the first argument of an experimental event", isNullable: true);
        From = Text("from_state", "the old state, of a transition", isNullable: true);
        To = Text("to_state", "the new state, of a transition", isNullable: true);
        Name = Text("name", "the name of a metric, range, task or region, a label, the category of a log", isNullable: true);
        Reason = Text("reason", "why, of a transition; the kind of a stop-the-world", isNullable: true);
        Value = Int64("value", "a metric's value, bytes swept, a task's parent, the second argument of an experimental event", isNullable: true);
        Value2 = Int64("value2", "bytes reclaimed by a sweep, the third argument of an experimental event", isNullable: true);
        Stack = Int32("stack_id", "the stack it happened on", isNullable: true);
        TransitionStack = Int32("transition_stack_id", "the stack of the goroutine whose state changes", isNullable: true);
    }

    public LongColumn Sequence { get; }

    public LongColumn Time { get; }

    public LongColumn GoTime { get; }

    public TextColumn Kind { get; }

    public TextColumn Type { get; }

    public LongColumn Thread { get; }

    public LongColumn Processor { get; }

    public LongColumn Goroutine { get; }

    public TextColumn ResourceKind { get; }

    public LongColumn ResourceId { get; }

    public TextColumn From { get; }

    public TextColumn To { get; }

    public TextColumn Name { get; }

    public TextColumn Reason { get; }

    public LongColumn Value { get; }

    public LongColumn Value2 { get; }

    public IntColumn Stack { get; }

    public IntColumn TransitionStack { get; }
}
