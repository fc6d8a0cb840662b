namespace GoTrace.Export.Tables.Rows;

/// <summary>Regions of <c>trace.StartRegion</c>.</summary>
internal sealed class RegionRows : RowSet
{
    public RegionRows()
        : base("regions", "a region (trace.StartRegion) of a goroutine, in the order of their ends")
    {
        Goroutine = Int64("goroutine", "the goroutine");
        Task = Int64("task", "the task it is part of; 0 is the background task");
        Name = Text("name", "its type", isNullable: true);
        Depth = Int32("depth", "how many regions of the goroutine are around it, as far as seen");
        Start = Int64("start_ns", "when it began; null where only its end was seen", isNullable: true);
        End = Int64("end_ns", "when it ended; null where that was not seen", isNullable: true);
        Duration = Int64("duration_ns", "from start to end, never negative; null unless both were seen", isNullable: true);
        StartStack = Int32("start_stack_id", "where it began", isNullable: true);
        EndStack = Int32("end_stack_id", "where it ended", isNullable: true);
    }

    public LongColumn Goroutine { get; }

    public LongColumn Task { get; }

    public TextColumn Name { get; }

    public IntColumn Depth { get; }

    public LongColumn Start { get; }

    public LongColumn End { get; }

    public LongColumn Duration { get; }

    public IntColumn StartStack { get; }

    public IntColumn EndStack { get; }
}
