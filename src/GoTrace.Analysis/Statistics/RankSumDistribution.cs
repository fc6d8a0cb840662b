using System.Numerics;
using System.Runtime.InteropServices;

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

    private readonly int[] _ranks; // doubled, in order
    private readonly int _take;
    private readonly int _unit; // what all doubled ranks are multiples of: 2 without ties, else 1
    private readonly double[]? _ways; // by rank sum, in units
    private readonly double _total;
    private readonly double _mean;
    private readonly double _deviation;

    /// <summary>Makes the distribution.</summary>
    /// <param name="doubledRanks">Of all values, in order.</param>
    /// <param name="take">How many of them are on the side.</param>
    /// <param name="exactLimit">The most values for which ways are counted.</param>
    public RankSumDistribution(int[] doubledRanks, int take, int exactLimit = ExactLimit)
    {
        _ranks = doubledRanks;
        _take = take;
        int n = doubledRanks.Length;
        if (n <= exactLimit)
        {
            _unit = Array.Exists(doubledRanks, r => r % 2 != 0) ? 1 : 2;
            _ways = Count(doubledRanks, take, _unit);
            foreach (double ways in _ways)
            {
                _total += ways;
            }

            return;
        }

        // Moments of a sum without replacement from the doubled ranks.
        foreach (int r in doubledRanks)
        {
            _mean += (double)r / n;
        }

        double variance = 0;
        foreach (int r in doubledRanks)
        {
            variance += (r - _mean) * (r - _mean) / n;
        }

        _mean *= take;
        _deviation = Math.Sqrt(take * (double)(n - take) / (n - 1) * variance);
    }

    /// <summary>Whether this is the distribution for other ranks too.</summary>
    /// <param name="doubledRanks">In order.</param>
    /// <param name="take">How many of them are on the side.</param>
    public bool IsOf(ReadOnlySpan<int> doubledRanks, int take) => take == _take && doubledRanks.SequenceEqual(_ranks);

    /// <summary>The probability of a sum of at most this.</summary>
    public double AtMost(int doubledSum)
    {
        // Half a rank, one doubled, for continuity.
        return _ways is null
            ? _deviation == 0 ? 1 : Normal.Cumulative((doubledSum + 1 - _mean) / _deviation)
            : Share(0, (doubledSum / _unit) + 1);
    }

    /// <summary>The probability of a sum of at least this.</summary>
    public double AtLeast(int doubledSum)
    {
        return _ways is null
            ? _deviation == 0 ? 1 : Normal.Cumulative((_mean - doubledSum + 1) / _deviation)
            : Share(doubledSum / _unit, _ways.Length);
    }

    private double Share(int from, int to)
    {
        double sum = 0;
        foreach (double ways in _ways.AsSpan(from, Math.Min(to, _ways!.Length) - from))
        {
            sum += ways;
        }

        return Math.Min(1, sum / _total);
    }

    private static double[] Count(ReadOnlySpan<int> ranks, int take, int unit)
    {
        int most = 0;
        foreach (int rank in ranks[^take..])
        {
            most += rank / unit;
        }

        // ways[k][s]: of the values so far, how many sets of k have the sum s.
        var ways = new double[take + 1][];
        for (int k = 0; k <= take; k++)
        {
            ways[k] = new double[most + 1];
        }

        ways[0][0] = 1;
        int reach = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            int r = ranks[i] / unit;
            reach = Math.Min(most, reach + r);
            for (int k = Math.Min(take, i + 1); k >= 1; k--)
            {
                if (r <= reach)
                {
                    Add(ways[k - 1].AsSpan(0, reach - r + 1), ways[k].AsSpan(r, reach - r + 1));
                }
            }
        }

        return ways[take];
    }

    private static void Add(ReadOnlySpan<double> from, Span<double> to)
    {
        ReadOnlySpan<Vector<double>> wideFrom = MemoryMarshal.Cast<double, Vector<double>>(from);
        Span<Vector<double>> wideTo = MemoryMarshal.Cast<double, Vector<double>>(to);
        for (int i = 0; i < wideTo.Length; i++)
        {
            wideTo[i] += wideFrom[i];
        }

        for (int i = wideTo.Length * Vector<double>.Count; i < to.Length; i++)
        {
            to[i] += from[i];
        }
    }
}
