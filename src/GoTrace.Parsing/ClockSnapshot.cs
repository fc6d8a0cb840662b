namespace GoTrace.Parsing;

/// <summary>
/// The trace's clock, the wall clock and the monotonic clock, read at nearly the same moment
/// (headers 1.25 and later, once a generation).
/// </summary>
/// <param name="TraceTime">The trace's clock, in nanoseconds, as events carry it.</param>
/// <param name="Monotonic">The runtime's monotonic clock, in nanoseconds.</param>
/// <param name="WallSeconds">The wall clock: seconds since 1970-01-01 UTC.</param>
/// <param name="WallNanoseconds">The wall clock: the rest, in nanoseconds.</param>
public readonly record struct ClockSnapshot(long TraceTime, ulong Monotonic, long WallSeconds, long WallNanoseconds)
{
    /// <summary>The wall clock, to 100 ns; clamped to what <see cref="DateTimeOffset"/> holds.</summary>
    public DateTimeOffset Wall
    {
        get
        {
            Int128 ticks = (Int128)WallSeconds * TimeSpan.TicksPerSecond + WallNanoseconds / 100 + DateTime.UnixEpoch.Ticks;
            Int128 clamped = Int128.Clamp(ticks, 0, DateTime.MaxValue.Ticks);
            return new DateTimeOffset((long)clamped, TimeSpan.Zero);
        }
    }
}
