using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.GarbageCollection;

/// <summary>Times in which the program was stopped.</summary>
public sealed record StopTheWorldFigures
{
    /// <summary>All kinds.</summary>
    public required Distribution All { get; init; }

    /// <summary>Those of the garbage collector.</summary>
    public required Distribution Gc { get; init; }

    /// <summary>By kind, <c>stop-the-world (KIND)</c>.</summary>
    public required IReadOnlyDictionary<string, Distribution> ByKind { get; init; }

    /// <summary>Of each pause, the time until the last other processor had stopped or was let go.</summary>
    public required Distribution Stopping { get; init; }

    /// <summary>Of each pause, the rest: the time in which the world stood.</summary>
    public required Distribution Stopped { get; init; }

    /// <summary><see cref="Stopping"/> of the garbage collector's pauses.</summary>
    public required Distribution GcStopping { get; init; }

    /// <summary><see cref="Stopped"/> of the garbage collector's pauses.</summary>
    public required Distribution GcStopped { get; init; }

    /// <summary>The longest pauses, longest first; not all of them where there are many.</summary>
    public required IReadOnlyList<PauseRecord> Longest { get; init; }

    /// <summary>Those that <see cref="Longest"/> leaves out; null where that is not known.</summary>
    public FurtherLengths? FurtherPauses { get; init; }
}

/// <summary>One stop-the-world pause.</summary>
public sealed record PauseRecord
{
    /// <summary>Why the world was stopped, as the runtime says it.</summary>
    public required string Kind { get; init; }

    /// <summary>When it began, from the beginning of what is analysed.</summary>
    public long StartNs { get; init; }

    /// <summary>How long it took.</summary>
    public long LengthNs { get; init; }

    /// <summary>The part of it until the last other processor had stopped or was let go.</summary>
    public long StoppingNs { get; init; }

    /// <summary>The rest.</summary>
    public long StoppedNs { get; init; }

    /// <summary>The processor that kept it waiting longest; −1 where none did.</summary>
    public long LastProcessor { get; init; }

    /// <summary>The goroutine that ran on it, or held it in a syscall; −1 where there was none.</summary>
    public long LastGoroutine { get; init; }

    /// <summary>The function that goroutine began with; empty if unknown.</summary>
    public required string LastFunction { get; init; }
}

/// <summary>Cycles of the garbage collector.</summary>
public sealed record GcCycleFigures
{
    /// <summary>How many ended.</summary>
    public long Count { get; init; }

    /// <summary>Each of them, in order; only the first ones where there are many.</summary>
    public required IReadOnlyList<GcCycle> Cycles { get; init; }

    /// <summary>Those that <see cref="Cycles"/> leaves out; null where that is not known.</summary>
    public FurtherCycles? FurtherCycles { get; init; }
}

/// <summary>The cycles that a list leaves out: together with those it shows they are all.</summary>
/// <param name="Cycles">How many.</param>
/// <param name="MarkNs">How long they marked.</param>
/// <param name="Pauses">How often they stopped the world.</param>
/// <param name="PauseNs">For how long.</param>
public sealed record FurtherCycles(long Cycles, long MarkNs, long Pauses, long PauseNs);

/// <summary>One cycle of the garbage collector. Shares are of all processors' time while it marked.</summary>
public sealed record GcCycle
{
    /// <summary>When it began to mark, from the beginning of what is analysed.</summary>
    public long StartNs { get; init; }

    /// <summary>How long it marked.</summary>
    public long MarkNs { get; init; }

    /// <summary>How often it stopped the world.</summary>
    public int Pauses { get; init; }

    /// <summary>For how long in all.</summary>
    public long PauseNs { get; init; }

    /// <summary>Share in workers that had a processor for themselves.</summary>
    public double DedicatedShare { get; init; }

    /// <summary>Share in workers that had part of one.</summary>
    public double FractionalShare { get; init; }

    /// <summary>Share in workers that took idle time.</summary>
    public double IdleShare { get; init; }

    /// <summary>Share in goroutines that had to help.</summary>
    public double AssistShare { get; init; }

    /// <summary>Bytes in live objects when it began.</summary>
    public long HeapAtStartBytes { get; init; }

    /// <summary>The heap goal when it began; 0 where there is none.</summary>
    public long GoalBytes { get; init; }

    /// <summary>Bytes in live objects when it ended.</summary>
    public long HeapAtEndBytes { get; init; }
}

/// <summary>The least share of processors that the program had to itself in any stretch of a length.</summary>
/// <param name="WindowNs">The length.</param>
/// <param name="Minimum">From 0 to 1.</param>
public sealed record MutatorUtilizationFigure(long WindowNs, double Minimum);

/// <summary>What sweeps went over.</summary>
/// <param name="SweptBytes">All.</param>
/// <param name="ReclaimedBytes">What they gave back.</param>
public sealed record SweepFigures(long SweptBytes, long ReclaimedBytes);
