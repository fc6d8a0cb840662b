using System.Globalization;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Comparison;

/// <summary>One verdict from all primary figures.</summary>
internal static class Verdicts
{
    public static (Verdict Verdict, string Reason) Of(
        IReadOnlyList<FigureComparison> figures, int baselineRuns, int candidateRuns, int judged, ComparisonOptions options)
    {
        FigureComparison[] primary = [.. figures.Where(f => f.Primary)];
        string[] better = Names(primary, FigureVerdict.Improved);
        string[] worse = Names(primary, FigureVerdict.Regressed);
        string[] unclear = Names(primary, FigureVerdict.Inconclusive);
        if (better.Length > 0 && worse.Length > 0)
        {
            return (Verdict.Inconclusive, $"a trade: {List(better)} better, {List(worse)} worse; which matters more is for you to say");
        }

        if (better.Length > 0)
        {
            return (Verdict.Keep, $"{List(better)} better, and nothing worse beyond chance");
        }

        if (worse.Length > 0)
        {
            return (Verdict.Revert, $"{List(worse)} worse, and nothing better beyond chance");
        }

        double least = MannWhitney.LeastPValue(baselineRuns, candidateRuns);
        if (judged > 0 && least * judged > options.Alpha)
        {
            int needed = MannWhitney.ValuesNeeded(options.Alpha / judged);
            string smallest = least.ToString(least < 0.01 ? "0.0000" : "0.00", CultureInfo.InvariantCulture);
            return (
                Verdict.Inconclusive,
                $"too few runs: {baselineRuns} against {candidateRuns} can't go below p = {smallest}, and {judged} figures share {options.Alpha.ToString(CultureInfo.InvariantCulture)}; take {needed} a side");
        }

        return unclear.Length == 0
            ? (Verdict.NoDifference, "no primary figure changed by more than matters")
            : (Verdict.Inconclusive, $"no clear change, but {List(unclear)} may have changed by more than matters: more runs would tell");
    }

    private static string[] Names(FigureComparison[] figures, FigureVerdict verdict) =>
        [.. figures.Where(f => f.Verdict == verdict).Select(Describe)];

    private static string Describe(FigureComparison f)
    {
        if (f.Verdict == FigureVerdict.Inconclusive || f.Change is not { } change)
        {
            return f.Name;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{f.Name} ({change * 100:+0;-0}%)");
    }

    private static string List(string[] names) => names.Length switch
    {
        1 => names[0] + " is",
        _ => string.Join(", ", names[..^1]) + " and " + names[^1] + " are",
    };
}
