using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Timeline;
using static GoTrace.Analysis.Tests.Comparison.MadeRuns;

namespace GoTrace.Analysis.Tests.Comparison;

/// <summary>One run a side: windows of time stand in for runs, and nothing is more than a hint.</summary>
public sealed class IndicativeTests
{
    private const string Name = "sched.latency.p99";

    [Fact]
    public void A_change_is_a_hint_and_never_a_keep()
    {
        TraceComparison comparison = Compare([WithWindows(100, 40)], [WithWindows(50, 40)]);

        comparison.Indicative.Should().BeTrue();
        comparison[Name].Verdict.Should().Be(FigureVerdict.Improved);
        comparison.Verdict.Should().Be(Verdict.Inconclusive);
        comparison.Reason.Should().StartWith("one run a side can't tell the change from chance (sched.latency.p99 (-50.0%) is better within them)")
            .And.EndWith("runs a side can tell");
        comparison.Warnings.Select(w => w.Code).Should().Contain("indicative");
    }

    [Fact]
    public void The_interval_comes_from_windows()
    {
        FigureComparison figure = Compare([WithWindows(100, 40)], [WithWindows(50, 40)])[Name];

        figure.Shift.Should().Be(-50_000);
        figure.Interval!.Lower.Should().BeInRange(-60_000, -50_000);
        figure.Interval!.Upper.Should().BeInRange(-50_000, -40_000);
        figure.Confidence.Should().Be(0.95);
        (figure.Baseline.N, figure.Candidate.N).Should().Be((1, 1));
    }

    [Fact]
    public void Worse_is_no_revert_either() =>
        Compare([WithWindows(50, 40)], [WithWindows(100, 40)]).Verdict.Should().Be(Verdict.Inconclusive);

    [Fact]
    public void Too_short_a_run_has_no_interval()
    {
        FigureComparison figure = Compare([WithWindows(100, 5)], [WithWindows(50, 5)])[Name];

        figure.Interval.Should().BeNull();
        figure.Confidence.Should().BeNull();
        figure.Verdict.Should().Be(FigureVerdict.Inconclusive);
        figure.Shift.Should().Be(-50_000);
    }

    [Fact]
    public void A_figure_without_windows_has_no_interval() =>
        Compare([WithWindows(100, 40)], [WithWindows(50, 40) with { Evenness = 0.1 }])["processors.evenness"]
            .Verdict.Should().Be(FigureVerdict.Inconclusive);

    [Fact]
    public void Windows_that_swing_leave_it_open() =>
        Compare([WithWindows(100, 25, swing: 90)], [WithWindows(80, 25, swing: 90)])[Name]
            .Verdict.Should().Be(FigureVerdict.Inconclusive);

    [Fact]
    public void The_same_runs_give_the_same_numbers()
    {
        TraceAnalysis before = WithWindows(100, 40);
        TraceAnalysis after = WithWindows(90, 40);

        Compare([before], [after]).ToJson().Should().Be(Compare([before], [after]).ToJson());
    }

    [Fact]
    public void One_run_against_several_is_too_few()
    {
        TraceComparison comparison = Compare([WithWindows(100, 40)], WithP99(Around(50, 8)));

        comparison.Indicative.Should().BeFalse();
        comparison.Reason.Should().StartWith("too few runs: 1 against 8 can't go below p = 0.22");
    }

    private static TraceAnalysis WithWindows(double p99, int count, double swing = 10)
    {
        var random = new Random(count + (int)p99);
        WindowFigures window = Like.Windows[0];
        return P99(Like, p99) with
        {
            Windows =
            [
                .. Enumerable.Range(0, count).Select(i => window with
                {
                    StartNs = i * 100_000_000L,
                    LengthNs = 100_000_000,
                    LatencyCount = 50,
                    LatencyP99Ns = (long)(1000 * (p99 + (swing * ((2 * random.NextDouble()) - 1)))),
                }),
            ],
        };
    }
}
