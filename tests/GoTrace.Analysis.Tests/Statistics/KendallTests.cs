using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Tests.Statistics;

public sealed class KendallTests
{
    [Fact]
    public void The_score_is_that_of_all_pairs()
    {
        Kendall.Score([1, 2, 3, 4]).Should().Be(6);
        Kendall.Score([4, 3, 2, 1]).Should().Be(-6);
        Kendall.Score([1, 1, 1]).Should().Be(0);
        Kendall.Score([2, 1, 3, 3]).Should().Be(3); // four pairs up, one down, one even
    }

    // Mann's test for trend as Gilbert (1987) tabulates it: of 10 values, one-sided, P(S >= 21) = 0.036
    // and P(S >= 25) = 0.014.
    [Theory]
    [InlineData(new double[] { 1, 3, 2, 5, 4, 10, 9, 8, 7, 6 }, 21, 0.036)]
    [InlineData(new double[] { 1, 2, 3, 4, 5, 10, 9, 8, 7, 6 }, 25, 0.014)]
    public void Agrees_with_a_table(double[] values, int score, double p)
    {
        Kendall.Score(values).Should().Be(score);
        Kendall.PValue(values).Should().BeApproximately(2 * p, 0.005);
    }

    [Fact]
    public void Order_that_means_nothing_is_seldom_found()
    {
        var random = new Random(1);
        int found = 0;
        for (int round = 0; round < 2000; round++)
        {
            double[] values = [.. Enumerable.Range(0, 16).Select(_ => (double)random.Next(8))];
            found += Kendall.PValue(values) <= 0.05 ? 1 : 0;
        }

        found.Should().BeInRange(50, 130);
    }

    [Fact]
    public void Equal_values_have_no_order()
    {
        Kendall.PValue([1, 1, 1, 1]).Should().Be(1);
        Kendall.PValue([]).Should().Be(1);
    }
}
