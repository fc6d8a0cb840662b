namespace GoTrace.Parsing.Ordering;

/// <content>Processors: started, stopped, stolen, and restated at the beginning of a generation.</content>
internal sealed partial class Orderer
{
    private Outcome ProcStart(ref Attempt a)
    {
        ulong id = a.Next();
        ulong sequence = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        // A thread that still holds a processor in a syscall waits until it is seen to lose it.
        int slot = _state.FindProcessor(id);
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (slot < 0 || thread.Processor != TraceEvent.NoId)
        {
            return Outcome.NotYet;
        }

        ref ProcessorEntry p = ref _state.Processors[slot];
        if (p.Status != ProcessorStatus.Idle || p.Generation != _ordinal || sequence != p.Sequence + 1)
        {
            return Outcome.NotYet;
        }

        if (a.Thread == 0)
        {
            return Lacks(a, "without a thread");
        }

        PutProcessor(ref a, thread, p.Id, ProcessorState.Idle, ProcessorState.Running);
        p.Status = ProcessorStatus.Running;
        p.Sequence = sequence;
        _state.NoteHolder(slot, a.Thread);
        thread.Processor = p.Id;
        thread.ProcessorSlot = slot;
        return Outcome.Done;
    }

    private Outcome ProcStop(ref Attempt a)
    {
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (thread.Processor == TraceEvent.NoId)
        {
            return Lacks(a, "without a processor");
        }

        ref ProcessorEntry p = ref _state.Processors[thread.ProcessorSlot];
        if (p.Status is not (ProcessorStatus.Running or ProcessorStatus.Syscall))
        {
            return Lacks(a, $"of a processor that is {p.Status}");
        }

        PutProcessor(ref a, thread, p.Id, ProcessorState.Running, ProcessorState.Idle);
        p.Status = ProcessorStatus.Idle;
        LoseProcessor(ref thread);
        return Outcome.Done;
    }

    private Outcome ProcSteal(ref Attempt a)
    {
        ulong id = a.Next();
        ulong sequence = a.Next();
        ulong from = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        int slot = _state.FindProcessor(id);
        if (slot < 0)
        {
            return Outcome.NotYet;
        }

        ref ProcessorEntry p = ref _state.Processors[slot];
        bool abandoned = p.Status == ProcessorStatus.SyscallAbandoned;
        if ((!abandoned && p.Status != ProcessorStatus.Syscall) || p.Generation != _ordinal || sequence != p.Sequence + 1)
        {
            return Outcome.NotYet;
        }

        if (a.Thread == 0)
        {
            return Lacks(a, "without a thread");
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        p.Status = ProcessorStatus.Idle;
        p.Sequence = sequence;
        if (abandoned)
        {
            // Whoever had it may have moved on: nothing can be said of that thread.
            PutProcessor(ref a, thread, p.Id, ProcessorState.Idle, ProcessorState.Idle);
            return Outcome.Done;
        }

        int victim = (long)from == thread.Id ? a.Thread : _state.FindThread(from);
        if (victim <= 0)
        {
            return Lacks(a, $"from thread {from}, which does not exist");
        }

        ref ThreadEntry loser = ref _state.Threads[victim];
        if (loser.Processor != p.Id)
        {
            return Lacks(a, $"of processor {id} from thread {from}, which has processor {loser.Processor}");
        }

        PutProcessor(ref a, thread, p.Id, ProcessorState.Running, ProcessorState.Idle);
        LoseProcessor(ref loser);
        return Outcome.Done;
    }

    private Outcome ProcStatus(ref Attempt a)
    {
        ulong id = a.Next();
        ulong value = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        if (value is 0 or > (ulong)ProcessorStatus.SyscallAbandoned)
        {
            return Fail(a, TraceFormatError.BadEvent, $"processor {id} has the unknown status {value}");
        }

        if ((long)id == TraceEvent.NoId)
        {
            return Fail(a, TraceFormatError.BadEvent, "a status of processor −1, which does not exist");
        }

        var status = (ProcessorStatus)value;
        ProcessorState from = Shown(status);
        int speaker = a.Thread;
        int slot = _state.FindProcessor(id);
        if (slot < 0)
        {
            if (_state.ProcessorCount >= _maxProcessors)
            {
                return Fail(a, TraceFormatError.LimitExceeded, $"more than {_maxProcessors} processors (MaxProcessors)");
            }

            slot = _state.AddProcessor(id, status, _ordinal);
            from = IsInitial ? ProcessorState.Undetermined : ProcessorState.NotExist;
        }
        else
        {
            ref ProcessorEntry p = ref _state.Processors[slot];
            if (status == ProcessorStatus.SyscallAbandoned && p.Status == ProcessorStatus.Syscall)
            {
                // Nothing is lost if we know who has it; the event belongs to that thread.
                status = ProcessorStatus.Syscall;
                from = ProcessorState.Running;
                speaker = _state.FindHolder(slot);
                if (speaker < 0)
                {
                    return Lacks(a, $"of processor {id}, about to be stolen, which no thread holds");
                }
            }
            else if (p.Status != status)
            {
                return Lacks(a, $"of processor {id}, now {status}, that was {p.Status}");
            }

            p.Generation = _ordinal;
            p.Sequence = 0;
        }

        PutProcessor(ref a, _state.Threads[speaker], (long)id, from, Shown(status));
        bool abandoned = value == (ulong)ProcessorStatus.SyscallAbandoned;
        if (status is ProcessorStatus.Running or ProcessorStatus.Syscall && !abandoned && a.Thread != 0)
        {
            ref ThreadEntry thread = ref _state.Threads[a.Thread];
            thread.Processor = (long)id;
            thread.ProcessorSlot = slot;
            _state.NoteHolder(slot, a.Thread);
        }

        return Outcome.Done;
    }

    private static ProcessorState Shown(ProcessorStatus status) =>
        status is ProcessorStatus.Running or ProcessorStatus.Syscall ? ProcessorState.Running : ProcessorState.Idle;

    private static void LoseProcessor(ref ThreadEntry thread)
    {
        thread.Processor = TraceEvent.NoId;
        thread.ProcessorSlot = -1;
    }
}
