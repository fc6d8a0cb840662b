namespace GoTrace.Analysis.Timeline;

/// <summary>
/// Cuts the time of a trace into windows of one length, up to a limit of their number. What happens
/// just when one ends is still in it, so that the last one has all that is left.
/// </summary>
internal struct WindowClock(long length, int limit)
{
    private int _closed;

    /// <summary>When the window at hand began.</summary>
    public long Begin { get; private set; }

    /// <summary>When it ends; the greatest time when there are no more windows.</summary>
    public long End { get; private set; } = long.MaxValue;

    /// <summary>Whether there are no more windows.</summary>
    public readonly bool IsFull => _closed >= limit || length <= 0;

    public void Start(long time)
    {
        _closed = 0;
        Begin = time;
        SetEnd();
    }

    /// <summary>Goes on to the next window.</summary>
    public void Next()
    {
        _closed++;
        Begin = End;
        SetEnd();
    }

    private void SetEnd() => End = length <= 0 || IsFull || Begin > long.MaxValue - length ? long.MaxValue : Begin + length;
}
