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

    [Fact]
    public void Holds_the_shifts_that_the_test_does_not_reject()
    {
        var random = new Random(3);
        for (int round = 0; round < 100; round++)
        {
            double[] a = [.. Enumerable.Range(0, random.Next(3, 8)).Select(_ => (double)random.Next(9))];
            double[] b = [.. Enumerable.Range(0, random.Next(3, 8)).Select(_ => (double)random.Next(12))];
            ShiftEstimate estimate = HodgesLehmann.Estimate(a, b, 0.1);

            // Half-way between whole numbers no shift makes ties between the sides.
            for (double shift = -15.5; shift < 16; shift++)
            {
                double[] moved = [.. b.Select(y => y - shift)];
                (double below, double above) = MannWhitney.Tails(a, moved);
                bool kept = below > 0.05 && above > 0.05;
                bool inside = shift > (estimate.Lower ?? -100) && shift < (estimate.Upper ?? 100);
                inside.Should().Be(kept, $"shift {shift} of [{string.Join(' ', a)}] and [{string.Join(' ', b)}]");
            }
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
}
