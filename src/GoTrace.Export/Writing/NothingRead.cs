using GoTrace.Analysis;
using GoTrace.Parsing;

namespace GoTrace.Export.Writing;

/// <summary>Whether anything of a trace could be read.</summary>
internal static class NothingRead
{
    /// <summary>Whether a trace is damaged, and gave nothing.</summary>
    public static bool Is(TraceAnalysis analysis) => analysis.DataQuality.IsDamaged && HasNoEvents(analysis);

    /// <summary>
    /// Whether a trace gave nothing. Events that only mark where generations begin and end
    /// (<see cref="EventKind.Sync"/>) count for nothing: the reader gives them of an empty one, too.
    /// </summary>
    public static bool HasNoEvents(TraceAnalysis analysis) =>
        analysis.Events <= analysis.EventKinds.GetValueOrDefault(nameof(EventKind.Sync));
}
