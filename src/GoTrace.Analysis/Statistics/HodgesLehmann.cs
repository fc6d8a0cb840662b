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
        if (edges.Length == 1)
        {
            // Values of a side are all the same: any other shift puts the sides apart, in one way of all.
            double tail = MannWhitney.LeastPValue(baseline.Length, candidate.Length) / 2;
            return tail <= alpha / 2
                ? new ShiftEstimate(edges[0], edges[0], edges[0], 1 - (2 * tail))
                : new ShiftEstimate(edges[0], null, null, 1);
        }

        // The test can't tell shifts in one gap between two neighbouring differences apart; gap g lies
        // below edges[g]. As shifts grow, the candidate's ranks never rise and the baseline's never
        // fall, in any way of dealing the values out, so that one tail grows and the other shrinks:
        // the ends of the interval can be found by halving.
        var test = new ShiftedTest(edges, baseline, candidate);
        int first = FirstKept(test, alpha / 2, out double lostBelow);
        int last = LastKept(test, alpha / 2, out double lostAbove);
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
    private static int FirstKept(ShiftedTest test, double tail, out double lost)
    {
        int low = 0;
        int high = test.Gaps - 1;
        lost = 0;
        while (low < high)
        {
            int middle = (low + high) / 2;
            double above = test.TailsAt(middle).Above;
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

    private static int LastKept(ShiftedTest test, double tail, out double lost)
    {
        int low = 0;
        int high = test.Gaps - 1;
        lost = 0;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            double below = test.TailsAt(middle).Below;
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
}

/// <summary>A shift and where it lies.</summary>
/// <param name="Shift">The estimate.</param>
/// <param name="Lower">The interval's lower end; null where there are too few values for one.</param>
/// <param name="Upper">The interval's upper end; null where there are too few values for one.</param>
/// <param name="Confidence">How often such an interval holds the true shift, at least; often more than was asked for.</param>
public readonly record struct ShiftEstimate(double Shift, double? Lower, double? Upper, double Confidence);
