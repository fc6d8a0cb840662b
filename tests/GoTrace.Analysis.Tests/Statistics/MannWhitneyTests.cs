using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Tests.Statistics;

public sealed class MannWhitneyTests
{
    // Hollander and Wolfe (1973), p. 69: permeability of human chorioamnion, at term and at 12 to 26 weeks.
    private static readonly double[] Term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    private static readonly double[] Early = [1.15, 0.88, 0.90, 0.74, 1.21];

    // They give P(W >= 35) = 0.127; SAS's NPAR1WAY prints 0.1272, and 0.2544 for both sides.
    [Fact]
    public void Agrees_with_a_published_example_without_ties()
    {
        MannWhitney.Tails(Early, Term).Above.Should().BeApproximately(0.1272, 5e-5);
        MannWhitney.PValue(Early, Term).Should().BeApproximately(0.2544, 1e-4);
    }

    // Mehta and Patel, StatXact manual (2001), p. 229: diastolic blood pressure, one-sided 0.0542.
    [Fact]
    public void Agrees_with_a_published_example_with_ties()
    {
        double[] controls = [80, 94, 85, 90, 90, 90, 108, 94, 78, 105, 88];
        double[] treated = [94, 108, 110, 90];

        MannWhitney.Tails(controls, treated).Above.Should().BeApproximately(0.0542, 5e-5);
    }

    // SAS's NPAR1WAY, for the first example: Z = -1.1635 with a continuity correction of 0.5, 0.1223.
    [Fact]
    public void The_normal_approximation_agrees_with_a_published_example()
    {
        // Twice the ranks of the five in the pooled fifteen: 2, 5, 6, 8 and 9.
        int[] ranks = [.. Enumerable.Range(1, 15).Select(r => 2 * r)];
        var distribution = new RankSumDistribution(ranks, 5, exactLimit: 0);

        distribution.AtMost(2 * 30).Should().BeApproximately(0.1223, 5e-5);
        distribution.AtLeast(2 * 50).Should().BeApproximately(0.1223, 5e-5);
    }

    // R's wilcox.test on the ozone of May and August in its data set airquality: p-value = 0.0001208.
    [Fact]
    public void The_normal_approximation_agrees_with_a_published_example_with_ties()
    {
        double[] may = [41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37];
        double[] august = [39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85];
        double[] all = [.. may, .. august];
        int[] ranks = [.. all.Order().Select(x => all.Count(y => y < x) + all.Count(y => y <= x) + 1)];
        int sum = may.Sum(x => all.Count(y => y < x) + all.Count(y => y <= x) + 1);
        var distribution = new RankSumDistribution(ranks, may.Length, exactLimit: 0);

        (2 * distribution.AtMost(sum)).Should().BeApproximately(0.0001208, 5e-8);
    }

    [Fact]
    public void Equals_the_count_of_all_ways_for_all_sizes_up_to_ten()
    {
        var random = new Random(1);
        for (int n = 1; n <= 9; n++)
        {
            for (int m = 1; n + m <= 10; m++)
            {
                foreach (int spread in (int[])[2, 3, 5, 100])
                {
                    double[] a = [.. Enumerable.Range(0, n).Select(_ => (double)random.Next(spread))];
                    double[] b = [.. Enumerable.Range(0, m).Select(_ => (double)random.Next(spread))];
                    (double below, double above) = BruteForce.Tails(a, b);

                    MannWhitney.Tails(a, b).Below.Should().BeApproximately(below, 1e-12, Of(a, b));
                    MannWhitney.Tails(a, b).Above.Should().BeApproximately(above, 1e-12, Of(a, b));
                    MannWhitney.PValue(a, b).Should().BeApproximately(BruteForce.PValue(a, b), 1e-12, Of(a, b));
                }
            }
        }
    }

    [Theory]
    [InlineData(3, 0.1)]
    [InlineData(4, 2 / 70.0)]
    [InlineData(6, 2 / 924.0)]
    public void Full_separation_gives_the_least_probability(int n, double p)
    {
        double[] low = [.. Enumerable.Range(0, n).Select(i => (double)i)];
        double[] high = [.. low.Select(x => x + 100)];

        MannWhitney.PValue(low, high).Should().BeApproximately(p, 1e-12);
        MannWhitney.LeastPValue(n, n).Should().BeApproximately(p, 1e-12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_normal_approximation_lies_near_the_count(bool ties)
    {
        var random = new Random(2);
        for (int round = 0; round < 20; round++)
        {
            double[] values = [.. Enumerable.Range(0, 60).Select(_ => ties ? random.Next(12) : random.NextDouble())];
            int[] ranks = [.. values.Order().Select(x => values.Count(y => y < x) + values.Count(y => y <= x) + 1)];
            int sum = ranks.OrderBy(_ => random.Next()).Take(30).Sum();
            var counted = new RankSumDistribution(ranks, 30);
            var approximate = new RankSumDistribution(ranks, 30, exactLimit: 0);

            approximate.AtMost(sum).Should().BeApproximately(counted.AtMost(sum), 0.004);
            approximate.AtLeast(sum).Should().BeApproximately(counted.AtLeast(sum), 0.004);
        }
    }

    [Fact]
    public void All_equal_values_tell_nothing()
    {
        MannWhitney.PValue([1, 1, 1], [1, 1, 1]).Should().Be(1);
        MannWhitney.PValue([.. Enumerable.Repeat(1.0, 40)], [.. Enumerable.Repeat(1.0, 40)]).Should().Be(1);
    }

    [Fact]
    public void No_values_tell_nothing()
    {
        MannWhitney.PValue([], [1, 2]).Should().Be(1);
        MannWhitney.PValue([1, 2], []).Should().Be(1);
    }

    [Theory]
    [InlineData(0.05, 4)]
    [InlineData(0.05 / 8, 6)]
    public void Says_how_many_values_are_needed(double alpha, int values)
    {
        MannWhitney.ValuesNeeded(alpha).Should().Be(values);
        MannWhitney.LeastPValue(values, values).Should().BeLessThanOrEqualTo(alpha);
        MannWhitney.LeastPValue(values - 1, values - 1).Should().BeGreaterThan(alpha);
    }

    private static string Of(double[] a, double[] b) => $"of [{string.Join(' ', a)}] and [{string.Join(' ', b)}]";
}
