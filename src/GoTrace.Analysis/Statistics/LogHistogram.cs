using System.Numerics;

namespace GoTrace.Analysis.Statistics;

/// <summary>A distribution of lengths of time in bounded memory: quantiles within 1 %, the rest exact.</summary>
public sealed class LogHistogram
{
    // The highest bits of a value say where it is counted: 64 places to a doubling.
    private const int Bits = 7;
    private const int Places = 1 << (Bits - 1);

    private uint[] _counts = [];
    private int _first; // the place that the first count is of
    private Dictionary<int, long>? _more; // what a count does not hold, by place

    /// <summary>The number of samples.</summary>
    public long Count { get; private set; }

    /// <summary>The sum of the samples.</summary>
    public long Total { get; private set; }

    /// <summary>The largest sample.</summary>
    public long Max { get; private set; }

    /// <summary>Adds a sample; less than 0 counts as 0.</summary>
    /// <param name="value">Nanoseconds.</param>
    public void Add(long value)
    {
        value = Math.Max(0, value);
        Count++;
        Total = Saturating.Add(Total, value);
        Max = Math.Max(Max, value);
        int place = PlaceOf(value);
        uint[] counts = _counts;
        int index = place - _first;
        if ((uint)index >= (uint)counts.Length)
        {
            AddElsewhere(place, 1);
        }
        else if (++counts[index] == 0)
        {
            Carry(place);
        }
    }

    /// <summary>Forgets all samples.</summary>
    public void Clear()
    {
        if (Count == 0)
        {
            return;
        }

        Count = 0;
        Total = 0;
        Max = 0;
        Array.Clear(_counts);
        _more = null;
    }

    /// <summary>Adds another's samples.</summary>
    /// <param name="other">The other.</param>
    public void Merge(LogHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Count += other.Count;
        Total = Saturating.Add(Total, other.Total);
        Max = Math.Max(Max, other.Max);
        for (int i = 0; i < other._counts.Length; i++)
        {
            long count = other.CountAt(i);
            if (count > 0)
            {
                AddElsewhere(other._first + i, count);
            }
        }
    }

    /// <summary>The nearest rank's sample, within 1 %.</summary>
    /// <param name="q">From 0 to 1.</param>
    public long Quantile(double q)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(q * Count));
        long seen = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            long count = CountAt(i);
            seen += count;
            if (seen >= rank && count > 0)
            {
                int place = _first + i;
                return Math.Min(Max, From(place) + ((1L << Exponent(place)) >> 1));
            }
        }

        return Max;
    }

    /// <summary>The samples in buckets, four to a doubling, for plots; empty ones left out.</summary>
    public IReadOnlyList<HistogramBucket> ToBuckets()
    {
        var buckets = new List<HistogramBucket>();
        int index = -1;
        long count = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            long more = CountAt(i);
            if (more == 0)
            {
                continue;
            }

            int next = LogBuckets.IndexOf(From(_first + i));
            if (next != index && count > 0)
            {
                buckets.Add(new HistogramBucket(LogBuckets.From(index), LogBuckets.To(index), count));
                count = 0;
            }

            index = next;
            count += more;
        }

        if (count > 0)
        {
            buckets.Add(new HistogramBucket(LogBuckets.From(index), LogBuckets.To(index), count));
        }

        return buckets;
    }

    // Places go up with values: the first 128 are of one value each, then each doubling has 64.
    private static int PlaceOf(long value)
    {
        int exponent = Math.Max(0, 64 - Bits - BitOperations.LeadingZeroCount((ulong)value | 1));
        return (exponent * Places) + (int)(value >> exponent);
    }

    private static int Exponent(int place) => Math.Max(0, (place / Places) - 1);

    // The least value that is counted there.
    private static long From(int place) => (long)(place - (Exponent(place) * Places)) << Exponent(place);

    private long CountAt(int index) =>
        _counts[index] + (_more is not null && _more.TryGetValue(_first + index, out long more) ? more : 0);

    private void AddElsewhere(int place, long count)
    {
        int index = place - _first;
        if ((uint)index >= (uint)_counts.Length)
        {
            Reach(place);
            index = place - _first;
        }

        long sum = _counts[index] + count;
        _counts[index] = (uint)sum;
        if (sum > uint.MaxValue)
        {
            Carry(place, sum - (uint)sum);
        }
    }

    // Makes room for a place: for all of its doubling, and what lies between.
    private void Reach(int place)
    {
        int from = place / Places * Places;
        int to = from + Places;
        if (_counts.Length > 0)
        {
            from = Math.Min(from, _first);
            to = Math.Max(to, _first + _counts.Length);
        }

        var counts = new uint[to - from];
        _counts.CopyTo(counts, _counts.Length > 0 ? _first - from : 0);
        _counts = counts;
        _first = from;
    }

    private void Carry(int place, long count = 1L << 32)
    {
        _more ??= [];
        _more[place] = _more.GetValueOrDefault(place) + count;
    }
}
