namespace GoTrace.Parsing.Ordering;

/// <content>Goroutines: created, started, stopped, unblocked, ended, restated; and coroutines.</content>
internal sealed partial class Orderer
{
    // The file's numbers of goroutine states (Go: tracev2.GoStatus).
    private static ReadOnlySpan<byte> StateOfStatus =>
    [
        (byte)GoroutineState.Undetermined,
        (byte)GoroutineState.Runnable,
        (byte)GoroutineState.Running,
        (byte)GoroutineState.Syscall,
        (byte)GoroutineState.Waiting,
    ];

    private Outcome GoCreate(ref Attempt a)
    {
        ulong id = a.Next();
        ulong newStack = a.Next();
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

        if (thread.Goroutine != TraceEvent.NoId
            && TryGetCurrent(ref thread, out int current)
            && _state.Goroutines[current].State != GoroutineState.Running)
        {
            return Lacks(a, $"by a goroutine that is {_state.Goroutines[current].State}");
        }

        if (!TryStack(ref a, stack, out int stackIndex) || !TryStack(ref a, newStack, out int newStackIndex))
        {
            return Outcome.Failed;
        }

        GoroutineState state = a.Type == WireType.GoCreate ? GoroutineState.Runnable : GoroutineState.Waiting;
        if (!TryAddGoroutine(ref a, id, state, out int slot))
        {
            return Outcome.Failed;
        }

        ref TraceEvent e = ref PutGoroutine(ref a, thread, (long)id, slot, GoroutineState.NotExist, state);
        e._stack = stackIndex;
        e._transitionStack = newStackIndex;
        return Outcome.Done;
    }

    private Outcome GoStart(ref Attempt a)
    {
        ulong id = a.Next();
        ulong sequence = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        int slot = _state.FindGoroutine(id);
        if (slot < 0)
        {
            return Outcome.NotYet;
        }

        ref GoroutineEntry g = ref _state.Goroutines[slot];
        if (g.State != GoroutineState.Runnable || g.Generation != _ordinal || sequence != g.Sequence + 1)
        {
            return Outcome.NotYet;
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (thread.Processor == TraceEvent.NoId || thread.Goroutine != TraceEvent.NoId)
        {
            return Lacks(a, "without a free processor");
        }

        PutGoroutine(ref a, thread, g.Id, slot, GoroutineState.Runnable, GoroutineState.Running);
        g.State = GoroutineState.Running;
        g.Sequence = sequence;
        thread.Goroutine = g.Id;
        thread.GoroutineSlot = slot;
        return Outcome.Done;
    }

    private Outcome GoStop(ref Attempt a)
    {
        ulong reason = a.Next();
        ulong stack = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (!TryGetInState(ref a, ref thread, GoroutineState.Running, out int slot))
        {
            return Outcome.Failed;
        }

        if (!TryStack(ref a, stack, out int stackIndex) || !TryText(ref a, reason, out int text))
        {
            return Outcome.Failed;
        }

        ref GoroutineEntry g = ref _state.Goroutines[slot];
        g.State = a.Type == WireType.GoStop ? GoroutineState.Runnable : GoroutineState.Waiting;
        ref TraceEvent e = ref PutGoroutine(ref a, thread, g.Id, slot, GoroutineState.Running, g.State);
        e._text = text;
        e._stack = stackIndex;
        e._transitionStack = stackIndex;
        LoseGoroutine(ref thread);
        return Outcome.Done;
    }

    private Outcome GoUnblock(ref Attempt a)
    {
        ulong id = a.Next();
        ulong sequence = a.Next();
        ulong stack = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        int slot = _state.FindGoroutine(id);
        if (slot < 0)
        {
            return Outcome.NotYet;
        }

        ref GoroutineEntry g = ref _state.Goroutines[slot];
        if (g.State != GoroutineState.Waiting || g.Generation != _ordinal || sequence != g.Sequence + 1)
        {
            return Outcome.NotYet;
        }

        if (!TryStack(ref a, stack, out int stackIndex))
        {
            return Outcome.Failed;
        }

        g.State = GoroutineState.Runnable;
        g.Sequence = sequence;
        ref TraceEvent e = ref PutGoroutine(
            ref a, _state.Threads[a.Thread], g.Id, slot, GoroutineState.Waiting, GoroutineState.Runnable);
        e._stack = stackIndex;
        return Outcome.Done;
    }

    private Outcome GoDestroy(ref Attempt a)
    {
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (!TryGetInState(ref a, ref thread, GoroutineState.Running, out int slot))
        {
            return Outcome.Failed;
        }

        PutGoroutine(ref a, thread, thread.Goroutine, slot, GoroutineState.Running, GoroutineState.NotExist);
        RemoveGoroutine(slot);
        LoseGoroutine(ref thread);
        return Outcome.Done;
    }

    // Three things at once: the next goroutine is unblocked, this one blocks or ends, the next starts.
    private Outcome GoSwitch(ref Attempt a)
    {
        ulong id = a.Next();
        ulong sequence = a.Next();
        if (a.Overran)
        {
            return Overran(a);
        }

        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        if (!TryGetInState(ref a, ref thread, GoroutineState.Running, out int current))
        {
            return Outcome.Failed;
        }

        int slot = _state.FindGoroutine(id);
        if (slot < 0)
        {
            return Outcome.NotYet;
        }

        ref GoroutineEntry next = ref _state.Goroutines[slot];
        if (next.State != GoroutineState.Waiting || next.Generation != _ordinal || sequence != next.Sequence + 1)
        {
            return Outcome.NotYet;
        }

        PutGoroutine(ref a, thread, next.Id, slot, GoroutineState.Waiting, GoroutineState.Runnable);
        if (a.Type == WireType.GoSwitch)
        {
            _state.Goroutines[current].State = GoroutineState.Waiting;
            PutGoroutine(ref a, thread, thread.Goroutine, current, GoroutineState.Running, GoroutineState.Waiting)._type =
                WireType.GoBlock;
        }
        else
        {
            PutGoroutine(ref a, thread, thread.Goroutine, current, GoroutineState.Running, GoroutineState.NotExist)._type =
                WireType.GoDestroy;
            RemoveGoroutine(current);
        }

        LoseGoroutine(ref thread);
        PutGoroutine(ref a, thread, next.Id, slot, GoroutineState.Runnable, GoroutineState.Running)._type = WireType.GoStart;
        next.State = GoroutineState.Running;
        next.Sequence = sequence;
        thread.Goroutine = next.Id;
        thread.GoroutineSlot = slot;
        return Outcome.Done;
    }

    private Outcome GoStatus(ref Attempt a)
    {
        ulong id = a.Next();
        ulong on = a.Next();
        ulong status = a.Next();
        ulong stack = a.Type == WireType.GoStatusStack ? a.Next() : 0;
        if (a.Overran)
        {
            return Overran(a);
        }

        if (status == 0 || status >= (ulong)StateOfStatus.Length)
        {
            return Fail(a, TraceFormatError.BadEvent, $"goroutine {id} has the unknown status {status}");
        }

        if (!TryStack(ref a, stack, out int stackIndex))
        {
            return Outcome.Failed;
        }

        var state = (GoroutineState)StateOfStatus[(int)status];
        GoroutineState from = state;
        int slot = _state.FindGoroutine(id);
        if (slot >= 0)
        {
            ref GoroutineEntry g = ref _state.Goroutines[slot];
            if (g.State != state)
            {
                return Lacks(a, $"of goroutine {id}, now {state}, that was {g.State}");
            }

            g.Generation = _ordinal;
            g.Sequence = 0;
        }
        else if (!IsInitial)
        {
            return Lacks(a, $"of goroutine {id}, now {state}, that no earlier generation knew");
        }
        else
        {
            from = GoroutineState.Undetermined;
            if (!TryAddGoroutine(ref a, id, state, out slot))
            {
                return Outcome.Failed;
            }
        }

        // An event tells where things were just before it.
        ThreadEntry before = _state.Threads[a.Thread];
        if (state == GoroutineState.Running)
        {
            Bind(ref _state.Threads[a.Thread], (long)id, slot);
        }
        else if (state == GoroutineState.Syscall && !TryBindSyscall(ref a, (long)on, (long)id, slot, ref before))
        {
            return Outcome.Failed;
        }

        ref TraceEvent e = ref PutGoroutine(ref a, before, (long)id, slot, from, state);
        e._stack = stackIndex;
        e._transitionStack = stackIndex;
        return Outcome.Done;
    }

    // A goroutine in a syscall is bound to a thread: the one that tells of it, or one that has sat in
    // that syscall since before the generation began, and so has no processor.
    private bool TryBindSyscall(ref Attempt a, long on, long id, int slot, ref ThreadEntry before)
    {
        if (on == TraceEvent.NoId)
        {
            Lacks(a, $"of goroutine {id}, in a syscall on no thread");
            return false;
        }

        if (on == _state.Threads[a.Thread].Id)
        {
            ref ThreadEntry thread = ref _state.Threads[a.Thread];
            if (!IsInitial && thread.Goroutine != id)
            {
                Lacks(a, $"of goroutine {id}, in a syscall on a thread that has another");
                return false;
            }

            Bind(ref thread, id, slot);
            return true;
        }

        int other = _state.FindThread((ulong)on);
        if (other < 0)
        {
            other = _state.AddThread((ulong)on);
            Bind(ref _state.Threads[other], id, slot);
        }
        else if (_state.Threads[other].Goroutine != id)
        {
            Lacks(a, $"of goroutine {id}, in a syscall on thread {on}, which has goroutine {_state.Threads[other].Goroutine}");
            return false;
        }
        else
        {
            before.Goroutine = id;
            before.GoroutineSlot = slot;
        }

        before.Id = on;
        return true;
    }

    private bool TryGetInState(ref Attempt a, ref ThreadEntry thread, GoroutineState state, out int slot)
    {
        if (!TryGetRunning(ref a, ref thread, out slot, out _))
        {
            return false;
        }

        if (_state.Goroutines[slot].State != state)
        {
            Lacks(a, $"of a goroutine that is {_state.Goroutines[slot].State}");
            return false;
        }

        return true;
    }

    private bool TryAddGoroutine(ref Attempt a, ulong id, GoroutineState state, out int slot)
    {
        slot = -1;
        if ((long)id == TraceEvent.NoId)
        {
            Fail(a, TraceFormatError.BadEvent, $"a {a.Type} of goroutine −1, which does not exist");
            return false;
        }

        if (_state.FindGoroutine(id) >= 0)
        {
            Lacks(a, $"of goroutine {id}, which exists already");
            return false;
        }

        if (_state.GoroutineCount >= _maxGoroutines)
        {
            Fail(a, TraceFormatError.LimitExceeded, $"more than {_maxGoroutines} goroutines at once (MaxGoroutines)");
            return false;
        }

        slot = _state.AddGoroutine(id, state, _ordinal);
        return true;
    }

    private void RemoveGoroutine(int slot)
    {
        ref GoroutineEntry g = ref _state.Goroutines[slot];
        if (g.Regions >= 0 || g.HasStops)
        {
            _annotations.Forget(ref g);
        }

        _state.RemoveGoroutine(slot);
    }

    private static void Bind(ref ThreadEntry thread, long goroutine, int slot)
    {
        thread.Goroutine = goroutine;
        thread.GoroutineSlot = slot;
    }

    private static void LoseGoroutine(ref ThreadEntry thread)
    {
        thread.Goroutine = TraceEvent.NoId;
        thread.GoroutineSlot = -1;
    }
}
