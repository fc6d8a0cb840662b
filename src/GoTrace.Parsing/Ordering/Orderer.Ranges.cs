namespace GoTrace.Parsing.Ordering;

/// <content>Ranges: stop-the-world, the GC's mark phase, sweeps and assists.</content>
internal sealed partial class Orderer
{
    private Outcome StwBegin(ref Attempt a)
    {
        ulong kind = a.Next();
        ulong stack = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (!TryGetRunning(ref a, ref thread, out int slot, out _)
            || !TryStack(ref a, stack, out int stackIndex)
            || !TryText(ref a, kind, out int text))
        {
            return Outcome.Failed;
        }

        switch (_annotations.BeginStop(ref _state.Goroutines[slot], text))
        {
            case Annotations.StopOutcome.AlreadyOpen:
                return Lacks(a, "of a kind that is under way already");
            case Annotations.StopOutcome.TooMany:
                return Fail(a, TraceFormatError.LimitExceeded, $"more than {Annotations.MaxOpenStops} stop-the-world ranges at once");
        }

        ref TraceEvent e = ref PutRange(ref a, thread, EventKind.RangeBegin, TraceRange.StopTheWorld);
        About(ref e, thread.Goroutine, slot);
        e._text = text;
        e._stack = stackIndex;
        return Outcome.Done;
    }

    private Outcome StwEnd(ref Attempt a)
    {
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (!TryGetRunning(ref a, ref thread, out int slot, out _))
        {
            return Outcome.Failed;
        }

        if (!_annotations.TryEndStop(ref _state.Goroutines[slot], out int text))
        {
            return Lacks(a, "of a range that did not begin");
        }

        ref TraceEvent e = ref PutRange(ref a, thread, EventKind.RangeEnd, TraceRange.StopTheWorld);
        About(ref e, thread.Goroutine, slot);
        e._text = text;
        return Outcome.Done;
    }

    private Outcome GCActive(ref Attempt a)
    {
        ulong sequence = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (IsInitial)
        {
            if (_collection != CollectionState.Undetermined)
            {
                return Lacks(a, "after another event of the GC in the first generation");
            }

            _collection = CollectionState.Running;
        }
        else
        {
            if (sequence != _collectionSequence + 1)
            {
                return Outcome.NotYet;
            }

            if (_collection != CollectionState.Running)
            {
                return Lacks(a, "while the GC does not run");
            }

            if (!RunsGoroutine(thread))
            {
                return Lacks(a, "without a running goroutine");
            }
        }

        _collectionSequence = sequence;
        PutRange(ref a, thread, EventKind.RangeActive, TraceRange.ConcurrentMark);
        return Outcome.Done;
    }

    private Outcome GCBegin(ref Attempt a)
    {
        ulong sequence = a.Next();
        ulong stack = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (_collection != CollectionState.Undetermined)
        {
            if (sequence != _collectionSequence + 1)
            {
                return Outcome.NotYet;
            }

            if (_collection == CollectionState.Running)
            {
                return Lacks(a, "while the GC runs already");
            }

            if (!RunsGoroutine(thread))
            {
                return Lacks(a, "without a running goroutine");
            }
        }

        if (!TryStack(ref a, stack, out int stackIndex))
        {
            return Outcome.Failed;
        }

        _collectionSequence = sequence;
        _collection = CollectionState.Running;
        PutRange(ref a, thread, EventKind.RangeBegin, TraceRange.ConcurrentMark)._stack = stackIndex;
        return Outcome.Done;
    }

    private Outcome GCEnd(ref Attempt a)
    {
        ulong sequence = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        if (sequence != _collectionSequence + 1)
        {
            return Outcome.NotYet;
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (_collection != CollectionState.Running)
        {
            return Lacks(a, "while the GC does not run");
        }

        if (!RunsGoroutine(thread))
        {
            return Lacks(a, "without a running goroutine");
        }

        _collectionSequence = sequence;
        _collection = CollectionState.NotRunning;
        PutRange(ref a, thread, EventKind.RangeEnd, TraceRange.ConcurrentMark);
        return Outcome.Done;
    }

    private Outcome SweepActive(ref Attempt a)
    {
        ulong id = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        int slot = _state.FindProcessor(id);
        if (slot < 0)
        {
            return Lacks(a, $"on processor {id}, which does not exist");
        }

        ref ProcessorEntry p = ref _state.Processors[slot];
        if (p.InSweep == IsInitial)
        {
            return Lacks(a, IsInitial ? "of a sweep known already" : "of a sweep that did not begin");
        }

        p.InSweep = true;
        ref TraceEvent e = ref PutRange(ref a, _state.Threads[a.Thread], EventKind.RangeActive, TraceRange.IncrementalSweep);
        e._resourceKind = ResourceKind.Processor;
        e._resource = (long)id;
        return Outcome.Done;
    }

    private Outcome SweepBegin(ref Attempt a)
    {
        ulong stack = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (thread.Processor == TraceEvent.NoId)
        {
            return Lacks(a, "without a processor");
        }

        ref ProcessorEntry p = ref _state.Processors[thread.ProcessorSlot];
        if (p.InSweep)
        {
            return Lacks(a, "while a sweep is under way");
        }

        if (!TryStack(ref a, stack, out int stackIndex))
        {
            return Outcome.Failed;
        }

        p.InSweep = true;
        ref TraceEvent e = ref PutRange(ref a, thread, EventKind.RangeBegin, TraceRange.IncrementalSweep);
        e._resourceKind = ResourceKind.Processor;
        e._resource = p.Id;
        e._stack = stackIndex;
        return Outcome.Done;
    }

    private Outcome SweepEnd(ref Attempt a)
    {
        ulong swept = a.Next();
        ulong reclaimed = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (thread.Processor == TraceEvent.NoId)
        {
            return Lacks(a, "without a processor");
        }

        ref ProcessorEntry p = ref _state.Processors[thread.ProcessorSlot];
        if (!p.InSweep)
        {
            return Lacks(a, "of a sweep that did not begin");
        }

        p.InSweep = false;
        ref TraceEvent e = ref PutRange(ref a, thread, EventKind.RangeEnd, TraceRange.IncrementalSweep);
        e._resourceKind = ResourceKind.Processor;
        e._resource = p.Id;
        e._value = swept;
        e._value2 = reclaimed;
        return Outcome.Done;
    }

    private Outcome AssistActive(ref Attempt a)
    {
        ulong id = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        int slot = _state.FindGoroutine(id);
        if (slot < 0)
        {
            return Lacks(a, $"of goroutine {id}, which does not exist");
        }

        ref GoroutineEntry g = ref _state.Goroutines[slot];
        if (g.InMarkAssist == IsInitial)
        {
            return Lacks(a, IsInitial ? "of an assist known already" : "of an assist that did not begin");
        }

        g.InMarkAssist = true;
        About(ref PutRange(ref a, _state.Threads[a.Thread], EventKind.RangeActive, TraceRange.MarkAssist), g.Id, slot);
        return Outcome.Done;
    }

    private Outcome AssistBegin(ref Attempt a)
    {
        ulong stack = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (!TryGetRunning(ref a, ref thread, out int slot, out _) || !TryStack(ref a, stack, out int stackIndex))
        {
            return Outcome.Failed;
        }

        ref GoroutineEntry g = ref _state.Goroutines[slot];
        if (g.InMarkAssist)
        {
            return Lacks(a, "while an assist is under way");
        }

        g.InMarkAssist = true;
        ref TraceEvent e = ref PutRange(ref a, thread, EventKind.RangeBegin, TraceRange.MarkAssist);
        About(ref e, g.Id, slot);
        e._stack = stackIndex;
        return Outcome.Done;
    }

    private Outcome AssistEnd(ref Attempt a)
    {
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (!TryGetRunning(ref a, ref thread, out int slot, out _))
        {
            return Outcome.Failed;
        }

        ref GoroutineEntry g = ref _state.Goroutines[slot];
        if (!g.InMarkAssist)
        {
            return Lacks(a, "of an assist that did not begin");
        }

        g.InMarkAssist = false;
        About(ref PutRange(ref a, thread, EventKind.RangeEnd, TraceRange.MarkAssist), g.Id, slot);
        return Outcome.Done;
    }

    private ref TraceEvent PutRange(ref Attempt a, in ThreadEntry thread, EventKind kind, TraceRange range)
    {
        ref TraceEvent e = ref Put(ref a, thread, kind);
        e._detail = (byte)range;
        return ref e;
    }

    private static void About(ref TraceEvent e, long goroutine, int slot)
    {
        e._resourceKind = ResourceKind.Goroutine;
        e._resource = goroutine;
        e._resourceIndex = slot;
    }
}
