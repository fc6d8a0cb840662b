namespace GoTrace.Analysis.Statistics;

/// <summary>
/// How far one sample lies from another: the median of all differences between a value of the one
/// and a value of the other, and the interval of shifts that the Mann-Whitney test does not reject.
/// </summary>
public static class HodgesLehmann
{
    /// <summary>The shift from the baseline to the candidate.</summary>
    /// <param name="baseline">At least one value.</param>
    /// <param name="candidate">At least one value.</param>
    public static double Shift(ReadOnlySpan<double> baseline, ReadOnlySpan<double> candidate) =>
        Median(Differences(baseline, candidate));

    /// <summary>The shift with its interval.</summary>
    /// <param name="baseline">At least one value.</param>
    /// <param name="candidate">At least one value.</param>
    /// <param name="alpha">One less the confidence wanted, such as 0.05.</param>
    public static ShiftEstimate Estimate(ReadOnlySpan<double> baseline, ReadOnlySpan<double> candidate, double alpha)
    {
        double[] differences = Differences(baseline, candidate);
        double[] edges = [.. differences.Distinct()];

        // Between two neighbouring differences the order of the values, and so the test, stays the
        // same. Gap g lies below edges[g]. The tests' tails rise and fall as gaps go up, so that the
        // ends of the interval can be found by halving.
        int first = FirstKept(edges, baseline, candidate, alpha / 2, out double lostBelow);
        int last = LastKept(edges, baseline, candidate, alpha / 2, out double lostAbove);
        return new ShiftEstimate(
            Median(differences),
            first == 0 ? null : edges[first - 1],
            last == edges.Length ? null : edges[last],
            1 - lostBelow - lostAbove);
    }

    /// <summary>The median: the middle value, or the mean of the two in the middle.</summary>
    /// <param name="values">At least one.</param>
    public static double Median(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] / 2) + (sorted[middle] / 2);
    }

    private static double[] Differences(ReadOnlySpan<double> baseline, ReadOnlySpan<double> candidate)
    {
        var differences = new double[baseline.Length * candidate.Length];
        int n = 0;
        foreach (double b in baseline)
        {
            foreach (double c in candidate)
            {
                differences[n++] = c - b;
            }
        }

        Array.Sort(differences);
        return differences;
    }

    // The lowest gap whose shift is not rejected as too small: then the shifted candidate is not too high.
    private static int FirstKept(
        double[] edges, ReadOnlySpan<double> baseline, ReadOnlySpan<double> candidate, double tail, out double lost)
    {
        int low = 0;
        int high = edges.Length;
        lost = 0;
        while (low < high)
        {
            int middle = (low + high) / 2;
            double above = TailsAt(edges, middle, baseline, candidate).Above;
            if (above > tail)
            {
                high = middle;
            }
            else
            {
                lost = above;
                low = middle + 1;
            }
        }

        return low;
    }

    private static int LastKept(
        double[] edges, ReadOnlySpan<double> baseline, ReadOnlySpan<double> candidate, double tail, out double lost)
    {
        int low = 0;
        int high = edges.Length;
        lost = 0;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            double below = TailsAt(edges, middle, baseline, candidate).Below;
            if (below > tail)
            {
                low = middle;
            }
            else
            {
                lost = below;
                high = middle - 1;
            }
        }

        return low;
    }

    // The test with the candidate moved back by a shift within a gap. The shift itself is not
    // subtracted, as rounding could make values equal that are not: the order of a moved candidate
    // c and a baseline b is that of c - b and the gap.
    private static (double Below, double Above) TailsAt(
        double[] edges, int gap, ReadOnlySpan<double> baseline, ReadOnlySpan<double> candidate)
    {
        double[] b = baseline.ToArray();
        double[] c = candidate.ToArray();
        Array.Sort(b);
        Array.Sort(c);

        // Places in the merged order: a candidate comes after all baselines with a difference above the gap.
        var bPlace = new double[b.Length];
        var cPlace = new double[c.Length];
        for (int i = 0; i < b.Length; i++)
        {
            bPlace[i] = 2 * IndexOfFirst(b, b[i]);
        }

        for (int j = 0; j < c.Length; j++)
        {
            int below = 0;
            for (int i = 0; i < b.Length; i++)
            {
                double difference = c[j] - b[i];
                int edge = Array.BinarySearch(edges, difference);
                below += edge >= gap ? 1 : 0;
            }

            // Above the baselines that are below it, below the rest; equal candidates stay equal.
            cPlace[j] = (2 * below) - 1 + (IndexOfFirst(c, c[j]) / (double)(c.Length + 1));
        }

        return MannWhitney.Tails(bPlace, cPlace);
    }

    private static int IndexOfFirst(double[] sorted, double value)
    {
        int i = Array.BinarySearch(sorted, value);
        while (i > 0 && sorted[i - 1] == value)
        {
            i--;
        }

        return i;
    }
}

/// <summary>A shift and where it lies.</summary>
/// <param name="Shift">The estimate.</param>
/// <param name="Lower">The interval's lower end; null where there are too few values for one.</param>
/// <param name="Upper">The interval's upper end; null where there are too few values for one.</param>
/// <param name="Confidence">How often such an interval holds the true shift, at least; often more than was asked for.</param>
public readonly record struct ShiftEstimate(double Shift, double? Lower, double? Upper, double Confidence);
