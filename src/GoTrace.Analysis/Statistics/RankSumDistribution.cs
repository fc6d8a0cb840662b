namespace GoTrace.Analysis.Statistics;

/// <summary>
/// How the sum of the ranks of one side is distributed if it does not matter to which side a value
/// belongs: all ways of dealing the pooled values out are equally likely. Ties have mid-ranks.
/// </summary>
/// <remarks>
/// Ranks are doubled, so that mid-ranks are whole numbers. Up to <see cref="ExactLimit"/> values in
/// all the ways are counted; above that the normal distribution stands in, with corrections for ties
/// and continuity.
/// </remarks>
internal sealed class RankSumDistribution
{
    /// <summary>The most values on both sides together for which ways are counted.</summary>
    public const int ExactLimit = 60;

    private readonly double[]? _ways; // by doubled rank sum
    private readonly double _total;
    private readonly double _mean;
    private readonly double _deviation;

    /// <summary>Makes the distribution.</summary>
    /// <param name="doubledRanks">Of all values.</param>
    /// <param name="take">How many of them are on the side.</param>
    public RankSumDistribution(ReadOnlySpan<int> doubledRanks, int take)
    {
        int n = doubledRanks.Length;
        if (n <= ExactLimit)
        {
            _ways = Count(doubledRanks, take, out _total);
            return;
        }

        // Moments of a sum without replacement from the doubled ranks.
        double mean = 0;
        foreach (int r in doubledRanks)
        {
            mean += (double)r / n;
        }

        double variance = 0;
        foreach (int r in doubledRanks)
        {
            variance += (r - mean) * (r - mean) / n;
        }

        _mean = take * mean;
        _deviation = Math.Sqrt(take * (double)(n - take) / (n - 1) * variance);
    }

    /// <summary>The probability of a sum of at most this.</summary>
    public double AtMost(int doubledSum)
    {
        if (_ways is null)
        {
            return _deviation == 0 ? 1 : Normal.Cumulative((doubledSum + 1 - _mean) / _deviation);
        }

        double sum = 0;
        for (int s = 0; s <= Math.Min(doubledSum, _ways.Length - 1); s++)
        {
            sum += _ways[s];
        }

        return Math.Min(1, sum / _total);
    }

    /// <summary>The probability of a sum of at least this.</summary>
    public double AtLeast(int doubledSum)
    {
        if (_ways is null)
        {
            return _deviation == 0 ? 1 : Normal.Cumulative((_mean - doubledSum + 1) / _deviation);
        }

        double sum = 0;
        for (int s = Math.Max(0, doubledSum); s < _ways.Length; s++)
        {
            sum += _ways[s];
        }

        return Math.Min(1, sum / _total);
    }

    private static double[] Count(ReadOnlySpan<int> doubledRanks, int take, out double total)
    {
        int[] sorted = doubledRanks.ToArray();
        Array.Sort(sorted);
        int most = 0;
        for (int i = 0; i < take; i++)
        {
            most += sorted[^(i + 1)];
        }

        // ways[k][s]: of the values so far, how many sets of k have the sum s.
        var ways = new double[take + 1][];
        for (int k = 0; k <= take; k++)
        {
            ways[k] = new double[most + 1];
        }

        ways[0][0] = 1;
        int reach = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            int r = sorted[i];
            reach = Math.Min(most, reach + r);
            for (int k = Math.Min(take, i + 1); k >= 1; k--)
            {
                double[] from = ways[k - 1];
                double[] to = ways[k];
                for (int s = reach; s >= r; s--)
                {
                    to[s] += from[s - r];
                }
            }
        }

        total = 0;
        foreach (double w in ways[take])
        {
            total += w;
        }

        return ways[take];
    }
}
