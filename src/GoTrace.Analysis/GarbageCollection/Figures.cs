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
}
