using GoTrace.Analysis.Timeline;

namespace GoTrace.Analysis.Processors;

/// <summary>Notes what processors did in each window of time.</summary>
internal sealed class WindowRecorder(long length, int limit)
{
    private readonly List<ProcessorWindow> _windows = [];
    private readonly long[] _totals = new long[Activities.Count];
    private readonly long[] _before = new long[Activities.Count];
    private readonly List<ActivityTotals> _unseen = []; // what one that is not known yet did until each window's end
    private readonly List<int> _latecomersUntil = []; // by window of these: those that became known before the next ended
    private readonly WholeDoubts[] _doubts = WholeDoubts.ForEach(Activities.Count); // by activity
    private readonly WholeDoubts _starvedDoubts = new(); // those of idle processors
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
        _latecomersUntil.Clear();
        Array.ForEach(_doubts, d => d.Clear());
        _starvedDoubts.Clear();
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
        AddLatecomers();
        TakeBackWhole();
    }

    /// <summary>Takes back what is in doubt.</summary>
    /// <param name="processor">The processor: its index.</param>
    /// <param name="doubt">Of what.</param>
    /// <param name="times">Of how many processors; of more than one only where there are no timelines of them.</param>
    public void TakeBack(int processor, in Doubt doubt, int times)
    {
        Timeline.TakeBack(processor, doubt, times);
        _doubted += times * doubt.StarvedIn(_flowBefore.StarvedEach, doubt.StarvedUntil);
        long before = times * doubt.In(long.MinValue, _clock.Begin);
        if (before == 0 || _windows.Count == 0)
        {
            return;
        }

        _before[(int)doubt.What] -= before;
        int first = FirstBehind(doubt.Since);
        TakeBackFrom(first, doubt, times);
        _doubts[(int)doubt.What].Add(first + 1, _windows.Count, times); // all the others lie in it whole
        if (doubt.StarvedSince < doubt.StarvedUntil)
        {
            _starvedDoubts.Add(first + 1, _windows.Count, times);
        }
    }

    // The first window that ends behind a time.
    private int FirstBehind(long time)
    {
        int from = 0;
        int to = _windows.Count - 1;
        while (from < to)
        {
            int middle = (from + to) / 2;
            if (_windows[middle].Begin + _windows[middle].Length > time)
            {
                to = middle;
            }
            else
            {
                from = middle + 1;
            }
        }

        return from;
    }

    // A doubt that does not begin before a window.
    private void TakeBackFrom(int window, in Doubt doubt, int times)
    {
        ProcessorWindow w = _windows[window];
        w.Totals[(int)doubt.What] -= times * doubt.In(w.Begin, w.Begin + w.Length);
        double since = window == 0 ? doubt.StarvedSince : _windows[window - 1].StarvedEach;
        _windows[window] = w with { Doubted = w.Doubted + (times * doubt.StarvedIn(since, w.StarvedEach)) };
    }

    // Once for all doubts, so that it costs no processors times windows.
    private void TakeBackWhole()
    {
        for (int a = 0; a < Activities.Count; a++)
        {
            int doubts = 0;
            for (int i = 0; i < _windows.Count && _doubts[a].TryGo(i, ref doubts); i++)
            {
                _windows[i].Totals[a] -= doubts * _windows[i].Length;
            }
        }

        int ofIdle = 0;
        for (int i = 1; i < _windows.Count && _starvedDoubts.TryGo(i, ref ofIdle); i++)
        {
            ProcessorWindow w = _windows[i];
            double starved = Math.Max(0, w.StarvedEach - _windows[i - 1].StarvedEach);
            _windows[i] = w with { Doubted = w.Doubted + (ofIdle * starved) };
        }
    }

    private void CloseWindow(ProcessorTracker tracker, long end)
    {
        NoteLatecomers(tracker.Processors);
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
            _unseen.Add(tracker.Processors.Unseen());
            _latecomersUntil.Add(0);
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
    private void NoteLatecomers(ProcessorAccounts processors)
    {
        int latecomers = processors.Latecomers - _latecomers;
        _latecomers = processors.Latecomers;
        if (latecomers == 0 || _unseen.Count == 0)
        {
            return;
        }

        _latecomersUntil[^1] += latecomers;
        for (int a = 0; a < Activities.Count; a++)
        {
            _before[a] += latecomers * _unseen[^1][a];
        }
    }

    // Once for all that came late, so that it costs no processors times windows.
    private void AddLatecomers()
    {
        int latecomers = 0;
        for (int i = _unseen.Count - 1; i >= 0; i--)
        {
            latecomers += _latecomersUntil[i];
            ActivityTotals until = _unseen[i];
            ActivityTotals before = i == 0 ? default : _unseen[i - 1];
            for (int a = 0; latecomers > 0 && a < Activities.Count; a++)
            {
                _windows[i].Totals[a] += latecomers * (until[a] - before[a]);
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
