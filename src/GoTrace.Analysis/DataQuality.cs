namespace GoTrace.Analysis;

/// <summary>How far a trace's figures can be trusted.</summary>
public sealed record DataQuality
{
    /// <summary>Whether something of the trace could not be read.</summary>
    public bool IsDamaged => Damage.Count > 0;

    /// <summary>What could not be read.</summary>
    public required IReadOnlyList<DamageNote> Damage { get; init; }

    /// <summary>Goroutines whose function never became known.</summary>
    public long UnnamedGoroutines { get; init; }
}

/// <summary>Something that could not be read.</summary>
/// <param name="Code">What was wrong, for programs.</param>
/// <param name="Message">What was wrong, for people.</param>
/// <param name="Offset">Where, in bytes of the (decompressed) trace; −1 if it can't be said.</param>
/// <param name="Generation">The generation's number.</param>
/// <param name="LostBytes">Bytes that gave no events.</param>
public sealed record DamageNote(string Code, string Message, long Offset, long Generation, long LostBytes);
