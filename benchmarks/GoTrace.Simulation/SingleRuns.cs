using GoTrace.Analysis;
using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Timeline;

namespace GoTrace.Simulation;

/// <summary>
/// One run a side, of the same program: how often do its windows hint at a change, where runs differ
/// by nothing but their windows, and where they differ from each other too?
/// </summary>
internal static class SingleRuns
{
    private static readonly int[] Windows = [20, 50, 100, 300];

    public static void Print(int comparisons, int seed)
    {
        int count = Math.Max(1, comparisons / 4); // drawing is slow
        Table.Head(
            "One run a side, without a difference: a figure hinted to be improved or regressed (its interval holds 0)",
            ["windows a run", .. Windows.Select(w => $"{w}")]);
        Table.Row(["windows that know nothing of each other", .. Windows.Select(w => Cell(count, seed, w, 0, 0))]);
        Table.Row(["windows like the one before", .. Windows.Select(w => Cell(count, seed, w, 0.5, 0))]);
        Table.Row(["the same, and runs 5 % apart", .. Windows.Select(w => Cell(count, seed, w, 0.5, 0.05))]);
    }

    private static string Cell(int count, int seed, int windows, double neighbour, double apart)
    {
        var options = new ComparisonOptions { Threshold = 0, Metrics = ["preemptions.rate"] };
        (bool Hint, bool Holds)[] all = Table.Many(count, seed, $"single {windows} {neighbour} {apart}", random =>
        {
            FigureComparison figure = TraceComparison.Compare(
                [Run(random, windows, neighbour, apart)], [Run(random, windows, neighbour, apart)], options)["preemptions.rate"];
            return (
                figure.Verdict is FigureVerdict.Improved or FigureVerdict.Regressed,
                figure.Interval is not { } i || (i.Lower <= 0 && i.Upper >= 0));
        });
        return $"{Table.Percent(all.Count(a => a.Hint) / (double)count)} ({Table.Percent(all.Count(a => a.Holds) / (double)count)})";
    }

    private static TraceAnalysis Run(Random random, int windows, double neighbour, double apart)
    {
        TraceAnalysis like = MadeRun.Of(new double[MadeRun.Figures]);
        WindowFigures window = like.Windows[0] with { Account = new ProcessorAccount { UserNs = 100_000_000 } };
        double middle = 1_000 * (1 + (apart * Source.Normal(random)));
        double last = 0;
        long total = 0;
        var series = new WindowFigures[windows];
        for (int i = 0; i < windows; i++)
        {
            last = (neighbour * last) + (Math.Sqrt(1 - (neighbour * neighbour)) * Source.Normal(random));
            long preemptions = (long)Math.Max(0, middle + (200 * last));
            total += preemptions;
            series[i] = window with { UserPreemptions = preemptions };
        }

        return like with
        {
            Windows = series,
            Preemptions = like.Preemptions with { UserPerGoroutineSecond = total / (windows * 0.1) },
        };
    }
}
