namespace GoTrace.Export.Tables.Rows;

/// <summary>Tasks of <c>trace.NewTask</c>.</summary>
internal sealed class TaskRows : RowSet
{
    public TaskRows()
        : base("tasks", "a task (trace.NewTask), in the order of their ends")
    {
        Task = Int64("task", "its id");
        Parent = Int64("parent", "the task it is part of; 0 is the background task", isNullable: true);
        Name = Text("name", "its type", isNullable: true);
        Start = Int64("start_ns", "when it began; null where only its end was seen", isNullable: true);
        End = Int64("end_ns", "when it ended; null where that was not seen", isNullable: true);
        Duration = Int64("duration_ns", "from start to end; null unless both were seen", isNullable: true);
        Goroutine = Int64("goroutine", "the goroutine that began it", isNullable: true);
        Stack = Int32("stack_id", "where it began", isNullable: true);
    }

    public LongColumn Task { get; }

    public LongColumn Parent { get; }

    public TextColumn Name { get; }

    public LongColumn Start { get; }

    public LongColumn End { get; }

    public LongColumn Duration { get; }

    public LongColumn Goroutine { get; }

    public IntColumn Stack { get; }
}
