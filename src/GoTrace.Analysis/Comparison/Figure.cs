using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Comparison;

/// <summary>Which way a figure is better.</summary>
public enum Better
{
    /// <summary>Less is better.</summary>
    Lower,

    /// <summary>More is better.</summary>
    Higher,
}

/// <summary>What a figure is counted in.</summary>
public enum FigureUnit
{
    /// <summary>A plain number.</summary>
    Count,

    /// <summary>Nanoseconds.</summary>
    Ns,

    /// <summary>Per second.</summary>
    PerSecond,

    /// <summary>A share, from 0 to 1.</summary>
    Share,

    /// <summary>Bytes.</summary>
    Bytes,
}

/// <summary>One number of a run that can be compared.</summary>
/// <param name="Name">Such as <c>sched.latency.p99</c>.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="Better">Which way is better.</param>
/// <param name="IsPrimary">Whether the verdict is made from it; the others only help to understand.</param>
/// <param name="Floor">Changes smaller than this, in its unit, don't matter in practice.</param>
/// <param name="Of">The number of a run; null where the run does not have it.</param>
/// <param name="Meaning">What it is, in a few words.</param>
public sealed record Figure(
    string Name, FigureUnit Unit, Better Better, bool IsPrimary, double Floor, Func<TraceAnalysis, double?> Of, string Meaning)
{
    /// <summary>
    /// Whether it grows with the trace's length and with the work done, as counts and totals do: then
    /// it can't be compared where those are far apart.
    /// </summary>
    public bool GrowsWithWork { get; init; }

    /// <summary>
    /// Its parts in each window of a run, for comparing single runs; null where it has none.
    /// </summary>
    public Func<TraceAnalysis, IReadOnlyList<WindowPart>>? Windows { get; init; }
}
