using GoTrace.Analysis.Comparison;
using static GoTrace.Analysis.Tests.Comparison.MadeRuns;

namespace GoTrace.Analysis.Tests.Comparison;

/// <summary>
/// What benchmarks/GoTrace.Simulation measures, in small: of comparisons without a difference, how
/// many find one. Draws are the same in each run.
/// </summary>
public sealed class FalseVerdictTests
{
    private const int Comparisons = 400;

    [Theory]
    [InlineData(1_000_000)] // hardly two values alike
    [InlineData(4)] // nearly all are
    public void Few_comparisons_without_a_difference_find_one(int values)
    {
        var random = new Random(7);
        var options = new ComparisonOptions
        {
            Threshold = 0,
            Metrics = ["preemptions.rate", "sched.latency.p99", "syscalls.long.count", "gc.pause.p99"],
        };
        int family = 0;
        int alone = 0;
        for (int i = 0; i < Comparisons; i++)
        {
            TraceComparison comparison = TraceComparison.Compare(Runs(random, values), Runs(random, values), options);
            FigureComparison[] primary = [.. comparison.Figures.Where(f => f.Primary)];
            family += comparison.Verdict is Verdict.Keep or Verdict.Revert || primary.Any(IsChanged) ? 1 : 0;
            alone += primary.Any(f => f.P <= options.Alpha) ? 1 : 0;
        }

        // Alpha is 20 of them; three standard errors more are 33.
        family.Should().BeLessThanOrEqualTo(33);
        alone.Should().BeGreaterThan(33, "each figure by itself finds something far too often, or this test could not fail");
    }

    private static bool IsChanged(FigureComparison f) => f.Verdict is FigureVerdict.Improved or FigureVerdict.Regressed;

    // Far above all floors.
    private static TraceAnalysis[] Runs(Random random, int values)
    {
        var runs = new TraceAnalysis[8];
        for (int i = 0; i < runs.Length; i++)
        {
            runs[i] = GcPause(LongSyscalls(P99(Preemptions(Like, Draw()), Draw()), Draw()), 1_000 * Draw());
        }

        return runs;

        long Draw() => 100 * (1 + random.Next(values));
    }
}
