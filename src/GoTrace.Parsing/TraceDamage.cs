namespace GoTrace.Parsing;

/// <summary>Something of a trace that could not be read, and what it cost.</summary>
/// <param name="Error">What was wrong, and where.</param>
/// <param name="LostBytes">
/// The bytes of the (decompressed) input that gave no events. Complete once the generation after it
/// was asked for.
/// </param>
public sealed record TraceDamage(TraceFormatException Error, long LostBytes)
{
    /// <summary>What sort of damage it is.</summary>
    public TraceDamageKind Kind { get; init; } = TraceDamageKind.Corrupt;

    /// <summary>
    /// From when on events may be missing, in nanoseconds as recorded: the time of the last event of
    /// that thread, among those that lost something, which was lost first. Null if nothing came before.
    /// </summary>
    public long? LastTimeBefore { get; init; }

    /// <summary>
    /// When events are complete again, in nanoseconds as recorded: the beginning of the next
    /// generation. Null if nothing comes after.
    /// </summary>
    public long? FirstTimeAfter { get; init; }
}

/// <summary>What sort of damage it is.</summary>
public enum TraceDamageKind
{
    /// <summary>Bytes are wrong, or some are missing in the midst.</summary>
    Corrupt = 0,

    /// <summary>The input ends too soon, as when a program died before it could end its trace.</summary>
    CutOff = 1,

    /// <summary>A limit of <see cref="TraceReaderOptions"/> was reached, and what is beyond it left out.</summary>
    LeftOut = 2,
}
