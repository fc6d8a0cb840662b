using GoTrace.Analysis;

namespace GoTrace.Export.Perfetto;

/// <summary>How a timeline is made of a trace.</summary>
public sealed record PerfettoOptions
{
    /// <summary>The defaults: all of the trace.</summary>
    public static PerfettoOptions Default { get; } = new();

    /// <summary>Which of an event's two times to use.</summary>
    public TimeBase TimeBase { get; init; }

    /// <summary>
    /// Which part of the trace to show. A window of time keeps the file small; what is under way where
    /// it begins or ends is cut there. Goroutines, tasks and regions leave out what others do.
    /// </summary>
    public AnalysisScope Scope { get; init; } = new();

    /// <summary>How many threads to use at most: 2 unless told. The file is the same for any number.</summary>
    public int Parallelism { get; init; } = 2;
}

/// <summary>What was written.</summary>
/// <param name="Analysis">What the pass told of the trace: its length, its events, and its data quality. Other figures are not made.</param>
/// <param name="Packets">How many packets.</param>
/// <param name="Slices">How many slices.</param>
/// <param name="MendedSlices">
/// Slices whose beginning had to be moved to where the one before on their track ends, as the clocks of two
/// threads disagree.
/// </param>
public sealed record PerfettoResult(TraceAnalysis Analysis, long Packets, long Slices, long MendedSlices);
