using System.Runtime.CompilerServices;

namespace GoTrace.Analysis.Processors;

/// <summary>How many goroutines were ready and how many processors idle, over time.</summary>
internal struct Flow
{
    private long _at;

    /// <summary>Ready goroutines, summed over time.</summary>
    public long RunnableNs;

    /// <summary>The lesser of ready goroutines and idle processors, summed over time.</summary>
    public long StarvedNs;

    public int Runnable;

    public int MaxRunnable;

    public void Begin(long time) => _at = time;

    /// <summary>Books the time up to now, in which nothing changed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(long now, int idle)
    {
        long length = now - _at;
        if (length > 0)
        {
            _at = now;
            RunnableNs = Saturated(RunnableNs, length, Runnable);
            StarvedNs = Saturated(StarvedNs, length, Math.Min(Runnable, idle));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int change)
    {
        Runnable += change;
        MaxRunnable = Math.Max(MaxRunnable, Runnable);
    }

    // Of a real trace no product comes near the limit; a broken one must not turn a sum negative.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Saturated(long sum, long length, int count)
    {
        if (length <= int.MaxValue && (uint)count <= int.MaxValue && sum <= long.MaxValue / 2)
        {
            return sum + (length * count); // each less than 2^62
        }

        return SaturatedSlowly(sum, length, count);
    }

    private static long SaturatedSlowly(long sum, long length, int count)
    {
        Int128 more = (Int128)length * count;
        return more > long.MaxValue - sum ? long.MaxValue : sum + (long)more;
    }
}
