using GoTrace.Analysis.Statistics;

namespace GoTrace.Simulation;

/// <summary>How often does an interval hold the true shift, and how often does it say it does?</summary>
internal static class Coverage
{
    private static readonly int[] Sizes = [4, 5, 6, 8, 12, 20, 40];

    public static void Print(int comparisons, int seed)
    {
        Table.Head(
            "Intervals: how often they hold the true shift (and what they say, on average)",
            ["runs a side", .. Sizes.Select(s => $"{s}")]);
        foreach (Source source in Source.All)
        {
            Table.Row([source.Name, .. Sizes.Select(s => Cell(comparisons, seed, source, s))]);
        }
    }

    private static string Cell(int comparisons, int seed, Source source, int size)
    {
        const double Shift = 3_000;
        (bool Holds, double Says)[] all = Table.Many(comparisons, seed, $"coverage {source.Name} {size}", random =>
        {
            double[] before = [.. Enumerable.Range(0, size).Select(_ => source.Draw(random))];
            double[] after = [.. Enumerable.Range(0, size).Select(_ => source.Draw(random) + Shift)];
            ShiftEstimate e = HodgesLehmann.Estimate(before, after, 0.05);

            // Adding and subtracting the shift rounds.
            return ((e.Lower ?? double.NegativeInfinity) <= Shift + 1e-6 && (e.Upper ?? double.PositiveInfinity) >= Shift - 1e-6, e.Confidence);
        });
        return $"{Table.Percent(all.Count(a => a.Holds) / (double)comparisons)} ({Table.Percent(all.Average(a => a.Says))})";
    }
}
