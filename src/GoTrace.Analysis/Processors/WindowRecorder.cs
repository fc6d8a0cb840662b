using GoTrace.Analysis.Timeline;

namespace GoTrace.Analysis.Processors;

/// <summary>Notes what processors did in each window of time.</summary>
internal sealed class WindowRecorder(long length, int limit)
{
    private readonly List<ProcessorWindow> _windows = [];
    private readonly long[] _totals = new long[Activities.Count];
    private readonly long[] _before = new long[Activities.Count];
    private readonly List<ActivityTotals> _unseen = []; // what one that is not known yet did until each window's end
    private WindowClock _clock = new(length, limit);
    private Flow _flowBefore;
    private int _latecomers;

    public IReadOnlyList<ProcessorWindow> Windows => _windows;

    /// <summary>The same for plots, processor by processor.</summary>
    public MachineTimeline Timeline { get; } = new();

    /// <summary>When the window or slice at hand ends.</summary>
    public long End => Math.Min(_clock.End, Timeline.End);

    /// <summary>From which time on an event is not in it any more.</summary>
    public long Due => End == long.MaxValue ? End : End + 1;

    /// <summary>Whether there was more time than windows.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Begins with the first window.</summary>
    public void Start(long time, Flow flow)
    {
        Timeline.Start(time, flow);
        _windows.Clear();
        _unseen.Clear();
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
            IsCut = length > 0 && end > _clock.Begin;
            return;
        }

        tracker.Processors.Sum(_totals);
        AddLatecomers(tracker.Processors);
        var account = new long[Activities.Count];
        for (int a = 0; a < account.Length; a++)
        {
            account[a] = _totals[a] - _before[a];
            _before[a] = _totals[a];
        }

        if (!tracker.Processors.IsLimitKnown)
        {
            _unseen.Add(tracker.Processors.Unseen);
        }

        Flow flow = tracker.Flow;
        _windows.Add(new ProcessorWindow(
            _clock.Begin,
            end - _clock.Begin,
            flow.RunnableNs - _flowBefore.RunnableNs,
            flow.StarvedNs - _flowBefore.StarvedNs,
            tracker.Processors.Existing,
            account,
            tracker.Heap.LastObjects,
            tracker.Heap.LastGoal));
        _flowBefore = flow;
        _clock.Next();
    }

    // A processor that becomes known late was there in the windows before.
    private void AddLatecomers(ProcessorAccounts processors)
    {
        int latecomers = processors.Latecomers - _latecomers;
        _latecomers = processors.Latecomers;
        for (int i = 0; latecomers > 0 && i < _unseen.Count; i++)
        {
            ActivityTotals until = _unseen[i];
            ActivityTotals before = i == 0 ? default : _unseen[i - 1];
            for (int a = 0; a < Activities.Count; a++)
            {
                _windows[i].Totals[a] += latecomers * (until[a] - before[a]);
                _before[a] += latecomers * (until[a] - before[a]);
            }

            _windows[i] = _windows[i] with { Existing = _windows[i].Existing + latecomers };
        }
    }
}

/// <summary>What processors did in one window.</summary>
internal readonly record struct ProcessorWindow(
    long Begin, long Length, long RunnableNs, long StarvedNs, int Existing, long[] Totals, long HeapObjects, long HeapGoal);
