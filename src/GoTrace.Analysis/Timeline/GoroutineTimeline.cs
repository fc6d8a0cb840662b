using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Timeline;

/// <summary>Notes for plots what goroutines did, slice by slice.</summary>
internal sealed class GoroutineTimeline
{
    private readonly GoroutineSlice[] _slices = new GoroutineSlice[SliceClock.Limit];
    private readonly Stack<int[]> _spares = [];
    private SliceClock _clock = new();

    public long SliceNs => _clock.Length;

    /// <summary>How many slices there are, the last and shorter one among them.</summary>
    public int Count { get; private set; }

    /// <summary>When the slice at hand ends.</summary>
    public long End => _clock.End;

    /// <summary>From which time on an event is not in it any more.</summary>
    public long Due => _clock.Due;

    public ReadOnlySpan<GoroutineSlice> Slices => _slices.AsSpan(0, Count);

    private ref GoroutineSlice Current => ref _slices[_clock.Closed];

    public void Start(long time)
    {
        Array.Clear(_slices);
        Count = 0;
        _clock.Start(time);
    }

    public void AddPreemption(bool isUser)
    {
        Current.Preemptions++;
        Current.UserPreemptions += isUser ? 1 : 0;
    }

    public void AddStarts(long count) => Current.Starts += count;

    public void AddLatency(long ns)
    {
        ref GoroutineSlice slice = ref Current;
        slice.LatencyMaxNs = Math.Max(slice.LatencyMaxNs, ns);
        slice.Latency ??= Rent();
        slice.Latency[Math.Min(GoroutineSlice.Buckets - 1, LogBuckets.IndexOf(ns))]++;
    }

    /// <summary>Adds waits of before, of which it was not known whose they are.</summary>
    public void AddLatency(LogHistogram waits)
    {
        ref GoroutineSlice slice = ref Current;
        slice.LatencyMaxNs = Math.Max(slice.LatencyMaxNs, waits.Max);
        slice.Latency ??= Rent();
        foreach (HistogramBucket bucket in waits.ToBuckets())
        {
            slice.Latency[Math.Min(GoroutineSlice.Buckets - 1, LogBuckets.IndexOf(bucket.FromNs))] += (int)bucket.Count;
        }
    }

    /// <summary>Closes the slice at hand.</summary>
    public void Close(long end)
    {
        if (end <= _clock.Begin || _clock.End == long.MaxValue)
        {
            return;
        }

        Count = _clock.Closed + 1;
        if (end == _clock.End && _clock.Next())
        {
            Join();
        }
    }

    private void Join()
    {
        Count = SliceClock.Limit / 2;
        for (int i = 0; i < Count; i++)
        {
            Merge(ref _slices[2 * i], ref _slices[(2 * i) + 1]);
            _slices[i] = _slices[2 * i];
        }

        Array.Clear(_slices, Count, SliceClock.Limit - Count);
    }

    private void Merge(ref GoroutineSlice slice, ref GoroutineSlice next)
    {
        slice.Preemptions += next.Preemptions;
        slice.UserPreemptions += next.UserPreemptions;
        slice.Starts += next.Starts;
        slice.LatencyMaxNs = Math.Max(slice.LatencyMaxNs, next.LatencyMaxNs);
        if (slice.Latency is null)
        {
            slice.Latency = next.Latency;
        }
        else if (next.Latency is { } more)
        {
            for (int i = 0; i < more.Length; i++)
            {
                slice.Latency[i] += more[i];
            }

            _spares.Push(more);
        }

        next = default;
    }

    private int[] Rent()
    {
        if (!_spares.TryPop(out int[]? buckets))
        {
            return new int[GoroutineSlice.Buckets];
        }

        Array.Clear(buckets);
        return buckets;
    }
}

/// <summary>One slice of the goroutines' time.</summary>
internal struct GoroutineSlice
{
    /// <summary>Buckets for waits: the last one has all from 18 minutes on.</summary>
    public const int Buckets = 4 * 40;

    public long Preemptions;
    public long UserPreemptions;
    public long Starts;
    public long LatencyMaxNs;
    public int[]? Latency; // waits of user goroutines by bucket

    public readonly long LatencyCount
    {
        get
        {
            long count = 0;
            foreach (int n in Latency ?? [])
            {
                count += n;
            }

            return count;
        }
    }

    /// <summary>The nearest rank's bucket, its upper end or the maximum: at most a quarter too large.</summary>
    public readonly long LatencyQuantile(double q)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(q * LatencyCount));
        long seen = 0;
        for (int i = 0; i < Latency?.Length; i++)
        {
            seen += Latency[i];
            if (seen >= rank)
            {
                return Math.Min(LatencyMaxNs, LogBuckets.To(i) - 1);
            }
        }

        return LatencyMaxNs;
    }
}
