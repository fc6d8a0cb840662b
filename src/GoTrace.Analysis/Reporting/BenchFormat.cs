using System.Globalization;
using System.Text;
using GoTrace.Analysis.Comparison;

namespace GoTrace.Analysis.Reporting;

/// <summary>
/// Comparisons in Go's benchmark format (golang.org/design/14313-benchmark-format, with the unit lines
/// that benchstat reads): a line a run and figure, the side as configuration key <c>side</c>.
/// </summary>
/// <remarks>
/// The format says of a unit which way is better, not of a figure: figures of which more is better have
/// a unit of their own, which ends in <c>-up</c>. Times are in seconds: benchstat turns ns into those,
/// but not a 0, which then is of another unit than the values it is to be compared with.
/// </remarks>
public static class BenchFormat
{
    /// <summary>Writes comparisons of several sides with the same baseline, which is written once.</summary>
    /// <param name="comparisons">At least one.</param>
    public static string Write(IReadOnlyList<TraceComparison> comparisons)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentOutOfRangeException.ThrowIfZero(comparisons.Count, nameof(comparisons));
        var text = new StringBuilder();
        foreach ((string unit, Better better) in comparisons[0].Figures.Select(f => (UnitOf(f), f.Better)).Distinct())
        {
            text.Append(CultureInfo.InvariantCulture, $"Unit {unit} better={(better == Better.Lower ? "lower" : "higher")} assume=nothing\n");
        }

        Side(text, comparisons[0].BaselineLabel, comparisons[0].Figures, f => f.Baseline);
        foreach (TraceComparison comparison in comparisons)
        {
            Side(text, comparison.CandidateLabel, comparison.Figures, f => f.Candidate);
        }

        return text.ToString();
    }

    private static void Side(StringBuilder text, string label, IReadOnlyList<FigureComparison> figures, Func<FigureComparison, SideValues> of)
    {
        text.Append(CultureInfo.InvariantCulture, $"side: {label.ReplaceLineEndings(" ").Trim()}\n");
        foreach (FigureComparison figure in figures)
        {
            string unit = UnitOf(figure);
            foreach (double value in of(figure).Values)
            {
                double shown = figure.Unit == FigureUnit.Ns ? value / 1e9 : value;
                text.Append(CultureInfo.InvariantCulture, $"BenchmarkTrace/{figure.Name} 1 {shown:R} {unit}\n");
            }
        }
    }

    private static string UnitOf(FigureComparison figure)
    {
        string unit = figure.Unit switch
        {
            FigureUnit.Ns => "sec",
            FigureUnit.PerSecond => "per-sec",
            FigureUnit.Share => "share",
            FigureUnit.Bytes => "B",
            _ => "count",
        };
        return figure.Better == Better.Lower ? unit : unit + "-up";
    }
}
