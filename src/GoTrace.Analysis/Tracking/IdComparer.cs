namespace GoTrace.Analysis.Tracking;

/// <summary>
/// Where ids of a file are looked up. A number's own hash is known beforehand: a file can be made whose
/// ids all fall on one place, so that each look goes through all of them. This one is of the process.
/// </summary>
internal sealed class IdComparer : IEqualityComparer<long>, IEqualityComparer<ulong>
{
    public static readonly IdComparer Instance = new();

    /// <summary>Odd, and not to be known.</summary>
    public static readonly ulong Multiplier = ((ulong)Random.Shared.NextInt64() << 1) | 0x9E37_79B9_0000_0001UL;

    private IdComparer()
    {
    }

    public bool Equals(long x, long y) => x == y;

    public bool Equals(ulong x, ulong y) => x == y;

    public int GetHashCode(long obj) => GetHashCode((ulong)obj);

    public int GetHashCode(ulong obj) => (int)((obj * Multiplier) >> 32);
}
