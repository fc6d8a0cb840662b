using System.Runtime.CompilerServices;
using GoTrace.Analysis.Goroutines;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <content>Goroutines from state to state.</content>
internal sealed partial class Tracker
{
    private void OnGoroutine(ref readonly TraceEvent e, long time)
    {
        GoroutineState from = e.OldState;
        GoroutineState to = e.NewState;
        if (from == to)
        {
            return; // a state restated by a new generation
        }

        int slot = e.ResourceIndex;
        ref GoroutineTrack g = ref TrackOf(slot, e.ResourceId);
        int stack = Stacks.NumberOf(e.TransitionStack);
        if (!g.IsNamed && stack != 0)
        {
            TryName(ref g, stack);
        }

        int reason = Texts.NumberOf(e.Text);
        int processor = IndexOf(e.Processor);
        long length = Since(time, g.Since);
        GoroutineGroup group = g.Group ??= Groups.Rent();
        switch (from)
        {
            case GoroutineState.Running:
                AddRunning(ref g, length);
                if (to == GoroutineState.Runnable)
                {
                    if (reason == _preempted)
                    {
                        group.Preemptions++;
                        _collectors.Preemptions.Add(in Stacks.FactsOf(stack), g.IsStartSeen, length);
                    }
                    else if (reason == _gosched)
                    {
                        group.Yields++;
                    }
                }
                else if (to == GoroutineState.Waiting)
                {
                    _collectors.Blocks.Begin(reason);
                }

                break;
            case GoroutineState.Runnable:
                Runnable--;
                group.RunnableNs += length;
                if (to == GoroutineState.Running)
                {
                    _collectors.Goroutines.Starts++;
                    if (g.HasStarted && g.Processor != processor)
                    {
                        _collectors.Goroutines.Migrations++;
                    }

                    if (g.IsStartSeen)
                    {
                        group.AddLatency(g.Cause, length);
                    }
                }

                break;
            case GoroutineState.Waiting:
                group.WaitingNs += length;
                _collectors.Blocks.End(g.Reason, g.IsStartSeen, length);
                break;
            case GoroutineState.Syscall:
                EndSyscall(ref g, slot, time, to, length);
                break;
            case GoroutineState.NotExist when to != GoroutineState.NotExist:
                _collectors.Goroutines.Created++;
                break;
        }

        if (_intervalCollectors.Length > 0 && from is not (GoroutineState.NotExist or GoroutineState.Undetermined))
        {
            Tell(ref g, from, to, time, processor, reason, stack);
        }

        g.State = to;
        g.Since = time;
        g.IsStartSeen = from != GoroutineState.Undetermined;
        g.Reason = reason;
        switch (to)
        {
            case GoroutineState.Running:
                g.Processor = processor;
                g.HasStarted = true;
                break;
            case GoroutineState.Runnable:
                Runnable++;
                MaxRunnable = Math.Max(MaxRunnable, Runnable);
                g.Cause = CauseOf(from, reason);
                g.Stack = stack != 0 ? stack : g.Stack;
                break;
            case GoroutineState.Waiting:
                g.Stack = stack;
                break;
            case GoroutineState.Syscall:
                g.Stack = stack;
                BeginSyscall(ref g, slot, from, processor, time);
                break;
            case GoroutineState.NotExist:
                _collectors.Goroutines.Ended++;
                Bury(ref g);
                break;
        }
    }

    private RunnableCause CauseOf(GoroutineState from, int reason) => from switch
    {
        GoroutineState.NotExist => RunnableCause.Created,
        GoroutineState.Waiting => RunnableCause.Unblocked,
        GoroutineState.Syscall => RunnableCause.Syscall,
        GoroutineState.Running => reason == _preempted ? RunnableCause.Preempted : RunnableCause.Yielded,
        _ => RunnableCause.Other,
    };

    private void AddRunning(ref GoroutineTrack g, long length)
    {
        GoroutineGroup group = g.Group!;
        group.RunningNs += length;
        if (g.Processor < 0)
        {
            return;
        }

        _processors[g.Processor].GoroutineNs += length;
        if (group.IsGCWorker)
        {
            _processors[g.Processor].WorkerNs += length;
        }
        else if (!g.IsNamed)
        {
            List<long> pending = group.RunningByProcessor;
            while (pending.Count <= g.Processor)
            {
                pending.Add(0);
            }

            pending[g.Processor] += length;
        }
    }

    // The processor that comes along is of use only if the syscall's beginning was seen: in a status
    // it may be that of whoever reports it.
    private void BeginSyscall(ref GoroutineTrack g, int slot, GoroutineState from, int processor, long time)
    {
        g.SyscallProcessor = from == GoroutineState.Undetermined ? -1 : processor;
        g.IsBlocked = g.SyscallProcessor < 0;
        if (g.SyscallProcessor >= 0)
        {
            ref ProcessorTrack p = ref _processors[processor];
            p.SyscallGoroutine = slot;
            p.SyscallSince = time;
        }
    }

    private void EndSyscall(ref GoroutineTrack g, int slot, long time, GoroutineState to, long length)
    {
        g.Group!.SyscallNs += length;
        if (g.SyscallProcessor >= 0 && _processors[g.SyscallProcessor].SyscallGoroutine == slot)
        {
            EndHeld(ref _processors[g.SyscallProcessor], time);
        }

        g.IsBlocked |= to == GoroutineState.Runnable;
        if (IsLegacy && !g.IsBlocked)
        {
            _collectors.Syscalls.CountOnly++; // those traces record no end for it
        }
        else if (to != GoroutineState.NotExist)
        {
            _collectors.Syscalls.Add(in g, time, length, isOpenEnd: false);
        }
    }

    private static void EndHeld(ref ProcessorTrack p, long time)
    {
        if (p.SyscallGoroutine >= 0)
        {
            p.SyscallNs += Since(time, p.SyscallSince);
            p.SyscallGoroutine = -1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref GoroutineTrack TrackOf(int slot, long id)
    {
        if ((uint)slot < (uint)_goroutines.Length)
        {
            ref GoroutineTrack g = ref _goroutines[slot];
            if (g.IsAlive && g.Id == id)
            {
                return ref g;
            }
        }

        return ref AddTrack(slot, id);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref GoroutineTrack AddTrack(int slot, long id)
    {
        if (slot >= _goroutines.Length)
        {
            Array.Resize(ref _goroutines, Math.Max(slot + 1, _goroutines.Length * 2));
        }

        ref GoroutineTrack g = ref _goroutines[slot];
        if (g.IsAlive)
        {
            Bury(ref g);
        }

        g = new GoroutineTrack
        {
            Id = id,
            IsAlive = true,
            Processor = -1,
            SyscallProcessor = -1,
            Region = -1,
        };
        _collectors.Goroutines.Seen++;
        return ref g;
    }

    private void TryName(ref GoroutineTrack g, int stack)
    {
        int root = Stacks.FactsOf(stack).Root;
        if (root == 0)
        {
            return;
        }

        g.IsNamed = true;
        GoroutineGroup group = Groups.Of(root, Texts[root]);
        if (g.Group is { } own)
        {
            group.Merge(own);
            for (int i = 0; group.IsGCWorker && i < own.RunningByProcessor.Count; i++)
            {
                _processors[i].WorkerNs += own.RunningByProcessor[i];
            }

            Groups.Return(own);
        }
        else
        {
            group.Seen++;
        }

        g.Group = group;
    }

    // The goroutine is gone, or not to be followed any further.
    private void Bury(ref GoroutineTrack g)
    {
        if (!g.IsNamed && g.Group is { } own)
        {
            Groups.Unnamed.Merge(own);
            Groups.Return(own);
        }

        _collectors.Annotations.Forget(ref g);
        g.Group = null;
        g.IsAlive = false;
    }

    private void CutAll()
    {
        for (int i = 0; i < _goroutines.Length; i++)
        {
            ref GoroutineTrack g = ref _goroutines[i];
            if (g.IsAlive)
            {
                Cut(ref g, i);
            }
        }

        for (int i = 0; i < _processorCount; i++)
        {
            ref ProcessorTrack p = ref _processors[i];
            if (p.IsRunning)
            {
                p.RunningNs += Since(LastTime, p.Since);
                p.IsRunning = false;
            }

            EndHeld(ref p, LastTime);
            p.InSweep = false;
        }

        Runnable = 0;
        _collectors.Ranges.Cut();
        _collectors.Annotations.Cut();
    }

    // What is still under way counts towards totals, and is no sample.
    private void Cut(ref GoroutineTrack g, int slot)
    {
        long length = Since(LastTime, g.Since);
        switch (g.State)
        {
            case GoroutineState.Running:
                AddRunning(ref g, length);
                break;
            case GoroutineState.Runnable:
                g.Group!.RunnableNs += length;
                break;
            case GoroutineState.Waiting:
                g.Group!.WaitingNs += length;
                break;
            case GoroutineState.Syscall:
                g.Group!.SyscallNs += length;
                _collectors.Syscalls.Add(in g, LastTime, length, isOpenEnd: true);
                break;
        }

        if (_intervalCollectors.Length > 0 && g.State is not (GoroutineState.NotExist or GoroutineState.Undetermined))
        {
            Tell(ref g, g.State, GoroutineState.Undetermined, LastTime, g.Processor, 0, 0);
        }

        Bury(ref g);
    }

    private void Tell(
        ref GoroutineTrack g, GoroutineState state, GoroutineState next, long time, int processor, int reason, int stack)
    {
        var interval = new GoroutineInterval
        {
            Goroutine = g.Id,
            State = state,
            Next = next,
            Start = g.Since,
            End = time,
            IsStartSeen = g.IsStartSeen,
            Cause = state == GoroutineState.Runnable ? g.Cause : RunnableCause.Other,
            Processor = state == GoroutineState.Runnable ? processor : g.Processor,
            StartReason = g.Reason,
            EndReason = reason,
            StartStack = g.Stack,
            EndStack = stack,
            IsBlocked = g.IsBlocked,
            Group = g.Group!,
        };
        foreach (TraceCollector collector in _intervalCollectors)
        {
            collector.OnGoroutineInterval(in interval, _context);
        }
    }
}
