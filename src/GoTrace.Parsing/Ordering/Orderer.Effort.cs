using GoTrace.Parsing.Reading;

namespace GoTrace.Parsing.Ordering;

/// <content>
/// What no whole trace comes near: how far from its generation an event lies in time, and how much
/// waiting a generation costs. When an event can't come next all threads are looked at, so that a file
/// made for it could take the square of its length; whole traces need a thousandth of what is allowed.
/// </content>
internal sealed partial class Orderer
{
    // Once for the whole trace: what a generation leaves of it is the next one's.
    public const long FreeEffort = 16 << 20;
    public const long EffortOfByte = 64;

    private long _earliest;
    private long _latest;

    private void SetTimeLimits()
    {
        // Go's reader takes any time.
        long longest = _rate.ToNanoseconds(GenerationTimes.Longest);
        Int128 begun = _rate.ToNanoseconds(_generation.MinTime);
        Int128 least = begun < 0 ? long.MinValue : 0; // what is negative then is a sum that went over
        _earliest = FollowsGo || longest <= 0 ? long.MinValue : (long)Int128.Max(begun - longest, least);
        _latest = FollowsGo || longest <= 0 ? long.MaxValue : (long)Int128.Min(begun + longest, long.MaxValue);
    }

    private bool IsPlausible(long time) => time >= _earliest && time <= _latest;

    private void FailTime(in Cursor cursor) => Failure = new TraceFormatException(
        TraceFormatError.BadClock,
        $"a {cursor.Type} on thread {cursor.Thread} whose time, {cursor.Time} ns, is nowhere near that of its generation",
        _generation.Offset + cursor.Shift + cursor.Start,
        _generation.Number);

    private bool TryAfford(int threads)
    {
        _effort -= threads;
        Effort += threads;
        if (_effort >= 0)
        {
            return true;
        }

        Failure = new TraceFormatException(
            TraceFormatError.LimitExceeded,
            $"the events of {threads} threads wait for each other too often to be put in order",
            _generation.Offset,
            _generation.Number);
        return false;
    }
}
