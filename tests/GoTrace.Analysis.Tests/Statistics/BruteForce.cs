using System.Numerics;

namespace GoTrace.Analysis.Tests.Statistics;

/// <summary>The statistics again, by counting all cases: slow, plain, and written without a look at the others.</summary>
internal static class BruteForce
{
    /// <summary>The shares of all ways to deal the pooled values out in which the candidate wins at most, and at least, as often as it does.</summary>
    public static (double Below, double Above) Tails(double[] baseline, double[] candidate)
    {
        double[] all = [.. baseline, .. candidate];
        double observed = Wins(baseline, candidate);
        int below = 0;
        int above = 0;
        int ways = 0;
        for (uint set = 0; set < 1u << all.Length; set++)
        {
            if (BitOperations.PopCount(set) != candidate.Length)
            {
                continue;
            }

            double wins = Wins(
                [.. all.Where((_, i) => (set >> i & 1) == 0)],
                [.. all.Where((_, i) => (set >> i & 1) == 1)]);
            ways++;
            below += wins <= observed ? 1 : 0;
            above += wins >= observed ? 1 : 0;
        }

        return ((double)below / ways, (double)above / ways);
    }

    public static double PValue(double[] baseline, double[] candidate)
    {
        (double below, double above) = Tails(baseline, candidate);
        return Math.Min(1, 2 * Math.Min(below, above));
    }

    /// <summary>The lowest and highest of the shifts given that no tail of the test rejects.</summary>
    public static (double Lowest, double Highest)? Kept(double[] baseline, double[] candidate, double alpha, IEnumerable<double> shifts)
    {
        double[] kept =
        [
            .. shifts.Where(s =>
            {
                (double below, double above) = Tails(baseline, [.. candidate.Select(c => c - s)]);
                return below > alpha / 2 && above > alpha / 2;
            }),
        ];
        return kept.Length == 0 ? null : (kept.Min(), kept.Max());
    }

    // Mann and Whitney's own count: pairs that the candidate wins, and half of those that are even.
    private static double Wins(double[] baseline, double[] candidate) =>
        candidate.Sum(c => baseline.Sum(b => c > b ? 1 : c == b ? 0.5 : 0));
}
