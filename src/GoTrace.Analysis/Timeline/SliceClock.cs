namespace GoTrace.Analysis.Timeline;

/// <summary>
/// Cuts the time of a trace of any length into a bounded number of slices: when there are too many,
/// neighbours are joined, and slices are twice as long from then on. So a short trace is seen closely
/// and a long one costs no more. What happens just when a slice ends is still in it.
/// </summary>
internal struct SliceClock
{
    /// <summary>How many slices there are at most; past 10 µs times this, at least half as many.</summary>
    public const int Limit = 600;

    private const long FirstLength = 10_000;

    public SliceClock()
    {
    }

    /// <summary>How long a slice is now.</summary>
    public long Length { get; private set; } = FirstLength;

    /// <summary>How many were closed.</summary>
    public int Closed { get; private set; }

    /// <summary>When the slice at hand began.</summary>
    public long Begin { get; private set; }

    /// <summary>When it ends; the greatest time before the beginning.</summary>
    public long End { get; private set; } = long.MaxValue;

    /// <summary>From which time on an event is not in the slice at hand any more.</summary>
    public readonly long Due => End == long.MaxValue ? End : End + 1;

    public void Start(long time)
    {
        Length = FirstLength;
        Closed = 0;
        Begin = time;
        SetEnd();
    }

    /// <summary>Goes on to the next slice.</summary>
    /// <returns>Whether each two of those so far are to be joined.</returns>
    public bool Next()
    {
        Begin = End;
        Closed++;
        bool isFull = Closed == Limit;
        if (isFull)
        {
            Closed /= 2;
            Length *= 2;
        }

        SetEnd();
        return isFull;
    }

    private void SetEnd() => End = Begin > long.MaxValue - Length ? long.MaxValue : Begin + Length;
}
