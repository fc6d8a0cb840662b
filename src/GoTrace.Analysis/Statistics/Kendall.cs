namespace GoTrace.Analysis.Statistics;

/// <summary>Kendall's test of values against the order they came in.</summary>
internal static class Kendall
{
    /// <summary>Pairs of which the later is more, less those of which it is less.</summary>
    /// <param name="values">In order.</param>
    public static int Score(ReadOnlySpan<double> values)
    {
        int score = 0;
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = i + 1; j < values.Length; j++)
            {
                score += values[j].CompareTo(values[i]);
            }
        }

        return score;
    }

    /// <summary>
    /// The two-sided probability of a score at least as far from 0 if the order meant nothing: by the
    /// normal distribution, corrected for ties and continuity.
    /// </summary>
    /// <param name="values">In order.</param>
    public static double PValue(ReadOnlySpan<double> values)
    {
        double n = values.Length;
        double variance = n * (n - 1) * ((2 * n) + 5);
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        for (int from = 0; from < sorted.Length;)
        {
            int to = from + 1;
            while (to < sorted.Length && sorted[to] == sorted[from])
            {
                to++;
            }

            double ties = to - from;
            variance -= ties * (ties - 1) * ((2 * ties) + 5);
            from = to;
        }

        int score = Math.Abs(Score(values));
        return score == 0 || variance <= 0 ? 1 : Math.Min(1, 2 * Normal.Cumulative(-(score - 1) / Math.Sqrt(variance / 18)));
    }
}
