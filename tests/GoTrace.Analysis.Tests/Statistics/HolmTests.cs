using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Tests.Statistics;

public sealed class HolmTests
{
    [Fact]
    public void Adjusts_as_by_hand() =>
        // Smallest first: 0.01 x 4, 0.02 x 3, 0.03 x 2, 0.04 x 1, none below the one before.
        Holm.Adjust([0.03, 0.01, 0.04, 0.02]).Should().Equal([0.06, 0.04, 0.06, 0.06], (a, b) => Math.Abs(a - b) < 1e-12);

    // The example of the encyclopedias: of 0.01, 0.04, 0.03 and 0.005 at alpha 0.05 the first and last are rejected.
    [Fact]
    public void Agrees_with_a_published_example() =>
        Holm.Adjust([0.01, 0.04, 0.03, 0.005]).Select(p => p <= 0.05).Should().Equal(true, false, false, true);

    [Fact]
    public void Rejects_what_stepping_down_rejects()
    {
        var random = new Random(1);
        for (int round = 0; round < 500; round++)
        {
            double[] p = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => Math.Round(random.NextDouble() * 0.1, 3))];
            double alpha = 0.05;

            // Holm's own words: go up from the smallest while it is at most alpha over the number left.
            var rejected = new bool[p.Length];
            int[] order = [.. Enumerable.Range(0, p.Length).OrderBy(i => p[i])];
            for (int i = 0; i < order.Length && p[order[i]] <= alpha / (p.Length - i); i++)
            {
                rejected[order[i]] = true;
            }

            Holm.Adjust(p).Select(a => a <= alpha).Should().Equal(rejected, $"of {string.Join(' ', p)}");
        }
    }

    [Fact]
    public void Never_exceeds_one() => Holm.Adjust([0.9, 0.8]).Should().Equal(1, 1);

    [Fact]
    public void Leaves_a_single_one_alone() => Holm.Adjust([0.04]).Should().Equal(0.04);

    [Fact]
    public void Nothing_stays_nothing() => Holm.Adjust([]).Should().BeEmpty();
}
