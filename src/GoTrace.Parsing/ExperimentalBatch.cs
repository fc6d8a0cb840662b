namespace GoTrace.Parsing;

/// <summary>Raw data of an experiment, as a thread wrote it.</summary>
public readonly ref struct ExperimentalBatch
{
    internal ExperimentalBatch(byte experiment, long thread, ReadOnlySpan<byte> data)
    {
        Experiment = experiment;
        Thread = thread;
        Data = data;
    }

    /// <summary>The experiment's number; 1 is AllocFree.</summary>
    public byte Experiment { get; }

    /// <summary>The thread that wrote it, or <see cref="TraceEvent.NoId"/>.</summary>
    public long Thread { get; }

    /// <summary>The bytes; they lie in the generation's buffer.</summary>
    public ReadOnlySpan<byte> Data { get; }
}
