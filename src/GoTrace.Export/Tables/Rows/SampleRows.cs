namespace GoTrace.Export.Tables.Rows;

/// <summary>Samples of a CPU profile.</summary>
internal sealed class SampleRows : RowSet
{
    public SampleRows()
        : base("samples", "a sample of a CPU profile that was taken while tracing")
    {
        Time = Int64("time_ns", "when");
        Thread = Int64("thread", "the thread (M)", isNullable: true);
        Processor = Int64("processor", "the processor (P)", isNullable: true);
        Goroutine = Int64("goroutine", "the goroutine", isNullable: true);
        IsAsyncPreempt = Flag("is_async_preempt", "whether it is in runtime.asyncPreempt");
        Stack = Int32("stack_id", "the stack", isNullable: true);
    }

    public LongColumn Time { get; }

    public LongColumn Thread { get; }

    public LongColumn Processor { get; }

    public LongColumn Goroutine { get; }

    public BooleanColumn IsAsyncPreempt { get; }

    public IntColumn Stack { get; }
}
