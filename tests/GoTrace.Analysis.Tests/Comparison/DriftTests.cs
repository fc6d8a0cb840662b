using GoTrace.Analysis.Comparison;
using static GoTrace.Analysis.Tests.Comparison.MadeRuns;

namespace GoTrace.Analysis.Tests.Comparison;

public sealed class DriftTests
{
    private static readonly int[] Even = [0, 2, 4, 6, 8, 10];
    private static readonly int[] Odd = [1, 3, 5, 7, 9, 11];

    [Fact]
    public void A_figure_that_rises_on_both_sides_drifts()
    {
        TraceComparison comparison = Compare(WithP99(10, 11, 12, 13, 14, 15), WithP99(50, 51, 52, 53, 54, 55));

        ComparisonWarning warning = Drift.Find(comparison, Even, Odd)!;

        warning.Code.Should().Be("drift");
        warning.Message.Should().StartWith("over the runs sched.latency.p99 rose (p = 0.000)");
    }

    [Fact]
    public void The_sides_own_difference_is_no_drift()
    {
        // All of the candidate's runs after all of the baseline's.
        TraceComparison comparison = Compare(WithP99(12, 11, 13, 10, 12, 11), WithP99(52, 51, 53, 50, 52, 51));

        Drift.Find(comparison, [0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11]).Should().BeNull();
    }

    [Fact]
    public void Steady_runs_do_not_drift() =>
        Drift.Find(Compare(WithP99(12, 11, 13, 10, 12, 11), WithP99(51, 53, 50, 52, 51, 52)), Even, Odd).Should().BeNull();

    [Fact]
    public void Few_runs_tell_nothing() =>
        Drift.Find(Compare(WithP99(1, 2), WithP99(3, 4)), [0, 2], [1, 3]).Should().BeNull();
}
