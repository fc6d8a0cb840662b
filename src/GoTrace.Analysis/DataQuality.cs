namespace GoTrace.Analysis;

/// <summary>How far a trace's figures can be trusted.</summary>
public sealed record DataQuality
{
    /// <summary>Whether something of the trace could not be read.</summary>
    public bool IsDamaged => Damage.Count > 0;

    /// <summary>What could not be read.</summary>
    public required IReadOnlyList<DamageNote> Damage { get; init; }

    /// <summary>Bytes that gave no events, of all damage.</summary>
    public long LostBytes { get; init; }

    /// <summary>Nanoseconds between generations of which nothing is known; rates leave them out.</summary>
    public long LostNs { get; init; }

    /// <summary>What was read without knowing all of it, such as a format newer than this library.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Goroutines whose function never became known.</summary>
    public long UnnamedGoroutines { get; init; }

    /// <summary>
    /// Whether functions are lost with a part of the trace, of more than a twentieth of the goroutines. What goes by
    /// functions can't be told then: these goroutines count as the runtime's own, their preemptions as cooperative, and
    /// pauses of the GC as others.
    /// </summary>
    public bool LacksNames { get; init; }

    /// <summary>Events for which Go's reader shows another time than the recorded one, as some event before them was recorded no earlier.</summary>
    public long MendedTimes { get; init; }

    /// <summary>By how much at most that other time is later.</summary>
    public long LargestMendNs { get; init; }

    /// <summary>Waits of ready goroutines that were cut by an end of the trace, and are in no distribution.</summary>
    public long TruncatedWaits { get; init; }

    /// <summary>Syscalls that were cut by an end of the trace, and are in no distribution.</summary>
    public long TruncatedSyscalls { get; init; }

    /// <summary>Whether the time series stopped at its limit, before the trace's end.</summary>
    public bool IsTimeSeriesCut { get; init; }
}

/// <summary>Something that could not be read.</summary>
/// <param name="Code">What was wrong, for programs: a <see cref="GoTrace.Parsing.TraceFormatError"/> in snake_case.</param>
/// <param name="Message">What was wrong, for people.</param>
/// <param name="Offset">Where, in bytes of the (decompressed) trace; −1 if it can't be said.</param>
/// <param name="Generation">The generation's number.</param>
/// <param name="LostBytes">Bytes that gave no events.</param>
public sealed record DamageNote(string Code, string Message, long Offset, long Generation, long LostBytes);
