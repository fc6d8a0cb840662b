using GoTrace.Analysis.Comparison;
using static GoTrace.Analysis.Tests.Comparison.MadeRuns;

namespace GoTrace.Analysis.Tests.Comparison;

/// <summary>What becomes of one figure: sched.latency.p99, of which less is better.</summary>
public sealed class FigureVerdictTests
{
    private const string Name = "sched.latency.p99";

    [Theory]
    [InlineData(100, 60, FigureVerdict.Improved)]
    [InlineData(100, 160, FigureVerdict.Regressed)]
    [InlineData(100, 100, FigureVerdict.NoChange)]
    [InlineData(100, 103, FigureVerdict.NoChange)] // clear, but all of the interval within 5 %
    public void Tight_runs(double before, double after, FigureVerdict verdict) =>
        Verdict(Around(before, 8, 0.1), Around(after, 8, 0.1)).Should().Be(verdict);

    [Fact]
    public void Wide_runs_tell_nothing() =>
        Verdict(Around(100, 8, 12), Around(104, 8, 12)).Should().Be(FigureVerdict.Inconclusive);

    [Fact]
    public void A_clear_change_about_the_threshold_is_left_open()
    {
        // 4 % up, and the interval reaches beyond 5 %: neither surely small nor large enough.
        FigureComparison figure = Compare(WithP99(Around(100, 8, 0.5)), WithP99(Around(104, 8, 0.5)))[Name];

        figure.PAdjusted.Should().BeLessThan(0.05);
        figure.Interval!.Upper.Should().BeGreaterThan(5_000);
        figure.Verdict.Should().Be(FigureVerdict.Inconclusive);
    }

    [Fact]
    public void The_threshold_says_what_matters()
    {
        TraceAnalysis[] before = WithP99(Around(100, 8, 0.5));
        TraceAnalysis[] after = WithP99(Around(104, 8, 0.5));

        Compare(before, after, new ComparisonOptions { Threshold = 0.02 })[Name].Verdict.Should().Be(FigureVerdict.Regressed);
        Compare(before, after, new ComparisonOptions { Threshold = 0.2 })[Name].Verdict.Should().Be(FigureVerdict.NoChange);
    }

    [Fact]
    public void What_is_less_than_the_floor_does_not_matter() =>
        // Twice as much, but 400 ns: below 2 µs a wait is the clock's noise.
        Verdict(Around(0.4, 8, 0.01), Around(0.8, 8, 0.01)).Should().Be(FigureVerdict.NoChange);

    [Fact]
    public void More_is_better_where_the_figure_says_so()
    {
        TraceAnalysis[] uneven = [.. Around(0.6, 8, 0.001).Select(e => Like with { Evenness = e })];
        TraceAnalysis[] even = [.. Around(0.9, 8, 0.001).Select(e => Like with { Evenness = e })];

        Compare(uneven, even)["processors.evenness"].Verdict.Should().Be(FigureVerdict.Improved);
        Compare(even, uneven)["processors.evenness"].Verdict.Should().Be(FigureVerdict.Regressed);
    }

    [Fact]
    public void The_numbers_are_those_of_the_statistics()
    {
        double[] before = [90, 94.1, 99, 101, 107.7, 113];
        double[] after = [141, 143.3, 149.6, 150, 158.2, 159, 161.5];

        FigureComparison figure = Compare(WithP99(before), WithP99(after))[Name];

        figure.Baseline.Values.Should().Equal(before.Select(us => us * 1000));
        figure.Candidate.Values.Should().Equal(after.Select(us => us * 1000));
        (figure.Baseline.N, figure.Candidate.N).Should().Be((6, 7));
        (figure.Baseline.Median, figure.Candidate.Median).Should().Be((100_000, 150_000));
        figure.Shift.Should().BeApproximately(50_800, 1); // the middle two of 42 differences are 50.6 and 51
        figure.Interval.Should().Be(new Interval(40_000, 62_500)); // the seventh from each end
        figure.Ratio.Should().BeApproximately(1.5, 0.02);
        figure.P.Should().BeApproximately(2 / 1716.0, 1e-12); // 13 choose 6
        figure.PAdjusted.Should().Be(figure.P); // all else is the same
        figure.Confidence.Should().BeApproximately(1 - (2 * 30 / 1716.0), 1e-12); // 30 ways to have U of at most 6
        figure.Overlap.Should().BeFalse();
    }

    [Fact]
    public void A_ratio_needs_positive_values() =>
        Compare(WithP99(0, 1, 2, 3), WithP99(4, 5, 6, 7))[Name].Ratio.Should().BeNull();

    [Fact]
    public void Too_few_runs_have_no_interval()
    {
        FigureComparison figure = Compare(WithP99(1, 2, 3), WithP99(40, 50, 60))[Name];

        figure.Interval.Should().BeNull();
        figure.Confidence.Should().BeNull();
        figure.P.Should().BeApproximately(0.1, 1e-12);
        figure.Verdict.Should().Be(FigureVerdict.Inconclusive);
    }

    [Fact]
    public void A_figure_that_a_side_lacks_is_no_figure()
    {
        TraceAnalysis[] with = [.. Enumerable.Repeat(GcPause(Like, 1000), 6)];
        TraceAnalysis[] without = [.. Enumerable.Repeat(GcPause(Like, null), 6)];

        FigureComparison figure = Compare(with, without)["gc.pause.p99"];

        figure.Verdict.Should().Be(FigureVerdict.Inconclusive);
        (figure.Baseline.N, figure.Candidate.N).Should().Be((6, 0));
        (figure.Shift, figure.Candidate.Median).Should().Be((null, null));
    }

    [Fact]
    public void A_run_that_lacks_a_figure_is_left_out_of_it()
    {
        TraceAnalysis[] some = [.. Enumerable.Repeat(GcPause(Like, 1000), 5), GcPause(Like, null)];

        Compare(some, some)["gc.pause.p99"].Baseline.N.Should().Be(5);
    }

    [Fact]
    public void Primary_figures_share_alpha()
    {
        // Three figures apart in all of 5 runs: 2/252 each, which Holm makes three times as much.
        TraceAnalysis[] before = [.. Around(100, 5).Select(x => LongSyscalls(Preemptions(P99(x), x), (long)x))];
        TraceAnalysis[] after = [.. Around(300, 5).Select(x => LongSyscalls(Preemptions(P99(x), x), (long)x))];

        TraceComparison comparison = Compare(before, after);

        foreach (string name in (string[])["sched.latency.p99", "preemptions.rate", "syscalls.long.count"])
        {
            comparison[name].P.Should().BeApproximately(2 / 252.0, 1e-12);
            comparison[name].PAdjusted.Should().BeApproximately(3 * 2 / 252.0, 1e-12);
        }
    }

    private static TraceAnalysis P99(double microseconds) => MadeRuns.P99(Like, microseconds);

    private static FigureVerdict Verdict(double[] before, double[] after) => Compare(WithP99(before), WithP99(after))[Name].Verdict;
}
