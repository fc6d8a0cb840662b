using System.Globalization;
using GoTrace.Analysis.Reporting;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Comparison;

/// <summary>One verdict from all primary figures.</summary>
/// <param name="figures">All figures.</param>
/// <param name="baselineRuns">How many runs there were before.</param>
/// <param name="candidateRuns">How many there were after.</param>
/// <param name="judged">How many primary figures share alpha.</param>
/// <param name="options">How sides are compared.</param>
internal sealed class Verdicts(
    IReadOnlyList<FigureComparison> figures, int baselineRuns, int candidateRuns, int judged, ComparisonOptions options)
{
    // Nothing that both sides lack, or that can't be compared, stands in the way.
    private readonly FigureComparison[] _primary =
        [.. figures.Where(f => f.Primary && f.SpoiledBy.Count == 0 && f.Baseline.N + f.Candidate.N > 0)];

    private readonly string[] _spoiled = [.. figures.Where(f => f.Primary && f.SpoiledBy.Count > 0).Select(f => f.Name)];

    public (Verdict Verdict, string Reason) Decide()
    {
        (Verdict verdict, string reason) = FromFigures();
        return _spoiled.Length == 0 ? (verdict, reason) : (verdict, $"{reason}; {List(_spoiled)} left out, see the warnings");
    }

    private (Verdict Verdict, string Reason) FromFigures()
    {
        string[] better = Changes(FigureVerdict.Improved);
        string[] worse = Changes(FigureVerdict.Regressed);
        if (baselineRuns == 1 && candidateRuns == 1)
        {
            return (Verdict.Inconclusive, "one run a side can't tell the change from chance" + Hint(better, worse) + Need());
        }

        if (better.Length > 0 && worse.Length > 0)
        {
            return (
                Verdict.Inconclusive,
                $"a trade: {List(better)} better, {List(worse)} worse; which matters more is for you to say");
        }

        if (better.Length > 0)
        {
            return (Verdict.Keep, $"{List(better)} better, and nothing worse beyond chance");
        }

        if (worse.Length > 0)
        {
            return (Verdict.Revert, $"{List(worse)} worse, and nothing better beyond chance");
        }

        if (_primary.Length == 0)
        {
            return (Verdict.Inconclusive, "no primary figure can be compared");
        }

        double least = MannWhitney.LeastPValue(baselineRuns, candidateRuns);
        if (least * Math.Max(1, judged) > options.Alpha)
        {
            string smallest = least.ToString(least < 0.01 ? "0.0000" : "0.00", CultureInfo.InvariantCulture);
            return (
                Verdict.Inconclusive,
                $"too few runs: {baselineRuns} against {candidateRuns} can't go below p = {smallest}{Need()}");
        }

        string[] unclear = [.. _primary.Where(f => f.Verdict == FigureVerdict.Inconclusive).Select(f => f.Name)];
        return unclear.Length == 0
            ? (Verdict.NoDifference, "no primary figure changed by more than matters")
            : (Verdict.Inconclusive, $"no clear change, but {string.Join(", ", unclear)} may have changed by more than matters: more runs would tell");
    }

    private string Need()
    {
        int share = Math.Max(1, judged);
        string alpha = options.Alpha.ToString("0.###", CultureInfo.InvariantCulture);
        string shared = share == 1 ? $"with alpha {alpha}" : $"with {share} figures sharing alpha {alpha}";
        return $"; {shared}, {MannWhitney.ValuesNeeded(options.Alpha / share)} runs a side can tell";
    }

    private static string Hint(string[] better, string[] worse)
    {
        string hint = better.Length > 0 ? $"{List(better)} better within them" : "";
        hint += worse.Length > 0 ? (hint.Length > 0 ? ", " : "") + $"{List(worse)} worse within them" : "";
        return hint.Length == 0 ? "" : $" ({hint})";
    }

    private string[] Changes(FigureVerdict verdict) =>
        [.. _primary.Where(f => f.Verdict == verdict).Select(f => $"{f.Name} ({ComparisonCells.Change(f)})")];

    private static string List(string[] names) => names.Length switch
    {
        1 => names[0] + " is",
        _ => string.Join(", ", names[..^1]) + " and " + names[^1] + " are",
    };
}
