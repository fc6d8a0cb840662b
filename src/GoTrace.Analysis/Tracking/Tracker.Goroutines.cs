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
        if (to == GoroutineState.Undetermined)
        {
            Lose(slot, e.ResourceId, time);
            return;
        }

        ref GoroutineTrack g = ref TrackOf(slot, e.ResourceId);
        if (from is GoroutineState.Undetermined or GoroutineState.NotExist && g.State != GoroutineState.Undetermined)
        {
            Disown(ref g, slot, time);
        }

        int stack = Stacks.NumberOf(e.TransitionStack);
        if (!g.IsNamed && stack != 0)
        {
            TryName(ref g, stack, time);
        }

        g.Group ??= Groups.Rent(g.InScope);

        int reason = Texts.NumberOf(e.Text);
        int processor = IndexOf(e.Processor);
        long length = Since(time, g.Since);
        GoroutineGroup group = g.Group;
        switch (from)
        {
            case GoroutineState.Running:
                EndRunning(ref g, to, reason, stack, length);
                break;
            case GoroutineState.Runnable:
                Runnable--;
                EndRunnable(ref g, to, processor, length);
                break;
            case GoroutineState.Waiting:
                EndWaiting(ref g, length);
                break;
            case GoroutineState.Syscall:
                g.Thread = Threads.IndexOf(e.Thread); // it ends on the one that it is on
                EndSyscall(ref g, slot, time, to, length);
                break;
            case GoroutineState.NotExist when g.IsTallied:
                group.Created++;
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
                g.Thread = Threads.IndexOf(e.Thread);
                g.HasStarted = true;
                break;
            case GoroutineState.Runnable:
                Runnable++;
                MaxRunnable = Math.Max(MaxRunnable, Runnable);
                g.Cause = CauseOf(from, reason);

                // Somebody else unblocked it, or it comes out of a syscall: it stopped where that began.
                g.Stack = from is GoroutineState.Waiting or GoroutineState.Syscall ? g.Stack : stack;
                break;
            case GoroutineState.Waiting:
                g.Stack = stack;
                g.HasBlocked = from == GoroutineState.Running;
                break;
            case GoroutineState.Syscall:
                g.Stack = stack;
                BeginSyscall(ref g, slot, from, processor, time);
                g.Thread = from == GoroutineState.Undetermined ? 0 : Threads.IndexOf(e.Thread);
                break;
            case GoroutineState.NotExist:
                group.Ended += g.IsTallied ? 1 : 0;
                if (from == GoroutineState.Syscall)
                {
                    Rest(ref g);
                }
                else
                {
                    Bury(ref g);
                }

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

    private void EndRunning(ref GoroutineTrack g, GoroutineState to, int reason, int stack, long length)
    {
        AddProcessorTime(ref g, length);
        if (!g.IsTallied)
        {
            return;
        }

        GoroutineGroup group = g.Group!;
        group.RunningNs += length;
        bool isPreempted = to == GoroutineState.Runnable && reason == _preempted;
        bool isYield = to == GoroutineState.Runnable && reason == _gosched;
        group.Preemptions += isPreempted ? 1 : 0;
        group.Yields += isYield ? 1 : 0;
        if (!g.InScope)
        {
            return;
        }

        Threads.AddRunning(g.Thread, length);
        if (to == GoroutineState.Waiting)
        {
            Collectors.Blocks.Begin(reason);
        }
        else if (isPreempted)
        {
            Collectors.Preemptions.Add(in Stacks.FactsOf(stack), g.IsStartSeen, length);
            Windows.AddPreemption(!group.IsSystem);
        }
        else if (isYield)
        {
            Collectors.OwnYields += Stacks.FactsOf(stack).IsOwnYield ? 1 : 0;
        }
    }

    private void EndRunnable(ref GoroutineTrack g, GoroutineState to, int processor, long length)
    {
        if (!g.IsTallied)
        {
            return;
        }

        GoroutineGroup group = g.Group!;
        group.RunnableNs += length;
        if (to != GoroutineState.Running)
        {
            return;
        }

        group.Starts++;
        group.Migrations += g.HasStarted && g.Processor != processor ? 1 : 0;
        if (g.InScope)
        {
            Windows.AddStarts(1);
        }

        if (!g.IsStartSeen)
        {
            group.TruncatedWaits++;
            return;
        }

        if (!g.InScope)
        {
            group.AddLatency(g.Cause, length);
            return;
        }

        if (g.IsNamed)
        {
            Collectors.Waits.Add(g.Stack, group, g.Cause, length);
        }
        else
        {
            group.AddLatency(g.Cause, length);
            Collectors.Waits.Add(g.Stack, length);
        }

        if (!group.IsSystem)
        {
            Windows.AddLatency(length);
        }
    }

    private void EndWaiting(ref GoroutineTrack g, long length)
    {
        if (g.IsTallied)
        {
            g.Group!.AddWaiting(g.Reason, length);
        }

        if (g.InScope)
        {
            Collectors.Blocks.End(g.Reason, g.IsStartSeen && g.HasBlocked, length);
        }
    }

    // Processors run all goroutines, whichever count.
    private void AddProcessorTime(ref GoroutineTrack g, long length)
    {
        if (g.Processor < 0)
        {
            return;
        }

        GoroutineGroup group = g.Group!;
        _processors[g.Processor].GoroutineNs += length;
        if (group.IsGCWorker)
        {
            _processors[g.Processor].WorkerNs += length;
        }
        else if (!g.IsNamed)
        {
            group.AddRunning(g.Processor, length);
        }
    }

    // The processor and thread that come along are of use only if the syscall's beginning was seen:
    // in a status they may be those of whoever reports it.
    private void BeginSyscall(ref GoroutineTrack g, int slot, GoroutineState from, int processor, long time)
    {
        g.SyscallProcessor = from == GoroutineState.Undetermined ? -1 : processor;
        g.IsBlocked = g.SyscallProcessor < 0 && (IsLegacy || from != GoroutineState.Undetermined);
        if (g.SyscallProcessor >= 0)
        {
            ref ProcessorTrack p = ref _processors[processor];
            p.SyscallGoroutine = slot;
            p.SyscallSince = time;
        }
    }

    private void EndSyscall(ref GoroutineTrack g, int slot, long time, GoroutineState to, long length)
    {
        if (g.SyscallProcessor >= 0 && _processors[g.SyscallProcessor].SyscallGoroutine == slot)
        {
            EndHeld(ref _processors[g.SyscallProcessor], time);
        }

        g.IsBlocked |= to == GoroutineState.Runnable;
        g.Group!.SyscallNs += g.IsTallied ? length : 0;
        if (!g.InScope)
        {
            return;
        }

        Threads.AddSyscall(g.Thread, length);
        if (IsLegacy && !g.IsBlocked)
        {
            Collectors.Syscalls.CountOnly++; // those traces record no end for it
        }
        else if (to != GoroutineState.NotExist)
        {
            Collectors.Syscalls.Add(in g, time, length, isOpenEnd: false);
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

    private void Tell(
        ref GoroutineTrack g, GoroutineState state, GoroutineState next, long time, int processor, int reason, int stack)
    {
        if (_scope.IsBefore || !g.InScope)
        {
            return;
        }

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
