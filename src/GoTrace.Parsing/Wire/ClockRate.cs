using System.Runtime.CompilerServices;

namespace GoTrace.Parsing.Wire;

/// <summary>
/// From a trace's clock units to nanoseconds, with the very roundings of Go's reader: the factor
/// is a double made in this order, and every delta is converted and cut off by itself.
/// </summary>
internal readonly struct ClockRate
{
    private readonly double _factor;

    // Where the factor is a whole number, products below 2^53 are the same in integers.
    private readonly long _whole;
    private readonly ulong _wholeLimit;

    public ClockRate(ulong unitsPerSecond)
    {
        _factor = 1.0 / (unitsPerSecond / 1e9);
        if (_factor is >= 1 and <= 1_000_000 && _factor == Math.Floor(_factor))
        {
            _whole = (long)_factor;
            _wholeLimit = (1UL << 53) / (ulong)_whole;
        }
    }

    /// <summary>The rate of every platform but those with a coarse clock: a unit is 64 ns.</summary>
    public static ClockRate Usual => new(15_625_000);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ToNanoseconds(ulong units) => units < _wholeLimit ? (long)units * _whole : Slowly(units);

    // Go's conversion of a float that no int64 holds gives the least int64 on amd64.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Slowly(ulong units)
    {
        double ns = units * _factor;
        return ns is > -9.2233720368547758e18 and < 9.2233720368547758e18 ? (long)ns : long.MinValue;
    }
}
