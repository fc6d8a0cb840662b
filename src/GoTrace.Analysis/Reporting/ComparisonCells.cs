using System.Globalization;
using GoTrace.Analysis.Comparison;

namespace GoTrace.Analysis.Reporting;

/// <summary>What tables of comparisons show in their cells.</summary>
public static class ComparisonCells
{
    // Less of a change explains nothing.
    private const double LeastShare = 0.01;

    /// <summary>The change in percent, or in the figure's unit where it started from 0; <c>~</c> where it is none beyond chance.</summary>
    /// <param name="figure">The figure.</param>
    public static string Change(FigureComparison figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        if (figure.Shift is not { } shift)
        {
            return "-";
        }

        if (figure.Verdict is FigureVerdict.Inconclusive or FigureVerdict.NoChange)
        {
            return "~";
        }

        return figure.Unit == FigureUnit.Share
            ? string.Create(CultureInfo.InvariantCulture, $"{shift * 100:+0.0;-0.0} points")
            : figure.Change is { } change
            ? string.Create(CultureInfo.InvariantCulture, $"{change * 100:+0.0;-0.0}%")
            : (shift > 0 ? "+" : "") + Units.Format(shift, figure.Unit);
    }

    /// <summary>Where the change lies, in the figure's unit.</summary>
    /// <param name="figure">The figure.</param>
    public static string Interval(FigureComparison figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return figure.Interval is { } i
            ? $"[{End(i.Lower, figure.Unit)}, {End(i.Upper, figure.Unit)}]"
            : "-";
    }

    /// <summary>The adjusted probability.</summary>
    /// <param name="figure">The figure.</param>
    public static string P(FigureComparison figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return figure.Shift is null ? "-"
            : figure.PAdjusted < 0.0005 ? "<0.001"
            : figure.PAdjusted.ToString("0.000", CultureInfo.InvariantCulture);
    }

    /// <summary>What became of it, in a word or two.</summary>
    /// <param name="figure">The figure.</param>
    public static string Verdict(FigureComparison figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return figure.Verdict switch
        {
            FigureVerdict.Improved => "improved",
            FigureVerdict.Regressed => "regressed",
            FigureVerdict.NoChange => "no change",
            _ => figure.Shift is null ? "no data" : figure.SpoiledBy.Count > 0 ? "not comparable" : "inconclusive",
        };
    }

    /// <summary>What explains its change, as far as it is worth showing.</summary>
    internal static IEnumerable<Explanation> Parts(FigureComparison figure) => figure.ExplainedBy.Where(e => Math.Abs(e.Share) >= LeastShare);

    private static string End(double? end, FigureUnit unit) =>
        end is not { } e ? "?" : (e > 0 ? "+" : "") + Units.Format(e, unit);
}
