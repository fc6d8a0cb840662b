namespace GoTrace.Export.Tables.Rows;

/// <summary>Ranges that the runtime marks.</summary>
internal sealed class RangeRows : RowSet
{
    public RangeRows()
        : base("ranges", "a range of time that the runtime marks, in the order of their ends")
    {
        Name = Text("name", "stop-the-world, GC concurrent mark phase, GC incremental sweep or GC mark assist");
        Kind = Text("kind", "of a stop-the-world: why", isNullable: true);
        ScopeKind = Text("scope_kind", "what it is of: goroutine or processor; null for the whole program", isNullable: true);
        ScopeId = Int64("scope_id", "which of these", isNullable: true);
        Start = Int64("start_ns", "when it began, or was first seen; null where only its end was", isNullable: true);
        End = Int64("end_ns", "when it ended; null where that was not seen", isNullable: true);
        Duration = Int64("duration_ns", "from start to end, never negative; null unless both were seen", isNullable: true);
        Goroutine = Int64("goroutine", "the goroutine that began it", isNullable: true);
        Processor = Int64("processor", "the processor (P) it began on", isNullable: true);
        Stack = Int32("stack_id", "where it began", isNullable: true);
        Swept = Int64("swept_bytes", "of a sweep: bytes gone over", isNullable: true);
        Reclaimed = Int64("reclaimed_bytes", "of a sweep: bytes given back", isNullable: true);
    }

    public TextColumn Name { get; }

    public TextColumn Kind { get; }

    public TextColumn ScopeKind { get; }

    public LongColumn ScopeId { get; }

    public LongColumn Start { get; }

    public LongColumn End { get; }

    public LongColumn Duration { get; }

    public LongColumn Goroutine { get; }

    public LongColumn Processor { get; }

    public IntColumn Stack { get; }

    public LongColumn Swept { get; }

    public LongColumn Reclaimed { get; }
}
