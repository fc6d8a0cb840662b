using System.Runtime.InteropServices;
using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Timeline;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <content>Which part of the trace counts, and its windows.</content>
internal sealed partial class Tracker
{
    private readonly GoroutineFilter? _filter;
    private ScopeClock _scope;
    private long _next = long.MinValue;
    private long _floor = long.MinValue; // events that come late belong to the beginning

    public bool IsOver => _scope.IsOver;

    // Does what is due before an event of a time; false if the event does not count any more.
    private bool Pass(long time)
    {
        _scope.TryStart(time);
        while (Math.Min(_scope.Next, Windows.Due) <= time)
        {
            if (_scope.IsOver)
            {
                return false;
            }

            if (_scope.Next > Windows.End)
            {
                Windows.Close(Windows.End);
            }
            else if (_scope.IsBefore)
            {
                Enter(_scope.From);
            }
            else
            {
                LastTime = _scope.Next; // and what is under way then is closed when the generation has been read: see Close
                _scope.Leave();
                _next = long.MinValue;
                return false;
            }
        }

        _next = Math.Min(_scope.Next, Windows.Due);
        return true;
    }

    // From here on things count: what came before only told what is under way.
    private void Enter(long time)
    {
        bool isAtBeginning = LastTime == long.MinValue;
        _scope.Enter();
        Windows.Start(time);
        if (isAtBeginning)
        {
            return; // of the trace: nothing came before
        }

        FirstTime = time;
        LastTime = time;
        _floor = time;
        Mended = 0;
        LargestShift = 0;
        MaxRunnable = Runnable;
        Collectors = new Collectors(_options, this, Collectors.Events.GoMaxProcs is [.., var last] ? last : null);
        Groups.ClearFigures();
        Threads.ClearFigures();
        foreach (ref ProcessorTrack p in _processors.AsSpan(0, _processorCount))
        {
            p.Restart(time);
        }

        foreach (ref GoroutineTrack g in _goroutines.AsSpan())
        {
            if (g.IsAlive)
            {
                g.Since = time;
                g.IsStartSeen = false;
                g.InAssist = false;
                g.Region = -1;
                g.WasInScope = g.InScope;
                g.Group ??= Groups.Rent(isSeen: false);
                if (!g.IsNamed)
                {
                    g.Group.Clear();
                }

                g.Group.Seen += g.InScope ? 1 : 0;
            }
        }

        // Those that are away are seen if they come again.
        foreach (long id in (long[])[.. _returning.Keys])
        {
            ref GoroutineTrack g = ref CollectionsMarshal.GetValueRefOrNullRef(_returning, id);
            g.WasInScope = false;
            if (!g.IsNamed)
            {
                g.Group!.Clear();
            }
        }
    }

    // A goroutine may have come under the filter, or left it.
    private void UpdateScope(ref GoroutineTrack g, long time)
    {
        bool inScope = _filter!.Accepts(g.Group!, g.ScopeDepth);
        if (inScope == g.InScope)
        {
            return;
        }

        if (!inScope)
        {
            EndAll(ref g, time);
        }
        else if (!g.WasInScope)
        {
            g.WasInScope = true;
            g.Group!.Seen++;
        }

        // A name that becomes known late was the goroutine's all along; a region begins just now.
        g.InScope = inScope;
        g.IsTallied = inScope;
        g.IsSettled = inScope && g.IsNamed;
        if (_filter.HasRegions)
        {
            if (inScope && g.State == GoroutineState.Running)
            {
                AddProcessorTime(ref g, Since(time, g.Since));
            }

            g.Since = Math.Max(g.Since, time);
            g.IsStartSeen = false;
        }
    }

    private void EnterScope(int slot, long goroutine, long time, int change)
    {
        if (TryTrack(slot, goroutine))
        {
            ref GoroutineTrack g = ref _goroutines[slot];
            g.ScopeDepth = Math.Max(0, g.ScopeDepth + change);
            g.Group ??= Groups.Rent(isSeen: false);
            UpdateScope(ref g, time);
        }
    }
}
