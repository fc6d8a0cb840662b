namespace GoTrace.Parsing.Legacy;

/// <content>Goroutines: created, started, stopped, unblocked, ended.</content>
internal sealed partial class LegacySource
{
    private bool GoCreate(ref LegacyCursor cursor, ref LegacyStep step)
    {
        ulong id = step.Next();
        ulong start = step.Next();
        ulong stack = step.Next();
        if (!IsGoroutine(id, cursor, step))
        {
            return true;
        }

        int slot = _goroutines.Find(id);
        if (slot < 0)
        {
            slot = AddGoroutine(id);
        }

        ref LegacyGoroutine g = ref _goroutines[slot];
        if (g.Status != LegacyStatus.Unborn)
        {
            if (!_isForced)
            {
                return WaitFor(ref cursor, slot, 0);
            }

            Note(LegacyFault.Contradiction, TraceFormatError.Inconsistent, cursor, step, "a goroutine is created that exists already: it is goroutine", id);
            return true;
        }

        g.Status = LegacyStatus.Runnable;
        g.Sequence = 1;
        if (g.Waiters >= 0)
        {
            Wake(ref g.Waiters);
        }

        if (_isStarting)
        {
            // It was there before: its state is told by what comes next, or by nothing.
            g.Marks = LegacyMarks.Announced;
            return true;
        }

        ref TraceEvent e = ref PutState(ref step, cursor, id, slot, GoroutineState.NotExist, GoroutineState.Runnable, WireType.GoCreate);
        e._stack = StackOf(stack, cursor);
        e._transitionStack = _isSequenced ? StartOf(start) : StackOf(start, cursor);
        return true;
    }

    private bool GoStart(ref LegacyCursor cursor, ref LegacyStep step)
    {
        ulong id = step.Next();
        bool isCounted = cursor.Type != LegacyType.GoStartLocal && !_isSequenced;
        ulong sequence = isCounted ? step.Next() : 0;
        ulong label = cursor.Type == LegacyType.GoStartLabel ? step.Next() : 0;
        if (!IsGoroutine(id, cursor, step))
        {
            return true;
        }

        int slot = FindOrAdd(id);
        ref LegacyGoroutine g = ref _goroutines[slot];
        GoroutineState from = GoroutineState.Runnable;
        if (g.Status != LegacyStatus.Runnable || (isCounted && g.Sequence != sequence))
        {
            if (!_isForced)
            {
                return WaitFor(ref cursor, slot, isCounted ? sequence : ulong.MaxValue);
            }

            NoteForced(ref g, cursor, step);
            from = GoroutineState.Undetermined;
        }

        if (cursor.Goroutine >= 0)
        {
            Note(LegacyFault.Missing, TraceFormatError.Inconsistent, cursor, step, "a goroutine starts where another runs still, which is goroutine", (ulong)cursor.GoroutineId);
            _goroutines[cursor.Goroutine].Status = LegacyStatus.Lost;
        }

        if ((g.Marks & LegacyMarks.ExitDue) != 0)
        {
            GiveLateExit(ref g, slot, cursor, ref step);
        }

        g.Status = LegacyStatus.Running;
        g.Sequence = isCounted ? sequence + 1 : g.Sequence + 1;
        if (g.Waiters >= 0)
        {
            Wake(ref g.Waiters);
        }

        // The goroutine at hand is the one that starts.
        cursor.Goroutine = slot;
        cursor.GoroutineId = (long)id;
        WireType type = WireType.GoStart;
        if (cursor.Type == LegacyType.GoStartLabel)
        {
            g.Marks &= ~LegacyMarks.OnNetwork;
            PutState(ref step, cursor, id, slot, from, GoroutineState.Running, type)._thread = KnownThread(cursor);
            ref TraceEvent e = ref Put(ref step, cursor, EventKind.Label, WireType.GoLabel);
            e._thread = KnownThread(cursor);
            About(ref e, cursor);
            e._text = TextOf(label, cursor);
            return true;
        }

        g.Marks &= ~(LegacyMarks.OnNetwork | LegacyMarks.Announced);
        if (_isStarting)
        {
            from = GoroutineState.Undetermined;
            type = WireType.GoStatus;
        }

        PutState(ref step, cursor, id, slot, from, GoroutineState.Running, type);
        return true;
    }

    private bool GoEnd(ref LegacyCursor cursor, ref LegacyStep step)
    {
        if (cursor.Goroutine < 0)
        {
            return LeaveOut(cursor, step);
        }

        int slot = cursor.Goroutine;
        ref LegacyGoroutine g = ref _goroutines[slot];
        PutState(ref step, cursor, g.Id, slot, Was(g), GoroutineState.NotExist, WireType.GoDestroy);
        _annotations.EndAll(ref g.Regions);
        if (g.Waiters >= 0)
        {
            Wake(ref g.Waiters);
        }

        _goroutines.Remove(slot);
        Detach(ref cursor);
        return true;
    }

    // The goroutine blocks for ever: nothing more is to be expected of it.
    private bool GoStop(ref LegacyCursor cursor, ref LegacyStep step)
    {
        int slot = cursor.Goroutine;
        bool isDone = GoBlock(ref cursor, ref step, LegacyTexts.Forever);
        if (slot >= 0)
        {
            _goroutines[slot].Status = LegacyStatus.Lost;
        }

        return isDone;
    }

    private bool GoBlock(ref LegacyCursor cursor, ref LegacyStep step, int reason)
    {
        int slot = cursor.Goroutine;
        if (slot < 0)
        {
            step.Next();
            return LeaveOut(cursor, step);
        }

        ref LegacyGoroutine g = ref _goroutines[slot];
        PutStop(ref step, cursor, g, slot, GoroutineState.Waiting, WireType.GoBlock, reason);
        g.Status = LegacyStatus.Waiting;
        if (reason == LegacyTexts.Network)
        {
            g.Marks |= LegacyMarks.OnNetwork;
        }

        if (g.Waiters >= 0)
        {
            Wake(ref g.Waiters);
        }

        Detach(ref cursor);
        return true;
    }

    private bool GoYield(ref LegacyCursor cursor, ref LegacyStep step, int reason)
    {
        int slot = cursor.Goroutine;
        if (slot < 0)
        {
            step.Next();
            return LeaveOut(cursor, step);
        }

        ref LegacyGoroutine g = ref _goroutines[slot];
        PutStop(ref step, cursor, g, slot, GoroutineState.Runnable, WireType.GoStop, reason);
        g.Status = LegacyStatus.Runnable;
        if (g.Waiters >= 0)
        {
            Wake(ref g.Waiters);
        }

        Detach(ref cursor);
        return true;
    }

    private void PutStop(
        ref LegacyStep step, in LegacyCursor cursor, in LegacyGoroutine g, int slot, GoroutineState to, WireType type, int reason)
    {
        int stack = StackOf(step.Next(), cursor);
        ref TraceEvent e = ref PutState(ref step, cursor, g.Id, slot, Was(g), to, type);
        e._text = reason < 0 ? 0 : _index.FirstOwnText + reason;
        e._stack = stack;
        e._transitionStack = stack;
    }

    private bool GoUnblock(ref LegacyCursor cursor, ref LegacyStep step)
    {
        ulong id = step.Next();
        bool isCounted = cursor.Type == LegacyType.GoUnblock && !_isSequenced;
        ulong sequence = isCounted ? step.Next() : 0;
        ulong stack = step.Next();
        if (!IsGoroutine(id, cursor, step))
        {
            return true;
        }

        int slot = FindOrAdd(id);
        ref LegacyGoroutine g = ref _goroutines[slot];
        GoroutineState from = GoroutineState.Waiting;
        if (g.Status != LegacyStatus.Waiting || (isCounted && g.Sequence != sequence))
        {
            if (!_isForced)
            {
                return WaitFor(ref cursor, slot, isCounted ? sequence : ulong.MaxValue);
            }

            NoteForced(ref g, cursor, step);
            from = GoroutineState.Undetermined;
        }

        if ((g.Marks & LegacyMarks.InSyscall) != 0 && !FollowsGo)
        {
            // Its return from the syscall is lost.
            from = GoroutineState.Undetermined;
            g.Marks &= ~(LegacyMarks.InSyscall | LegacyMarks.BeginGiven | LegacyMarks.ExitGiven | LegacyMarks.ExitDue);
        }

        g.Status = LegacyStatus.Runnable;
        g.Sequence = isCounted ? sequence + 1 : g.Sequence + 1;
        if (g.Waiters >= 0)
        {
            Wake(ref g.Waiters);
        }

        ref TraceEvent e = ref PutState(ref step, cursor, id, slot, from, GoroutineState.Runnable, WireType.GoUnblock);
        e._stack = StackOf(stack, cursor);
        if ((g.Marks & LegacyMarks.OnNetwork) != 0)
        {
            MoveTo(ref e, NetworkProcessor);
        }

        if (_hasTimers && IsTimer(cursor) && (_format.Minor < 11 || e._processor != NetworkProcessor))
        {
            MoveTo(ref e, TimerProcessor);
        }

        g.Marks &= ~LegacyMarks.OnNetwork;
        return true;
    }

    // A goroutine that was there when the trace began: it waits, or is in a syscall.
    private bool GoFound(ref LegacyCursor cursor, ref LegacyStep step)
    {
        ulong id = step.Next();
        if (!IsGoroutine(id, cursor, step))
        {
            return true;
        }

        int slot = FindOrAdd(id);
        ref LegacyGoroutine g = ref _goroutines[slot];
        if (g.Status != LegacyStatus.Runnable || (!_isSequenced && g.Sequence != 1))
        {
            if (!_isForced)
            {
                return WaitFor(ref cursor, slot, 1);
            }

            NoteForced(ref g, cursor, step);
        }

        bool isSyscall = cursor.Type == LegacyType.GoInSyscall;
        g.Status = LegacyStatus.Waiting;
        g.Sequence = 2;
        g.Marks &= ~LegacyMarks.Announced;
        if (isSyscall)
        {
            g.Marks |= LegacyMarks.InSyscall | LegacyMarks.BeginGiven;
            g.BlockedAt = cursor.Ticks;
        }

        if (g.Waiters >= 0)
        {
            Wake(ref g.Waiters);
        }

        ref TraceEvent e = ref PutState(
            ref step,
            cursor,
            id,
            slot,
            GoroutineState.Undetermined,
            isSyscall ? GoroutineState.Syscall : GoroutineState.Waiting,
            WireType.GoStatus);
        e._goroutine = (long)id;
        e._goroutineIndex = slot;
        return true;
    }

    private int FindOrAdd(ulong id)
    {
        int slot = _goroutines.Find(id);
        return slot >= 0 ? slot : AddGoroutine(id);
    }

    private int AddGoroutine(ulong id)
    {
        if (_goroutines.Count >= _maxGoroutines)
        {
            Fail(new TraceFormatException(
                TraceFormatError.LimitExceeded, $"more than {_maxGoroutines} goroutines at once (MaxGoroutines)", -1, _generation.Number));
        }

        return _goroutines.Add(id);
    }

    private static void Detach(ref LegacyCursor cursor)
    {
        cursor.Goroutine = -1;
        cursor.GoroutineId = TraceEvent.NoId;
    }

    private static GoroutineState Was(in LegacyGoroutine g) =>
        g.Status == LegacyStatus.Running ? GoroutineState.Running : GoroutineState.Undetermined;

    private static void About(ref TraceEvent e, in LegacyCursor cursor)
    {
        e._resourceKind = ResourceKind.Goroutine;
        e._resource = cursor.GoroutineId;
        e._resourceIndex = cursor.Goroutine;
    }

    // Go's reader puts some events on processors of its own, which no thread has.
    private static void MoveTo(ref TraceEvent e, long processor)
    {
        e._processor = processor;
        e._thread = TraceEvent.NoId;
    }

    // For two sorts of events Go's reader takes thread 0 for one that is not known.
    private static long KnownThread(in LegacyCursor cursor) => cursor.Thread == TraceEvent.NoId ? 0 : cursor.Thread;

    private bool IsTimer(in LegacyCursor cursor) =>
        cursor.Goroutine >= 0 && _index.TimerGoroutines.Find((ulong)cursor.GoroutineId) >= 0;

    private int StartOf(ulong address)
    {
        int start = _index.Starts.Find(address);
        return start < 0 ? 0 : Math.Max(0, _tables.Stacks.Resolve(LegacyIndex.FirstStart + (ulong)start + 1));
    }
}
