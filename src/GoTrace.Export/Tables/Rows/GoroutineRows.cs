namespace GoTrace.Export.Tables.Rows;

/// <summary>The goroutines.</summary>
internal sealed class GoroutineRows : RowSet
{
    public GoroutineRows()
        : base("goroutines", "a goroutine of which the trace shows a state")
    {
        Goroutine = Int64("goroutine", "its id; one row for each");
        Function = Text("function", "the function it began with; null where that never became known", isNullable: true);
        IsSystem = Flag("is_system", "whether it is the runtime's own: figures of user goroutines leave it out");
        Created = Int64("created_ns", "when it was created; null if it was there before", isNullable: true);
        Ended = Int64("ended_ns", "when it ended; null if it was there at the end", isNullable: true);
        Creator = Int64("creator", "the goroutine that created it", isNullable: true);
        CreatorStack = Int32("creator_stack_id", "where that one created it", isNullable: true);
    }

    public LongColumn Goroutine { get; }

    public TextColumn Function { get; }

    public BooleanColumn IsSystem { get; }

    public LongColumn Created { get; }

    public LongColumn Ended { get; }

    public LongColumn Creator { get; }

    public IntColumn CreatorStack { get; }
}
