using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Timeline;

namespace GoTrace.Analysis.Goroutines;

/// <summary>Notes what goroutines did in each window of time.</summary>
internal sealed class GoroutineWindowRecorder(long length, int limit)
{
    private readonly List<GoroutineWindow> _windows = [];
    private readonly LogHistogram _latency = new();
    private WindowClock _clock = new(length, limit);
    private GoroutineWindow _current;

    public IReadOnlyList<GoroutineWindow> Windows => _windows;

    /// <summary>The same for plots.</summary>
    public GoroutineTimeline Timeline { get; } = new();

    /// <summary>When the window or slice at hand ends.</summary>
    public long End => Math.Min(_clock.End, Timeline.End);

    /// <summary>From which time on an event is not in it any more.</summary>
    public long Due => End == long.MaxValue ? End : End + 1;

    public void Start(long time)
    {
        Timeline.Start(time);
        _windows.Clear();
        _latency.Clear();
        _current = default;
        _clock.Start(time);
    }

    public void AddPreemption(bool isUser)
    {
        _current.Preemptions++;
        _current.UserPreemptions += isUser ? 1 : 0;
        Timeline.AddPreemption(isUser);
    }

    public void AddStarts(long count)
    {
        _current.Starts += count;
        Timeline.AddStarts(count);
    }

    public void AddLatency(long ns)
    {
        _latency.Add(ns);
        Timeline.AddLatency(ns);
    }

    /// <summary>Adds what a goroutine waited as long as it was not known whose it is.</summary>
    public void AddLatency(LogHistogram waits)
    {
        _latency.Merge(waits);
        Timeline.AddLatency(waits);
    }

    public void AddSyscall(bool isBlocked, long longNs)
    {
        _current.BlockedSyscalls += isBlocked ? 1 : 0;
        _current.LongSyscalls += longNs > 0 ? 1 : 0;
        _current.LongSyscallNs = Saturating.Add(_current.LongSyscallNs, longNs);
    }

    /// <summary>Closes what ends now.</summary>
    public void Close(long end)
    {
        if (end == Timeline.End)
        {
            Timeline.Close(end);
        }

        if (end == _clock.End)
        {
            CloseWindow(end);
        }
    }

    /// <summary>Closes what is open.</summary>
    public void Finish(long end)
    {
        Timeline.Close(end);
        CloseWindow(end);
    }

    private void CloseWindow(long end)
    {
        if (_clock.IsFull || end <= _clock.Begin)
        {
            return;
        }

        _current.Latency = Distribution.From(_latency);
        _windows.Add(_current);
        _current = default;
        _latency.Clear();
        _clock.Next();
    }
}

/// <summary>What goroutines did in one window.</summary>
internal struct GoroutineWindow
{
    public long Preemptions;
    public long UserPreemptions;
    public long Starts;
    public long BlockedSyscalls;
    public long LongSyscalls;
    public long LongSyscallNs;
    public Distribution Latency;
}
