namespace GoTrace.Export.Tables.Rows;

/// <summary>Syscalls.</summary>
internal sealed class SyscallRows : RowSet
{
    public SyscallRows()
        : base("syscalls", "a stretch of a goroutine in a syscall or in C code, in the order of their ends")
    {
        Goroutine = Int64("goroutine", "the goroutine");
        Start = Int64("start_ns", "when it began, or was first seen");
        End = Int64("end_ns", "when it ended, or was last seen; null where the trace records no end (Go up to 1.21, not blocked)", isNullable: true);
        Duration = Int64("duration_ns", "from start to end, never negative; null with end_ns", isNullable: true);
        IsMeasured = Flag("is_measured", "whether both ends were seen: the ones that the figures' distributions are of");
        IsBlocked = Flag("is_blocked", "whether the goroutine lost its processor meanwhile");
        IsCgo = Flag("is_cgo", "whether it is a call of C");
        IsGcStart = Flag("is_gc_start", "whether it is the start of a GC, which Go up to 1.22 records as a syscall");
        Processor = Int64("processor", "the processor (P) it began on", isNullable: true);
        Stack = Int32("stack_id", "where it began", isNullable: true);
    }

    public LongColumn Goroutine { get; }

    public LongColumn Start { get; }

    public LongColumn End { get; }

    public LongColumn Duration { get; }

    public BooleanColumn IsMeasured { get; }

    public BooleanColumn IsBlocked { get; }

    public BooleanColumn IsCgo { get; }

    public BooleanColumn IsGcStart { get; }

    public LongColumn Processor { get; }

    public IntColumn Stack { get; }
}
