namespace GoTrace.Analysis.Timeline;

/// <summary>Knows when the part of a trace that is analysed begins and ends.</summary>
internal struct ScopeClock(AnalysisScope scope)
{
    private long _from;
    private long _to = long.MaxValue;
    private bool _isStarted;

    /// <summary>Whether the part has not begun yet.</summary>
    public bool IsBefore { get; private set; } = true;

    /// <summary>Whether it has ended.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The next time at which something is to be done; the least one before the first event.</summary>
    public readonly long Next => !_isStarted ? long.MinValue : IsOver ? long.MinValue : IsBefore ? _from : _to;

    /// <summary>Where the part begins, once the first event was seen.</summary>
    public readonly long From => _from;

    /// <summary>The trace's first event.</summary>
    /// <returns>Whether it was not seen before.</returns>
    public bool TryStart(long time)
    {
        if (_isStarted)
        {
            return false;
        }

        _isStarted = true;
        _from = Plus(time, scope.From);
        _to = scope.To is { } to ? Plus(time, to) : long.MaxValue;
        return true;
    }

    public void Enter() => IsBefore = false;

    public void Leave() => IsOver = true;

    private static long Plus(long time, TimeSpan span)
    {
        Int128 sum = (Int128)time + ((Int128)span.Ticks * 100);
        return (long)Int128.Clamp(sum, long.MinValue + 1, long.MaxValue - 1);
    }
}
