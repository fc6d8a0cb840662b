namespace GoTrace.Analysis.Statistics;

/// <summary>Holm's correction for looking at several figures at once.</summary>
public static class Holm
{
    /// <summary>
    /// The probabilities, each made as large as it must be for the smallest to be as rare among all
    /// as it says. In the order given.
    /// </summary>
    /// <param name="pValues">One a figure.</param>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        double[] sorted = pValues.ToArray();
        int[] order = new int[sorted.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(sorted, order);
        var adjusted = new double[sorted.Length];
        double most = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            most = Math.Max(most, Math.Min(1, sorted[i] * (sorted.Length - i)));
            adjusted[order[i]] = most;
        }

        return adjusted;
    }
}
