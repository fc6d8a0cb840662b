using GoTrace.Analysis;

namespace GoTrace.Export.Pprof;

/// <summary>What profile to make of a trace.</summary>
public sealed record PprofOptions
{
    /// <summary>The defaults: waits for a processor, by the stack of the goroutine that waits.</summary>
    public static PprofOptions Default { get; } = new();

    /// <summary>What it is of.</summary>
    public ProfileKind Kind { get; init; }

    /// <summary>Whose stack stands for a wait, where <see cref="Kind"/> is <see cref="ProfileKind.Scheduling"/>.</summary>
    public ProfileStack Stack { get; init; }

    /// <summary>
    /// Which of an event's two times to use. With <see cref="TimeBase.Go"/> the profile has just what
    /// <c>go tool trace -pprof</c> counts: nothing of a goroutine before it first runs within the
    /// trace, and so no wait of a new goroutine for its first start.
    /// </summary>
    public TimeBase TimeBase { get; init; }

    /// <summary>Which part of the trace it is of.</summary>
    public AnalysisScope Scope { get; init; } = new();

    /// <summary>How many threads to use at most: 2 unless told.</summary>
    public int Parallelism { get; init; } = 2;
}
