using GoTrace.Analysis.GarbageCollection;
using GoTrace.Analysis.Timeline;

namespace GoTrace.Analysis.Processors;

/// <content>The beginning and end of what is looked at, and its windows.</content>
internal sealed partial class ProcessorTracker
{
    private readonly WindowRecorder _windows;
    private long _next = long.MinValue; // when something is due

    /// <summary>The windows so far.</summary>
    public IReadOnlyList<ProcessorWindow> Windows => _windows.Windows;

    /// <summary>The same for plots.</summary>
    public MachineTimeline Timeline => _windows.Timeline;

    public bool IsTimeSeriesCut => _windows.IsCut;

    public bool IsOver => _scope.IsOver;

    private long Next => Math.Min(_scope.Next, _windows.Due);

    /// <summary>Does what is due before an event of a time.</summary>
    /// <returns>Whether the event still counts.</returns>
    private bool Pass(long time)
    {
        if (_scope.TryStart(time))
        {
            Processors.SetNow(time);
            _flow.Begin(time);
        }

        while (Next <= time)
        {
            if (_scope.IsOver)
            {
                return false;
            }

            if (_scope.Next <= _windows.End)
            {
                if (_scope.IsBefore)
                {
                    Enter(_scope.From);
                    continue;
                }

                MoveTo(_scope.Next);
                _scope.Leave();
                _next = long.MinValue;
                return false;
            }

            MoveTo(_windows.End);
            _windows.Close(this, _windows.End);
        }

        _next = Next;
        return true;
    }

    private void MoveTo(long time)
    {
        Processors.SetNow(time);
        Advance();
    }

    // From here on things count: what came before only told what is under way.
    private void Enter(long time)
    {
        MoveTo(time);
        _scope.Enter();
        Processors.Restart();
        Flow flow = default;
        flow.Begin(Processors.Now);
        flow.Add(_flow.Runnable);
        flow.StarvedEach = _flow.StarvedEach;
        _flow = flow;
        Heap.Restart();
        Mutator.Restart();
        Pauses = Pauses.Restart();
        Cycles = new CycleCollector(_options.CycleLimit);
        _lastShare = (-1, -1, -1);
        UpdateMutator();
        _windows.Start(Processors.Now, _flow);
    }
}
