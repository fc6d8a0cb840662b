using GoTrace.Analysis.Comparison;
using static GoTrace.Analysis.Tests.Comparison.MadeRuns;

namespace GoTrace.Analysis.Tests.Comparison;

/// <summary>What is said of the whole.</summary>
public sealed class VerdictTests
{
    public enum Change
    {
        None,
        Better,
        Worse,
        Unclear,
    }

    [Theory]
    [InlineData(Change.None, Change.None, Verdict.NoDifference)]
    [InlineData(Change.Better, Change.None, Verdict.Keep)]
    [InlineData(Change.Better, Change.Better, Verdict.Keep)]
    [InlineData(Change.Better, Change.Unclear, Verdict.Keep)]
    [InlineData(Change.Worse, Change.None, Verdict.Revert)]
    [InlineData(Change.Worse, Change.Unclear, Verdict.Revert)]
    [InlineData(Change.Better, Change.Worse, Verdict.Inconclusive)]
    [InlineData(Change.Unclear, Change.None, Verdict.Inconclusive)]
    public void Two_figures_make_one(Change latency, Change preemptions, Verdict verdict)
    {
        (double[] before, double[] after) l = Values(latency);
        (double[] before, double[] after) p = Values(preemptions);
        TraceAnalysis[] baseline = [.. l.before.Zip(p.before, (x, y) => Preemptions(P99(Like, x), y))];
        TraceAnalysis[] candidate = [.. l.after.Zip(p.after, (x, y) => Preemptions(P99(Like, x), y))];

        TraceComparison comparison = Compare(baseline, candidate);

        comparison.Verdict.Should().Be(verdict, comparison.Reason);
    }

    [Fact]
    public void The_reason_names_figures_and_changes()
    {
        string keep = Compare(WithP99(Around(100, 8)), WithP99(Around(50, 8))).Reason;
        string revert = Compare(WithP99(Around(100, 8)), WithP99(Around(150, 8))).Reason;

        keep.Should().Be("sched.latency.p99 (-50.0%) is better, and nothing worse beyond chance");
        revert.Should().Be("sched.latency.p99 (+50.0%) is worse, and nothing better beyond chance");
    }

    [Fact]
    public void A_trade_says_both()
    {
        TraceAnalysis[] before = [.. Around(100, 8).Select(x => Preemptions(P99(Like, x), 10))];
        TraceAnalysis[] after = [.. Around(50, 8).Select(x => Preemptions(P99(Like, x), 20 + (x / 100)))];

        string reason = Compare(before, after).Reason;

        reason.Should().StartWith("a trade: sched.latency.p99 (-50.0%) is better, preemptions.rate (+105.0%) is worse");
    }

    [Theory]
    [InlineData(3, "3 against 3 can't go below p = 0.10; with alpha 0.05, 4 runs a side can tell")]
    [InlineData(2, "2 against 2 can't go below p = 0.33; with alpha 0.05, 4 runs a side can tell")]
    public void Too_few_runs_say_how_many_would_do(int runs, string says)
    {
        TraceComparison comparison = Compare(WithP99(Around(100, runs)), WithP99(Around(500, runs)));

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Reason.Should().Be("too few runs: " + says);
    }

    [Fact]
    public void Figures_that_share_alpha_need_more_runs()
    {
        TraceAnalysis[] before = [.. Around(100, 4).Select(x => Preemptions(P99(Like, x), x))];
        TraceAnalysis[] after = [.. Around(500, 4).Select(x => Preemptions(P99(Like, x), x))];

        TraceComparison comparison = Compare(before, after);

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Reason.Should().Be("too few runs: 4 against 4 can't go below p = 0.03; with 2 figures sharing alpha 0.05, 5 runs a side can tell");
        Compare(
            [.. Around(100, 5).Select(x => Preemptions(P99(Like, x), x))],
            [.. Around(500, 5).Select(x => Preemptions(P99(Like, x), x))]).Verdict.Should().Be(Verdict.Revert);
    }

    [Fact]
    public void What_no_side_has_does_not_stand_in_the_way()
    {
        TraceAnalysis[] runs = [.. Around(100, 8, 0.1).Select(x => GcPause(P99(Like, x), null))];

        Compare(runs, runs).Verdict.Should().Be(Verdict.NoDifference);
    }

    [Fact]
    public void What_one_side_has_does()
    {
        TraceAnalysis[] runs = [.. Around(100, 8, 0.1).Select(x => P99(Like, x))];

        TraceComparison comparison = Compare(
            [.. runs.Select(r => GcPause(r, 1000))], [.. runs.Select(r => GcPause(r, null))]);

        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Reason.Should().Contain("gc.pause.p99");
    }

    [Fact]
    public void Exploratory_figures_make_no_verdict()
    {
        TraceAnalysis[] few = [.. Around(1000, 8).Select(x => Like with { Yields = new((long)x, (long)x, (long)x) })];
        TraceAnalysis[] many = [.. Around(5000, 8).Select(x => Like with { Yields = new((long)x, (long)x, (long)x) })];

        TraceComparison comparison = Compare(few, many);

        comparison["yields.user"].Verdict.Should().Be(FigureVerdict.Regressed);
        comparison["yields.user"].Primary.Should().BeFalse();
        comparison.Verdict.Should().Be(Verdict.NoDifference);
    }

    [Fact]
    public void Named_metrics_make_the_verdict()
    {
        TraceAnalysis[] few = [.. Around(1000, 8).Select(x => P99(Like with { Yields = new((long)x, (long)x, (long)x) }, 10))];
        TraceAnalysis[] many = [.. Around(5000, 8).Select(x => P99(Like with { Yields = new((long)x, (long)x, (long)x) }, 99))];

        TraceComparison comparison = Compare(few, many, new ComparisonOptions { Metrics = ["yields.*"] });

        comparison.Verdict.Should().Be(Verdict.Revert);
        comparison.Reason.Should().StartWith("yields.user");
        comparison.Figures.Where(f => f.Primary).Select(f => f.Name).Should().Equal("yields.user");
        comparison.Figures[0].Name.Should().Be("yields.user");
    }

    [Fact]
    public void An_unknown_metric_is_refused_with_the_known_ones()
    {
        Action compare = () => Compare([Like], [Like], new ComparisonOptions { Metrics = ["sched.latency.p98"] });

        compare.Should().Throw<ArgumentException>().WithMessage("*\"sched.latency.p98\"*sched.latency.p99*");
    }

    [Fact]
    public void Work_that_no_run_has_is_refused_with_what_there_is()
    {
        Action compare = () => Compare([Like], [Like], new ComparisonOptions { Work = "wrok" });

        compare.Should().Throw<ArgumentException>().WithMessage("no run has a task or region \"wrok\"; there are work");
    }

    [Fact]
    public void Work_may_be_told()
    {
        TraceAnalysis two = Like with
        {
            Tasks = new Dictionary<string, Analysis.Statistics.Distribution> { ["a"] = Like.Tasks["work"], ["b"] = Like.Tasks["work"] with { P50Ns = 7 } },
        };

        Compare([two], [two]).Figures.Should().NotContain(f => f.Name == "work.time");
        Compare([two], [two], new ComparisonOptions { Work = "b" })["work.time"].Baseline.Median.Should().Be(7);
    }

    [Theory]
    [InlineData(0, 0.05)]
    [InlineData(1, 0.05)]
    [InlineData(double.NaN, 0.05)]
    [InlineData(0.05, -1)]
    [InlineData(0.05, double.NaN)]
    public void Options_that_make_no_sense_are_refused(double alpha, double threshold)
    {
        Action compare = () => Compare([Like], [Like], new ComparisonOptions { Alpha = alpha, Threshold = threshold });

        compare.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_side_needs_a_run()
    {
        Action compare = () => Compare([], [Like]);

        compare.Should().Throw<ArgumentException>();
    }

    private static (double[] Before, double[] After) Values(Change change) => change switch
    {
        Change.Better => (Around(100, 8, 0.1), Around(50, 8, 0.1)),
        Change.Worse => (Around(50, 8, 0.1), Around(100, 8, 0.1)),
        Change.Unclear => (Around(100, 8, 20), Around(105, 8, 20)),
        _ => (Around(100, 8, 0.1), Around(100, 8, 0.1)),
    };
}
