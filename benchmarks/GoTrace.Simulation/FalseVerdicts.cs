using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Simulation;

/// <summary>Comparisons without a difference: how often is something said to have improved or regressed?</summary>
internal static class FalseVerdicts
{
    private static readonly (int Before, int After)[] Sizes = [(4, 4), (5, 5), (6, 6), (8, 8), (12, 12), (20, 20), (6, 20)];

    public static void Print(int comparisons, int seed)
    {
        Table.Head(
            "False verdicts: comparisons without a difference in which some primary figure is improved or regressed",
            ["runs", .. Sizes.Select(s => $"{s.Before}+{s.After}")]);
        foreach (Source source in Source.All)
        {
            Table.Row([source.Name, .. Sizes.Select(s => Share(comparisons, seed, source, s, 0, 0))]);
        }

        Table.Row(["normal, figures that go together", .. Sizes.Select(s => Share(comparisons, seed, Source.All[0], s, 0, 0.7))]);
        Table.Row(["normal, with the 5 % threshold", .. Sizes.Select(s => Share(comparisons, seed, Source.All[0], s, 0.05, 0))]);
        Table.Row(["normal, plain Mann-Whitney a figure", .. Sizes.Select(s => Plain(comparisons, seed, Source.All[0], s))]);
    }

    private static string Share(int comparisons, int seed, Source source, (int Before, int After) size, double threshold, double common)
    {
        var options = new ComparisonOptions { Threshold = threshold };
        bool[] wrong = Table.Many(comparisons, seed, $"false {source.Name} {size} {threshold} {common}", random =>
            TraceComparison.Compare(
                MadeRun.Several(random, source, size.Before, common: common),
                MadeRun.Several(random, source, size.After, common: common),
                options).Figures.Any(f => f.Primary && f.Verdict is FigureVerdict.Improved or FigureVerdict.Regressed));
        return Table.Percent(wrong.Count(w => w) / (double)comparisons);
    }

    // What looking at each figure by itself would say.
    private static string Plain(int comparisons, int seed, Source source, (int Before, int After) size)
    {
        bool[] wrong = Table.Many(comparisons, seed, $"plain {source.Name} {size}", random =>
        {
            for (int f = 0; f < MadeRun.Figures; f++)
            {
                double[] before = [.. Enumerable.Range(0, size.Before).Select(_ => source.Draw(random))];
                double[] after = [.. Enumerable.Range(0, size.After).Select(_ => source.Draw(random))];
                if (MannWhitney.PValue(before, after) <= 0.05)
                {
                    return true;
                }
            }

            return false;
        });
        return Table.Percent(wrong.Count(w => w) / (double)comparisons);
    }
}
