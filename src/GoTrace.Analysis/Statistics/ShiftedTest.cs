namespace GoTrace.Analysis.Statistics;

/// <summary>The Mann-Whitney test of a baseline and a candidate moved back by any shift.</summary>
/// <remarks>
/// The shift itself is not subtracted, as rounding could make values equal that are not: the order
/// of a moved candidate c and a baseline b is that of c − b and the shift.
/// </remarks>
internal sealed class ShiftedTest
{
    private readonly double[] _baseline;
    private readonly double[] _candidate;
    private readonly int[,] _edgeOf; // by candidate and baseline: the index of their difference
    private readonly double[] _baselinePlaces;
    private readonly double[] _candidatePlaces;
    private RankSumDistribution? _distribution;

    /// <summary>Makes the test.</summary>
    /// <param name="edges">All differences of a candidate and a baseline value, in order, each once.</param>
    /// <param name="baseline">At least one value.</param>
    /// <param name="candidate">At least one value.</param>
    public ShiftedTest(double[] edges, ReadOnlySpan<double> baseline, ReadOnlySpan<double> candidate)
    {
        Gaps = edges.Length + 1;
        _baseline = baseline.ToArray();
        _candidate = candidate.ToArray();
        Array.Sort(_baseline);
        Array.Sort(_candidate);
        _edgeOf = new int[_candidate.Length, _baseline.Length];
        for (int j = 0; j < _candidate.Length; j++)
        {
            for (int i = 0; i < _baseline.Length; i++)
            {
                _edgeOf[j, i] = Array.BinarySearch(edges, _candidate[j] - _baseline[i]);
            }
        }

        _baselinePlaces = Array.ConvertAll(_baseline, b => 2.0 * IndexOfFirst(_baseline, b));
        _candidatePlaces = new double[_candidate.Length];
    }

    /// <summary>How many gaps the differences leave for shifts: one below the first, one above the last.</summary>
    public int Gaps { get; }

    /// <summary>The probabilities of the moved candidate's rank sum for shifts in a gap.</summary>
    /// <param name="gap">The gap below the difference of this index.</param>
    public (double Below, double Above) TailsAt(int gap)
    {
        for (int j = 0; j < _candidate.Length; j++)
        {
            int below = 0;
            for (int i = 0; i < _baseline.Length; i++)
            {
                below += _edgeOf[j, i] >= gap ? 1 : 0;
            }

            // Above the baselines that are below it, below the rest; equal candidates stay equal.
            _candidatePlaces[j] = (2 * below) - 1 + (IndexOfFirst(_candidate, _candidate[j]) / (double)(_candidate.Length + 1));
        }

        return MannWhitney.Tails(_baselinePlaces, _candidatePlaces, ref _distribution);
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
