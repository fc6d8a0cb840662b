using GoTrace.Analysis.Timeline;

namespace GoTrace.Analysis.Processors;

/// <summary>Notes what processors did in each window of time.</summary>
internal sealed class WindowRecorder(long length, int limit)
{
    private readonly List<ProcessorWindow> _windows = [];
    private readonly long[] _totals = new long[Activities.Count];
    private readonly long[] _before = new long[Activities.Count];
    private WindowClock _clock = new(length, limit);
    private Flow _flowBefore;

    public IReadOnlyList<ProcessorWindow> Windows => _windows;

    /// <summary>The same for plots, processor by processor.</summary>
    public MachineTimeline Timeline { get; } = new();

    /// <summary>When the window or slice at hand ends.</summary>
    public long End => Math.Min(_clock.End, Timeline.End);

    /// <summary>Whether there was more time than windows.</summary>
    public bool IsCut => _clock.IsFull;

    /// <summary>Begins with the first window.</summary>
    public void Start(long time, Flow flow)
    {
        Timeline.Start(time, flow);
        _windows.Clear();
        Array.Clear(_before);
        _flowBefore = flow;
        _clock.Start(time);
    }

    /// <summary>Closes what ends now.</summary>
    /// <param name="tracker">Brought to this time.</param>
    /// <param name="end">This time.</param>
    public void Close(ProcessorTracker tracker, long end)
    {
        if (end == Timeline.End)
        {
            Timeline.Close(tracker, end);
        }

        if (end == _clock.End)
        {
            CloseWindow(tracker, end);
        }
    }

    /// <summary>Closes what is open.</summary>
    /// <param name="tracker">Brought to this time.</param>
    /// <param name="end">This time.</param>
    public void Finish(ProcessorTracker tracker, long end)
    {
        Timeline.Close(tracker, end);
        CloseWindow(tracker, end);
    }

    private void CloseWindow(ProcessorTracker tracker, long end)
    {
        if (_clock.IsFull || end <= _clock.Begin)
        {
            return;
        }

        tracker.Processors.Sum(_totals);
        var account = new long[Activities.Count];
        for (int a = 0; a < account.Length; a++)
        {
            account[a] = _totals[a] - _before[a];
            _before[a] = _totals[a];
        }

        Flow flow = tracker.Flow;
        _windows.Add(new ProcessorWindow(
            _clock.Begin,
            end - _clock.Begin,
            flow.RunnableNs - _flowBefore.RunnableNs,
            flow.StarvedNs - _flowBefore.StarvedNs,
            tracker.Processors.Existing,
            ProcessorAccount.From(account),
            tracker.Heap.LastObjects,
            tracker.Heap.LastGoal));
        _flowBefore = flow;
        _clock.Next();
    }
}

/// <summary>What processors did in one window.</summary>
internal readonly record struct ProcessorWindow(
    long Begin, long Length, long RunnableNs, long StarvedNs, int Existing, ProcessorAccount Account, long HeapObjects, long HeapGoal);
