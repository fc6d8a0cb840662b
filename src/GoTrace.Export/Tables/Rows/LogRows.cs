namespace GoTrace.Export.Tables.Rows;

/// <summary>Messages of <c>trace.Log</c>.</summary>
internal sealed class LogRows : RowSet
{
    public LogRows()
        : base("logs", "a message of trace.Log")
    {
        Time = Int64("time_ns", "when");
        Goroutine = Int64("goroutine", "the goroutine", isNullable: true);
        Task = Int64("task", "the task it is part of; 0 is the background task");
        Category = Text("category", "its category", isNullable: true);
        Message = Text("message", "what it says", isNullable: true, isVaried: true);
        Stack = Int32("stack_id", "where it was written", isNullable: true);
    }

    public LongColumn Time { get; }

    public LongColumn Goroutine { get; }

    public LongColumn Task { get; }

    public TextColumn Category { get; }

    public TextColumn Message { get; }

    public IntColumn Stack { get; }
}
