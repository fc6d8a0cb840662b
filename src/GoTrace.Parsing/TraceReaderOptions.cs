namespace GoTrace.Parsing;

/// <summary>How a trace is read. Immutable; the defaults suit a trusted file of any size.</summary>
public sealed record TraceReaderOptions
{
    /// <summary>The defaults.</summary>
    public static TraceReaderOptions Default { get; } = new();

    /// <summary>
    /// Whether damage raises a <see cref="TraceFormatException"/>. Otherwise what can be read is
    /// given, and <see cref="TraceReader.Damage"/> says what was lost.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>Whether a stream or pipe handed in stays open, for its owner to close.</summary>
    public bool LeaveOpen { get; init; }

    /// <summary>Whether the next generation is read while the one at hand is used.</summary>
    public bool ReadAhead { get; init; } = true;

    /// <summary>The most bytes that one generation may have: 1 GiB unless told. What is beyond is left out.</summary>
    public long MaxGenerationBytes { get; init; } = 1L << 30;

    /// <summary>The most goroutines that may be alive at once: 50 million unless told.</summary>
    public int MaxGoroutines { get; init; } = 50_000_000;

    /// <summary>The most threads: a million unless told. Go's runtime allows a program 10,000.</summary>
    public int MaxThreads { get; init; } = 1_000_000;

    /// <summary>The most processors (Ps): 10,000 unless told.</summary>
    public int MaxProcessors { get; init; } = 10_000;

    /// <summary>The most tasks and regions that may be open at once: 10 million unless told.</summary>
    public int MaxOpenAnnotations { get; init; } = 10_000_000;

    /// <summary>The most strings that a generation may have: 20 million unless told.</summary>
    public int MaxStrings { get; init; } = 20_000_000;

    /// <summary>The most stacks that a generation may have: 20 million unless told.</summary>
    public int MaxStacks { get; init; } = 20_000_000;

    /// <summary>The most distinct stack frames that a generation may have: 20 million unless told.</summary>
    public int MaxFrames { get; init; } = 20_000_000;

    /// <summary>The most batches of experimental data that a generation may have: a million unless told.</summary>
    public int MaxExperimentalBatches { get; init; } = 1_000_000;

    /// <summary>The most bytes that compressed input may unfold to: 64 GiB unless told.</summary>
    public long MaxDecompressedBytes { get; init; } = 64L << 30;

    /// <summary>
    /// The most bytes that a byte of compressed input may unfold to, on the whole: 200 unless told. The
    /// first 16 MiB are not held to it.
    /// </summary>
    public int MaxDecompressionRatio { get; init; } = 200;

    /// <summary>
    /// Whether events are ordered without the hot loop: to tell, where in doubt, whether it is at fault.
    /// The switch GoTrace.PlainOrdering of <see cref="AppContext"/> does so for all readers.
    /// </summary>
    internal bool PlainOrdering { get; init; } = AppContext.TryGetSwitch("GoTrace.PlainOrdering", out bool on) && on;

    /// <summary>
    /// So many bytes of a file at least must be left for events to stay in it until it is their turn; 0 leaves them
    /// there even where that saves nothing.
    /// </summary>
    internal long LeastLeftInFile { get; init; } = 1 << 20;
}
