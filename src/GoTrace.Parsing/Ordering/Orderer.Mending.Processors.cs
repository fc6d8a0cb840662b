namespace GoTrace.Parsing.Ordering;

/// <content>What has to be so for an event of a processor, where the trace is damaged.</content>
internal sealed partial class Orderer
{
    // A processor is to be in a status, with just the number before.
    private Mending PrepareProcessor(in Attempt a, in Numbers n, ProcessorStatus status)
    {
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        bool isStart = a.Type == WireType.ProcStart;
        if (isStart && thread.Processor != TraceEvent.NoId)
        {
            return Mending.Contradiction;
        }

        if (!TryFindOrAddProcessor(n[0], out int slot) || a.Thread == 0)
        {
            return Mending.Dropped;
        }

        ref ProcessorEntry p = ref _state.Processors[slot];
        if (IsStale(p.Generation, p.Sequence, n[1]))
        {
            return Mending.Dropped;
        }

        int victim = isStart ? -1 : _state.FindThread(n[2]);
        bool isHeld = victim > 0 && _state.Threads[victim].Processor == p.Id;
        if (!isHeld)
        {
            FreeProcessor(slot);
            status = isStart ? status : ProcessorStatus.SyscallAbandoned;
        }

        p.Status = status;
        p.Generation = _ordinal;
        p.Sequence = n[1] - 1;
        return Mending.Done;
    }

    private Mending PrepareProcessorStatus(in Attempt a, in Numbers n)
    {
        if (n[1] is 0 or > (ulong)ProcessorStatus.SyscallAbandoned || !TryFindOrAddProcessor(n[0], out int slot))
        {
            return Mending.Dropped;
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (thread.Processor != TraceEvent.NoId && thread.Processor != (long)n[0])
        {
            return Mending.Contradiction;
        }

        ref ProcessorEntry p = ref _state.Processors[slot];
        FreeProcessor(slot);
        p.Status = (ProcessorStatus)n[1];
        return Mending.Done;
    }

    private Mending PrepareProcStop(in Attempt a, ref bool isForced)
    {
        isForced = false;
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (thread.Processor == TraceEvent.NoId)
        {
            return Mending.Dropped;
        }

        _state.Processors[thread.ProcessorSlot].Status = ProcessorStatus.Running;
        return Mending.Done;
    }
}
