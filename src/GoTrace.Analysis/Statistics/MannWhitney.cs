namespace GoTrace.Analysis.Statistics;

/// <summary>
/// The Mann-Whitney test of two small samples, by permutation: exact, ties included, as long as
/// there are at most 60 values in all.
/// </summary>
public static class MannWhitney
{
    /// <summary>
    /// The two-sided probability of a difference at least as clear if there were none: twice the
    /// smaller tail, at most 1.
    /// </summary>
    /// <param name="baseline">Values of one side.</param>
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
        while (LeastPValue(n, n) > alpha && n < 500)
        {
            n++;
        }

        return n;
    }

    /// <summary>The probabilities that the candidate's rank sum is at most, and at least, what it is.</summary>
    internal static (double Below, double Above) Tails(ReadOnlySpan<double> baseline, ReadOnlySpan<double> candidate)
    {
        int n = baseline.Length + candidate.Length;
        var pooled = new double[n];
        baseline.CopyTo(pooled);
        candidate.CopyTo(pooled.AsSpan(baseline.Length));
        int[] ranks = DoubledRanks(pooled);
        int sum = 0;
        foreach (int rank in ranks.AsSpan(baseline.Length))
        {
            sum += rank;
        }

        var distribution = new RankSumDistribution(ranks, candidate.Length);
        return (distribution.AtMost(sum), distribution.AtLeast(sum));
    }

    private static int[] DoubledRanks(double[] values)
    {
        int[] order = new int[values.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (a, b) => values[a].CompareTo(values[b]));
        var ranks = new int[values.Length];
        for (int first = 0; first < order.Length;)
        {
            int next = first + 1;
            while (next < order.Length && values[order[next]] == values[order[first]])
            {
                next++;
            }

            for (int i = first; i < next; i++)
            {
                ranks[order[i]] = first + 1 + next; // twice the mean of the places from first + 1 to next
            }

            first = next;
        }

        return ranks;
    }
}
