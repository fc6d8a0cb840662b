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

    /// <summary>The most bytes that one generation may have: 1 GiB unless told.</summary>
    public long MaxGenerationBytes { get; init; } = 1L << 30;

    /// <summary>The most goroutines that may be alive at once: 50 million unless told.</summary>
    public int MaxGoroutines { get; init; } = 50_000_000;

    /// <summary>The most bytes that compressed input may unfold to: 64 GiB unless told.</summary>
    public long MaxDecompressedBytes { get; init; } = 64L << 30;

    /// <summary>
    /// Whether events are ordered without the hot loop: to tell, where in doubt, whether it is at fault.
    /// The switch GoTrace.PlainOrdering of <see cref="AppContext"/> does so for all readers.
    /// </summary>
    internal bool PlainOrdering { get; init; } = AppContext.TryGetSwitch("GoTrace.PlainOrdering", out bool on) && on;
}
