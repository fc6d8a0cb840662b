using GoTrace.Analysis.Comparison;

namespace GoTrace.Simulation;

/// <summary>One figure of nine really changed: how often is it found?</summary>
internal static class Power
{
    private static readonly int[] Sizes = [4, 5, 6, 8, 12, 20];
    private static readonly double[] Shifts = [1, 2, 3];

    public static void Print(int comparisons, int seed)
    {
        Table.Head(
            "Power: one of nine figures shifted by so many standard deviations; found by GoTrace (by plain Mann-Whitney on that figure alone)",
            ["runs a side", .. Sizes.Select(s => $"{s}")]);
        foreach (Source source in Source.All.Take(3))
        {
            foreach (double shift in Shifts)
            {
                Table.Row([$"{source.Name}, {shift}", .. Sizes.Select(s => Cell(comparisons, seed, source, s, shift))]);
            }
        }
    }

    private static string Cell(int comparisons, int seed, Source source, int size, double shift)
    {
        var options = new ComparisonOptions { Threshold = 0 };
        (bool Found, bool Plain)[] all = Table.Many(comparisons, seed, $"power {source.Name} {size} {shift}", random =>
        {
            FigureComparison figure = TraceComparison.Compare(
                MadeRun.Several(random, source, size),
                MadeRun.Several(random, source, size, shift * source.Deviation),
                options)["work.time"];
            return (figure.Verdict == FigureVerdict.Regressed, figure.P <= 0.05 && figure.Shift > 0);
        });
        return $"{Table.Percent(all.Count(a => a.Found) / (double)comparisons)} ({Table.Percent(all.Count(a => a.Plain) / (double)comparisons)})";
    }
}
