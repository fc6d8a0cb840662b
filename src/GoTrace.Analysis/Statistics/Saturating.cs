using System.Runtime.CompilerServices;

namespace GoTrace.Analysis.Statistics;

/// <summary>
/// Sums of lengths, none of which is below 0. No real trace comes near the limit; a broken clock may
/// make times whose sum no number holds, and must not turn it negative.
/// </summary>
internal static class Saturating
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Add(long a, long b) => Of(unchecked(a + b));

    /// <summary>What a sum of two became.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Of(long sum) => sum < 0 ? long.MaxValue : sum;

    /// <summary>A length, so many times.</summary>
    public static long Product(long length, long count) => (long)Int128.Min((Int128)length * count, long.MaxValue);

    public static long Total<T>(this IEnumerable<T> items, Func<T, long> length) =>
        items.Aggregate(0L, (sum, item) => Add(sum, length(item)));
}
