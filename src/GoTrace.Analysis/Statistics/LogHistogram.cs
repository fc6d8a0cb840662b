using System.Numerics;

namespace GoTrace.Analysis.Statistics;

/// <summary>A distribution of lengths of time in bounded memory: quantiles within 1 %, the rest exact.</summary>
public sealed class LogHistogram
{
    private const int Bits = 7;
    private readonly long[]?[] _segments = new long[]?[64];

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
        int exponent = Math.Max(0, 63 - BitOperations.LeadingZeroCount((ulong)value | 1) - Bits + 1);
        long[] segment = _segments[exponent] ??= Segment(exponent);
        segment[(int)(value >> exponent) & (segment.Length - 1)]++;
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
        foreach (long[]? segment in _segments)
        {
            if (segment is not null)
            {
                Array.Clear(segment);
            }
        }
    }

    /// <summary>Adds another's samples.</summary>
    /// <param name="other">The other.</param>
    public void Merge(LogHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Count += other.Count;
        Total = Saturating.Add(Total, other.Total);
        Max = Math.Max(Max, other.Max);
        for (int s = 0; s < 64; s++)
        {
            if (other._segments[s] is { } theirs)
            {
                long[] ours = _segments[s] ??= Segment(s);
                for (int i = 0; i < ours.Length; i++)
                {
                    ours[i] += theirs[i];
                }
            }
        }
    }

    /// <summary>The nearest rank's sample, within 1 %.</summary>
    /// <param name="q">From 0 to 1.</param>
    public long Quantile(double q)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(q * Count));
        long seen = 0;
        for (int s = 0; s < 64; s++)
        {
            if (_segments[s] is { } segment)
            {
                for (int i = 0; i < segment.Length; i++)
                {
                    seen += segment[i];
                    if (seen >= rank && segment[i] > 0)
                    {
                        return Math.Min(Max, From(s, i) + ((1L << s) >> 1));
                    }
                }
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
        for (int s = 0; s < 64; s++)
        {
            for (int i = 0; _segments[s] is { } segment && i < segment.Length; i++)
            {
                if (segment[i] == 0)
                {
                    continue;
                }

                int next = LogBuckets.IndexOf(From(s, i));
                if (next != index && count > 0)
                {
                    buckets.Add(new HistogramBucket(LogBuckets.From(index), LogBuckets.To(index), count));
                    count = 0;
                }

                index = next;
                count += segment[i];
            }
        }

        if (count > 0)
        {
            buckets.Add(new HistogramBucket(LogBuckets.From(index), LogBuckets.To(index), count));
        }

        return buckets;
    }

    // Values with an exponent have their highest bit in common: that is not counted by.
    private static long[] Segment(int exponent) => new long[exponent == 0 ? 1 << Bits : 1 << (Bits - 1)];

    // The least value that is counted there.
    private static long From(int exponent, int index) => (long)(exponent == 0 ? index : index + (1 << (Bits - 1))) << exponent;
}
