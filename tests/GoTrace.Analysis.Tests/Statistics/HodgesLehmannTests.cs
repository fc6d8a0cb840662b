using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Tests.Statistics;

public sealed class HodgesLehmannTests
{
    [Fact]
    public void Equals_the_ordered_differences_without_ties()
    {
        // 5 against 5 at 95 %: the third smallest and third largest of 25 differences, 0.968 achieved
        // (the tables of Hollander and Wolfe: P(W >= 37) = 0.028 is too much, P(W >= 38) = 0.016 is not).
        double[] a = [1.1, 2.3, 3.7, 5.2, 8.9];
        double[] b = [4.05, 6.6, 7.01, 9.4, 12.3];
        double[] differences = [.. a.SelectMany(x => b.Select(y => y - x)).Order()];

        ShiftEstimate estimate = HodgesLehmann.Estimate(a, b, 0.05);

        estimate.Shift.Should().Be(differences[12]);
        estimate.Lower.Should().Be(differences[2]);
        estimate.Upper.Should().Be(differences[22]);
        estimate.Confidence.Should().BeApproximately(1 - (2 * 4.0 / 252), 1e-9);
    }

    // SAS's NPAR1WAY on Hollander and Wolfe's permeability data: location shift -0.3050.
    [Fact]
    public void Agrees_with_a_published_example()
    {
        double[] term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
        double[] early = [1.15, 0.88, 0.90, 0.74, 1.21];

        HodgesLehmann.Shift(term, early).Should().BeApproximately(-0.305, 1e-12);
    }

    [Fact]
    public void Holds_the_shifts_that_counting_all_ways_does_not_reject()
    {
        var random = new Random(3);
        for (int round = 0; round < 150; round++)
        {
            int n = random.Next(1, 8);
            double[] a = [.. Enumerable.Range(0, n).Select(_ => (double)random.Next(9))];
            double[] b = [.. Enumerable.Range(0, random.Next(1, 10 - n)).Select(_ => (double)random.Next(12))];
            double alpha = random.Next(2) == 0 ? 0.1 : 0.3;
            ShiftEstimate estimate = HodgesLehmann.Estimate(a, b, alpha);

            // Values are whole, so that shifts half-way between make no ties between the sides.
            (double Lowest, double Highest)? kept =
                BruteForce.Kept(a, b, alpha, Enumerable.Range(-15, 31).Select(s => s + 0.5));

            string of = $"of [{string.Join(' ', a)}] and [{string.Join(' ', b)}] at {alpha}";
            if (kept is not { } k)
            {
                // Only one shift is left, and the tests on both sides of it reject.
                estimate.Upper.Should().Be(estimate.Lower, of);
                continue;
            }

            (estimate.Lower ?? -15).Should().Be(k.Lowest == -14.5 ? -15 : k.Lowest - 0.5, of);
            (estimate.Upper ?? 16).Should().Be(k.Highest == 15.5 ? 16 : k.Highest + 0.5, of);
        }
    }

    [Fact]
    public void Says_the_confidence_that_the_tests_give()
    {
        var random = new Random(5);
        for (int round = 0; round < 100; round++)
        {
            double[] a = [.. Enumerable.Range(0, 5).Select(_ => (double)random.Next(9))];
            double[] b = [.. Enumerable.Range(0, 5).Select(_ => (double)random.Next(12))];
            ShiftEstimate estimate = HodgesLehmann.Estimate(a, b, 0.1);

            double lost = 0;
            lost += estimate.Lower is { } lower ? BruteForce.Tails(a, [.. b.Select(y => y - (lower - 0.5))]).Above : 0;
            lost += estimate.Upper is { } upper ? BruteForce.Tails(a, [.. b.Select(y => y - (upper + 0.5))]).Below : 0;

            estimate.Confidence.Should().BeApproximately(1 - lost, 1e-12);
            estimate.Confidence.Should().BeGreaterThanOrEqualTo(0.9 - 1e-12);
        }
    }

    [Fact]
    public void Covers_at_least_as_often_as_it_says()
    {
        var random = new Random(4);
        int rounds = 2000;
        int covered = 0;
        for (int round = 0; round < rounds; round++)
        {
            double[] a = [.. Enumerable.Range(0, 7).Select(_ => -Math.Log(random.NextDouble()))];
            double[] b = [.. Enumerable.Range(0, 6).Select(_ => -Math.Log(random.NextDouble()) + 2)];
            ShiftEstimate estimate = HodgesLehmann.Estimate(a, b, 0.1);
            covered += estimate.Lower <= 2 && estimate.Upper >= 2 ? 1 : 0;
        }

        // Three standard errors of a share of 0.9 in 2000 are 0.02.
        ((double)covered / rounds).Should().BeGreaterThan(0.88);
    }

    [Fact]
    public void Too_few_values_have_no_bounds()
    {
        ShiftEstimate estimate = HodgesLehmann.Estimate([1, 2], [3, 4], 0.05);

        estimate.Should().Be(new ShiftEstimate(2, null, null, 1));
    }

    [Theory]
    [InlineData(4, 4, 0.05)]
    [InlineData(3, 3, 0.05)]
    [InlineData(3, 5, 0.05)]
    [InlineData(1, 9, 0.3)]
    public void Values_that_are_all_the_same_leave_one_shift_or_none(int n, int m, double alpha)
    {
        double[] a = [.. Enumerable.Repeat(2.0, n)];
        double[] b = [.. Enumerable.Repeat(5.0, m)];
        double apart = BruteForce.Tails(a, [.. b.Select(y => y + 1)]).Above;

        ShiftEstimate estimate = HodgesLehmann.Estimate(a, b, alpha);

        double? bound = apart <= alpha / 2 ? 3 : null;
        (estimate.Shift, estimate.Lower, estimate.Upper).Should().Be((3, bound, bound));
        estimate.Confidence.Should().BeApproximately(bound is null ? 1 : 1 - (2 * apart), 1e-12);
    }

    [Fact]
    public void Many_values_have_the_bounds_of_the_normal_approximation()
    {
        // 40 against 40 at 95 %: the difference of rank (mn + 1) / 2 - 1.96 sd, mn = 1600, sd = sqrt(mn (m + n + 1) / 12).
        var random = new Random(6);
        double[] a = [.. Enumerable.Range(0, 40).Select(_ => random.NextDouble())];
        double[] b = [.. Enumerable.Range(0, 40).Select(_ => random.NextDouble() + 1)];
        double[] differences = [.. a.SelectMany(x => b.Select(y => y - x)).Order()];
        int rank = (int)((1600 / 2.0) - (1.959964 * Math.Sqrt(1600 * 81 / 12.0)) + 0.5);

        ShiftEstimate estimate = HodgesLehmann.Estimate(a, b, 0.05);

        estimate.Lower.Should().BeInRange(differences[rank - 2], differences[rank]);
        estimate.Upper.Should().BeInRange(differences[^(rank + 1)], differences[^(rank - 1)]);
    }

    [Theory]
    [InlineData(new double[] { 3, 1, 2 }, 2)]
    [InlineData(new double[] { 4, 1, 2, 3 }, 2.5)]
    [InlineData(new double[] { 7 }, 7)]
    public void A_median_is_in_the_middle(double[] values, double median) => HodgesLehmann.Median(values).Should().Be(median);
}
