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
    private double _doubted; // lost parallelism of the window at hand that is in doubt
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
        _doubted = 0;
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

    /// <summary>Takes back what is in doubt.</summary>
    /// <param name="processor">The processor: its index.</param>
    /// <param name="doubt">Of what.</param>
    public void TakeBack(int processor, in Doubt doubt)
    {
        Timeline.TakeBack(processor, doubt);
        _doubted += doubt.StarvedIn(_flowBefore.StarvedEach, doubt.StarvedUntil);
        long before = doubt.In(long.MinValue, _clock.Begin);
        if (before == 0)
        {
            return;
        }

        _before[(int)doubt.What] -= before;
        _before[(int)Activity.Absent] += before;
        for (int i = _windows.Count - 1; i >= 0 && _windows[i].Begin + _windows[i].Length > doubt.Since; i--)
        {
            ProcessorWindow w = _windows[i];
            long ns = doubt.In(w.Begin, w.Begin + w.Length);
            w.Totals[(int)doubt.What] -= ns;
            w.Totals[(int)Activity.Absent] += ns;
            _windows[i] = w with { Doubted = w.Doubted + doubt.StarvedIn(i == 0 ? doubt.StarvedSince : _windows[i - 1].StarvedEach, w.StarvedEach) };
        }
    }

    private void CloseWindow(ProcessorTracker tracker, long end)
    {
        AddLatecomers(tracker.Processors);
        if (_clock.IsFull || end <= _clock.Begin)
        {
            IsCut = length > 0 && end > _clock.Begin;
            return;
        }

        tracker.Processors.Sum(_totals);
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
            tracker.Heap.LastGoal,
            flow.StarvedEach,
            _doubted));
        _flowBefore = flow;
        _doubted = 0;
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
    long Begin,
    long Length,
    long RunnableNs,
    long BookedStarvedNs,
    int Existing,
    long[] Totals,
    long HeapObjects,
    long HeapGoal,
    double StarvedEach,
    double Doubted)
{
    /// <summary>Lost parallelism, as far as it is not in doubt.</summary>
    public long StarvedNs => Flow.Without(BookedStarvedNs, Doubted);
}
