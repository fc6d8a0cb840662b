using System.Numerics;
using System.Runtime.CompilerServices;

namespace GoTrace.Analysis.Statistics;

/// <summary>
/// Buckets for plots: four to a doubling, so that one is at most a quarter wider than its lower end.
/// Their bounds are whole numbers, and the same for all distributions.
/// </summary>
internal static class LogBuckets
{
    /// <summary>How many there are: all values of a <see cref="long"/> from 0 up have one.</summary>
    public const int Count = 4 * 62;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexOf(long value)
    {
        if (value < 4)
        {
            return (int)Math.Max(0, value);
        }

        int exponent = 63 - BitOperations.LeadingZeroCount((ulong)value);
        return (4 * (exponent - 1)) + (int)((value >> (exponent - 2)) & 3);
    }

    /// <summary>A bucket's least value.</summary>
    public static long From(int index) => index < 4 ? index : (4L + (index & 3)) << ((index >> 2) - 1);

    /// <summary>The least value of the one after it.</summary>
    public static long To(int index) => index == Count - 1 ? long.MaxValue : From(index + 1);
}
