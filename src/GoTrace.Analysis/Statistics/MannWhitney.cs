namespace GoTrace.Analysis.Statistics;

/// <summary>
/// The Mann-Whitney test of two small samples, by permutation: exact, ties included, as long as
/// there are at most 60 values in all; beyond that by the normal distribution, corrected for ties
/// and continuity.
/// </summary>
public static class MannWhitney
{
    private const int MostNeeded = 500;

    /// <summary>
    /// The two-sided probability of a difference at least as clear if there were none: twice the
    /// smaller tail, at most 1. It is 1 where a side has no values.
    /// </summary>
    /// <param name="baseline">Values of one side; none may be NaN.</param>
    /// <param name="candidate">Values of the other.</param>
    public static double PValue(ReadOnlySpan<double> baseline, ReadOnlySpan<double> candidate)
    {
        if (baseline.IsEmpty || candidate.IsEmpty)
        {
            return 1;
        }

        (double below, double above) = Tails(baseline, candidate);
        return Math.Min(1, 2 * Math.Min(below, above));
    }

    /// <summary>The smallest two-sided probability that so many values can give, without ties.</summary>
    /// <param name="n">Values on one side.</param>
    /// <param name="m">Values on the other.</param>
    public static double LeastPValue(int n, int m)
    {
        double ways = 1; // n + m choose n
        for (int i = 1; i <= n; i++)
        {
            ways = ways * (m + i) / i;
        }

        return Math.Min(1, 2 / ways);
    }

    /// <summary>How many values a side are needed for a probability of at most <paramref name="alpha"/> to be possible.</summary>
    /// <param name="alpha">Above 0; divided by the number of figures where the smallest of many has to pass.</param>
    public static int ValuesNeeded(double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        int n = 1;
        while (LeastPValue(n, n) > alpha && n < MostNeeded)
        {
            n++;
        }

        return n;
    }

    /// <summary>The probabilities that the candidate's rank sum is at most, and at least, what it is.</summary>
    internal static (double Below, double Above) Tails(ReadOnlySpan<double> baseline, ReadOnlySpan<double> candidate)
    {
        RankSumDistribution? none = null;
        return Tails(baseline, candidate, ref none);
    }

    /// <summary>The same, for callers that test often: mostly the ranks are those of the test before.</summary>
    internal static (double Below, double Above) Tails(
        ReadOnlySpan<double> baseline, ReadOnlySpan<double> candidate, ref RankSumDistribution? known)
    {
        if (candidate.Length > baseline.Length)
        {
            // Fewer ways to count, and the same tails the other way round.
            (double below, double above) = Tails(candidate, baseline, ref known);
            return (above, below);
        }

        int n = baseline.Length + candidate.Length;
        var pooled = new double[n];
        candidate.CopyTo(pooled);
        baseline.CopyTo(pooled.AsSpan(candidate.Length));
        int[] ranks = DoubledRanks(pooled, candidate.Length, out int sum);
        if (ranks[0] == ranks[^1])
        {
            return (1, 1); // all values are the same
        }

        if (known is null || !known.IsOf(ranks, candidate.Length))
        {
            known = new RankSumDistribution(ranks, candidate.Length);
        }

        return (known.AtMost(sum), known.AtLeast(sum));
    }

    // Twice the mid-ranks, in order, and their sum over the first values.
    private static int[] DoubledRanks(double[] values, int first, out int sum)
    {
        var order = new int[values.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(values, order);
        var ranks = new int[values.Length];
        sum = 0;
        for (int from = 0; from < order.Length;)
        {
            int to = from + 1;
            while (to < order.Length && values[to] == values[from])
            {
                to++;
            }

            for (int i = from; i < to; i++)
            {
                ranks[i] = from + 1 + to; // twice the mean of the places from + 1 to to
                sum += order[i] < first ? ranks[i] : 0;
            }

            from = to;
        }

        return ranks;
    }
}
