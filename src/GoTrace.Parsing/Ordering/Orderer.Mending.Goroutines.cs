namespace GoTrace.Parsing.Ordering;

/// <content>What has to be so for an event of a goroutine, where the trace is damaged.</content>
internal sealed partial class Orderer
{
    // A goroutine is to be in a state, with just the number before.
    private Mending PrepareGoroutine(ref Attempt a, in Numbers n, GoroutineState state, ref bool isForced)
    {
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (state == GoroutineState.Runnable && thread.Goroutine != TraceEvent.NoId)
        {
            return Mending.Contradiction;
        }

        if (!TryFindOrAddGoroutine(ref a, n[0], state, out int slot))
        {
            return Mending.Dropped;
        }

        ref GoroutineEntry g = ref _state.Goroutines[slot];
        isForced = g.State != state || g.Generation != _ordinal || g.Sequence + 1 != n[1];
        if (!isForced)
        {
            return Mending.Done;
        }

        if (IsStale(g.Generation, g.Sequence, n[1]))
        {
            return Mending.Dropped;
        }

        Unbind(slot);
        LoseTrack(ref g);
        g.State = state;
        g.Generation = _ordinal;
        g.Sequence = n[1] - 1;
        return Mending.Done;
    }

    private Mending PrepareSwitch(ref Attempt a, in Numbers n, ref bool isForced)
    {
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (thread.Goroutine == TraceEvent.NoId)
        {
            a.Type = WireType.GoStart; // of the one that stops nothing is known
            Mending made = PrepareGoroutine(ref a, n, GoroutineState.Runnable, ref isForced);
            isForced = true;
            return made;
        }

        bool isItself = thread.Goroutine == (long)n[0];
        return isItself || !TryGetCurrent(ref thread, out int current) || _state.Goroutines[current].State != GoroutineState.Running
            ? Mending.Contradiction
            : PrepareGoroutine(ref a, n, GoroutineState.Waiting, ref isForced);
    }

    private Mending PrepareStatus(in Attempt a, in Numbers n)
    {
        if (n[2] == 0 || n[2] >= (ulong)StateOfStatus.Length)
        {
            return Mending.Dropped;
        }

        int slot = _state.FindGoroutine(n[0]);
        if (slot >= 0)
        {
            Unbind(slot);
            ref GoroutineEntry g = ref _state.Goroutines[slot];
            LoseTrack(ref g);
            g.State = (GoroutineState)StateOfStatus[(int)n[2]];
        }

        int on = _state.FindThread(n[1]);
        if (on > 0 && on != a.Thread && n[2] == 3)
        {
            LoseGoroutine(ref _state.Threads[on]);
            _state.Threads[on].Goroutine = (long)n[0];
        }

        return Mending.Done;
    }

    private Mending PrepareCreation(in Attempt a, in Numbers n, GoroutineState creator)
    {
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (thread.Goroutine != TraceEvent.NoId
            && (!TryGetCurrent(ref thread, out int current) || _state.Goroutines[current].State != creator))
        {
            return Mending.Contradiction;
        }

        int slot = _state.FindGoroutine(n[0]);
        if (slot >= 0)
        {
            Unbind(slot);
            RemoveGoroutine(slot);
        }

        return Mending.Done;
    }

    private Mending PrepareSyscall(in Attempt a, in Numbers n)
    {
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        _namelessSequence = n[0] - 1;
        if (thread.Goroutine == TraceEvent.NoId)
        {
            return Mending.Dropped;
        }

        if (!TryGetCurrent(ref thread, out int current) || _state.Goroutines[current].State != GoroutineState.Running)
        {
            return Mending.Contradiction;
        }

        if (thread.Processor != TraceEvent.NoId)
        {
            ref ProcessorEntry p = ref _state.Processors[thread.ProcessorSlot];
            p.Generation = _ordinal;
            p.Sequence = n[0] - 1;
        }

        return Mending.Done;
    }

    private Mending PrepareSyscallEnd(in Attempt a)
    {
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (thread.Processor != TraceEvent.NoId)
        {
            ref ProcessorEntry p = ref _state.Processors[thread.ProcessorSlot];
            if (a.Type == WireType.GoSyscallEndBlocked)
            {
                if (p.Status == ProcessorStatus.Syscall)
                {
                    p.Status = ProcessorStatus.Bad; // who took it, and when, is not known
                    LoseProcessor(ref thread);
                }
            }
            else
            {
                p.Status = ProcessorStatus.Syscall;
            }
        }

        if (thread.Goroutine == TraceEvent.NoId)
        {
            return Mending.Dropped;
        }

        return !TryGetCurrent(ref thread, out int current) || _state.Goroutines[current].State != GoroutineState.Syscall
            ? Mending.Contradiction
            : Mending.Done;
    }
}
