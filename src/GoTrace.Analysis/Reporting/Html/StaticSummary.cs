using GoTrace.Analysis.Comparison;

namespace GoTrace.Analysis.Reporting.Html;

internal static class StaticSummary
{
    public static string Of(TraceAnalysis analysis) => analysis.Generations.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static string Of(TraceComparison comparison) => comparison.Alpha.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
