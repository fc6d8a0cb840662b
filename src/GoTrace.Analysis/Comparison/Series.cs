using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Timeline;

namespace GoTrace.Analysis.Comparison;

/// <summary>Figures as the parts that each window of a run adds to them.</summary>
internal static class Series
{
    /// <summary>A figure that is a sum over another: a rate, a share, a mean, or a quantile taken as the mean of the windows' own.</summary>
    public static WindowPart[] Of(TraceAnalysis run, Func<WindowFigures, double> part, Func<WindowFigures, double> whole) =>
        [.. run.Windows.Select(w => new WindowPart(part(w), whole(w)))];

    /// <summary>A figure that is a sum over the run.</summary>
    public static WindowPart[] OfTotal(TraceAnalysis run, Func<WindowFigures, double> part) =>
        [.. run.Windows.Select(w => new WindowPart(part(w), 1.0 / run.Windows.Count))];
}
