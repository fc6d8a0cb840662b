namespace GoTrace.Parsing.Ordering;

/// <content>Syscalls, and the goroutines of C threads, which begin and end in one.</content>
internal sealed partial class Orderer
{
    private Outcome GoSyscallBegin(ref Attempt a)
    {
        ulong sequence = a.Next();
        ulong stack = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (!TryGetInState(ref a, ref thread, GoroutineState.Running, out int slot)
            || !TryStack(ref a, stack, out int stackIndex))
        {
            return Outcome.Failed;
        }

        // The processor's number tells which of its syscalls a theft ends.
        ref ProcessorEntry p = ref _state.Processors[thread.ProcessorSlot];
        if (p.Generation != _ordinal || sequence != p.Sequence + 1)
        {
            return Lacks(a, $"number {sequence} of its processor, which is at {p.Sequence}");
        }

        ref GoroutineEntry g = ref _state.Goroutines[slot];
        g.State = GoroutineState.Syscall;
        p.Status = ProcessorStatus.Syscall;
        p.Sequence = sequence;
        ref TraceEvent e = ref PutGoroutine(ref a, thread, g.Id, slot, GoroutineState.Running, GoroutineState.Syscall);
        e._stack = stackIndex;
        e._transitionStack = stackIndex;
        return Outcome.Done;
    }

    private Outcome GoSyscallEnd(ref Attempt a)
    {
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (!TryGetInState(ref a, ref thread, GoroutineState.Syscall, out int slot))
        {
            return Outcome.Failed;
        }

        ref ProcessorEntry p = ref _state.Processors[thread.ProcessorSlot];
        if (p.Status != ProcessorStatus.Syscall)
        {
            return Lacks(a, $"with a processor that is {p.Status}");
        }

        p.Status = ProcessorStatus.Running;
        ref GoroutineEntry g = ref _state.Goroutines[slot];
        g.State = GoroutineState.Running;
        PutGoroutine(ref a, thread, g.Id, slot, GoroutineState.Syscall, GoroutineState.Running);
        return Outcome.Done;
    }

    private Outcome GoSyscallEndBlocked(ref Attempt a)
    {
        // It waits until its processor was stopped or stolen; the thread may have got another since.
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (thread.Processor != TraceEvent.NoId && _state.Processors[thread.ProcessorSlot].Status == ProcessorStatus.Syscall)
        {
            return Outcome.NotYet;
        }

        if (!TryGetSyscall(ref a, ref thread, out int slot))
        {
            return Outcome.Failed;
        }

        ref GoroutineEntry g = ref _state.Goroutines[slot];
        g.State = GoroutineState.Runnable;
        PutGoroutine(ref a, thread, g.Id, slot, GoroutineState.Syscall, GoroutineState.Runnable);
        LoseGoroutine(ref thread);
        return Outcome.Done;
    }

    private Outcome GoCreateSyscall(ref Attempt a)
    {
        ulong id = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (a.Thread == 0 || thread.Goroutine != TraceEvent.NoId)
        {
            return Lacks(a, "without a free thread");
        }

        if (!TryAddGoroutine(ref a, id, GoroutineState.Syscall, out int slot))
        {
            return Outcome.Failed;
        }

        PutGoroutine(ref a, thread, (long)id, slot, GoroutineState.NotExist, GoroutineState.Syscall);
        Bind(ref thread, (long)id, slot);
        return Outcome.Done;
    }

    private Outcome GoDestroySyscall(ref Attempt a)
    {
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (!TryGetSyscall(ref a, ref thread, out int slot))
        {
            return Outcome.Failed;
        }

        // The thread's id may be used again at once: it must not be found with this processor, which
        // is taken from it here, by an event of its own, and may be stolen later.
        ThreadEntry before = thread;
        if (thread.Processor != TraceEvent.NoId)
        {
            ref ProcessorEntry p = ref _state.Processors[thread.ProcessorSlot];
            if (p.Status != ProcessorStatus.Syscall)
            {
                return Lacks(a, $"with a processor that is {p.Status}");
            }

            p.Status = ProcessorStatus.SyscallAbandoned;
            PutProcessor(ref a, before, p.Id, ProcessorState.Running, ProcessorState.Idle)._type = WireType.ProcSteal;
            LoseProcessor(ref thread);
        }

        PutGoroutine(ref a, before, before.Goroutine, slot, GoroutineState.Syscall, GoroutineState.NotExist);
        RemoveGoroutine(slot);
        LoseGoroutine(ref thread);
        return Outcome.Done;
    }

    private bool TryGetSyscall(ref Attempt a, ref ThreadEntry thread, out int slot)
    {
        slot = -1;
        if (thread.Goroutine == TraceEvent.NoId || !TryGetCurrent(ref thread, out slot))
        {
            Lacks(a, "without a goroutine");
            return false;
        }

        if (_state.Goroutines[slot].State != GoroutineState.Syscall)
        {
            Lacks(a, $"of a goroutine that is {_state.Goroutines[slot].State}");
            return false;
        }

        return true;
    }
}
