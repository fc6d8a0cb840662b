using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Tests.Statistics;

public sealed class MannWhitneyTests
{
    // Hollander and Wolfe (1973), p. 69: permeability of human chorioamnion, term against 12 to 26
    // weeks. They give P(W >= 35) = 0.127.
    [Fact]
    public void Agrees_with_a_published_example()
    {
        double[] term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
        double[] early = [1.15, 0.88, 0.90, 0.74, 1.21];

        MannWhitney.PValue(early, term).Should().BeApproximately(2 * 0.1272, 1e-4);
    }

    [Fact]
    public void Equals_the_count_of_all_ways_ties_included()
    {
        var random = new Random(1);
        for (int round = 0; round < 300; round++)
        {
            int n = random.Next(1, 6);
            int m = random.Next(1, 6);
            int spread = random.Next(2, 12); // few values: many ties
            double[] a = [.. Enumerable.Range(0, n).Select(_ => (double)random.Next(spread))];
            double[] b = [.. Enumerable.Range(0, m).Select(_ => (double)random.Next(spread))];

            MannWhitney.PValue(a, b).Should().BeApproximately(ByEnumeration(a, b), 1e-12);
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

    [Fact]
    public void The_normal_approximation_takes_over_smoothly()
    {
        var random = new Random(2);
        double[] a = [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble())];
        double[] b = [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble() + 0.15)];
        double exact = MannWhitney.PValue(a, b);

        // One value more, in the middle, makes 61.
        double approximate = MannWhitney.PValue(a, [.. b, 0.57]);

        approximate.Should().BeApproximately(exact, 0.02);
    }

    [Fact]
    public void All_equal_values_tell_nothing()
    {
        MannWhitney.PValue([1, 1, 1], [1, 1, 1]).Should().Be(1);
        MannWhitney.PValue([.. Enumerable.Repeat(1.0, 40)], [.. Enumerable.Repeat(1.0, 40)]).Should().Be(1);
    }

    [Theory]
    [InlineData(0.05, 4)]
    [InlineData(0.05 / 8, 6)]
    public void Says_how_many_values_are_needed(double alpha, int values) =>
        MannWhitney.ValuesNeeded(alpha).Should().Be(values);

    // Deals the pooled values out in every way, and counts those at least as extreme.
    private static double ByEnumeration(double[] a, double[] b)
    {
        double[] all = [.. a, .. b];
        double observed = U(a, b);
        long below = 0;
        long above = 0;
        long ways = 0;
        for (int set = 0; set < 1 << all.Length; set++)
        {
            if (System.Numerics.BitOperations.PopCount((uint)set) != b.Length)
            {
                continue;
            }

            double[] theirs = [.. all.Where((_, i) => (set >> i & 1) == 1)];
            double[] ours = [.. all.Where((_, i) => (set >> i & 1) == 0)];
            double u = U(ours, theirs);
            ways++;
            below += u <= observed ? 1 : 0;
            above += u >= observed ? 1 : 0;
        }

        return Math.Min(1, 2.0 * Math.Min(below, above) / ways);
    }

    private static double U(double[] a, double[] b) =>
        b.Sum(y => a.Sum(x => y > x ? 1 : y == x ? 0.5 : 0));
}
