using System.Numerics;

namespace GoTrace.Analysis.Statistics;

/// <summary>A distribution of lengths of time in bounded memory: quantiles within 1 %, the rest exact.</summary>
public sealed class LogHistogram
{
    // The highest bits of a value say where it is counted: 64 places to a doubling.
    private const int Bits = 7;
    private const int Places = 1 << (Bits - 1);

    private uint[]?[] _rows = []; // by doubling, each of 64 counts; where there are any
    private int _first; // the doubling of the first row
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
        uint[]?[] rows = _rows;
        int index = (place / Places) - _first;
        uint[] row = ((uint)index < (uint)rows.Length ? rows[index] : null) ?? RowOf(place);
        if (++row[place & (Places - 1)] == 0)
        {
            Carry(place, 1L << 32);
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
        Array.ForEach(_rows, row => Array.Clear(row ?? []));
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
        Reach(other._first, other._first + other._rows.Length);
        for (int place = other.Begin; place < other.End; place++)
        {
            long count = other.CountAt(place);
            if (count > 0)
            {
                AddMany(place, count);
            }
        }
    }

    /// <summary>The nearest rank's sample, within 1 %.</summary>
    /// <param name="q">From 0 to 1.</param>
    public long Quantile(double q)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(q * Count));
        long seen = 0;
        for (int place = Begin; place < End; place++)
        {
            long count = CountAt(place);
            seen += count;
            if (seen >= rank && count > 0)
            {
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
        for (int place = Begin; place < End; place++)
        {
            long more = CountAt(place);
            if (more == 0)
            {
                continue;
            }

            int next = LogBuckets.IndexOf(From(place));
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

    private int Begin => _first * Places;

    private int End => (_first + _rows.Length) * Places;

    private long CountAt(int place) =>
        _rows[(place / Places) - _first] is not { } row
            ? 0
            : row[place & (Places - 1)] + (_more is not null && _more.TryGetValue(place, out long more) ? more : 0);

    private void AddMany(int place, long count)
    {
        ref uint held = ref RowOf(place)[place & (Places - 1)];
        long sum = held + count;
        held = (uint)sum;
        if (sum > uint.MaxValue)
        {
            Carry(place, sum - held);
        }
    }

    private uint[] RowOf(int place)
    {
        int doubling = place / Places;
        Reach(doubling, doubling + 1);
        return _rows[doubling - _first] ??= new uint[Places];
    }

    private void Reach(int from, int to)
    {
        if (_rows.Length > 0)
        {
            from = Math.Min(from, _first);
            to = Math.Max(to, _first + _rows.Length);
        }

        if (to - from > _rows.Length)
        {
            var rows = new uint[]?[to - from];
            _rows.CopyTo(rows, Math.Max(0, _first - from));
            _rows = rows;
            _first = from;
        }
    }

    private void Carry(int place, long count)
    {
        _more ??= [];
        _more[place] = _more.GetValueOrDefault(place) + count;
    }
}
