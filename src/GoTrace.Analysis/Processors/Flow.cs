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

    /// <summary>The same as each idle processor bears it, if all that are idle at once bear as much.</summary>
    public double StarvedEach;

    /// <summary>The part of <see cref="StarvedNs"/> in processors whose idle time is in doubt.</summary>
    public double Doubted;

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
            int starved = Math.Min(Runnable, idle);
            if (starved > 0)
            {
                StarvedNs = Saturated(StarvedNs, length, starved);
                StarvedEach += length * (starved / (double)idle);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int change)
    {
        Runnable += change;
        MaxRunnable = Math.Max(MaxRunnable, Runnable);
    }

    /// <summary>What is left of lost parallelism without what is in doubt: rather less than too much.</summary>
    public static long Without(long starved, double doubted) =>
        doubted <= 0 ? starved : doubted >= starved ? 0 : starved - (long)Math.Ceiling(doubted);

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
