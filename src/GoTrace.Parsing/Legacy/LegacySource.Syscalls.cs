using System.Runtime.CompilerServices;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Legacy;

/// <content>
/// Syscalls. Their end is recorded only where they blocked, and then written when the goroutine has a
/// processor again, with the time at which it had happened: it is given at that time.
/// </content>
internal sealed partial class LegacySource
{
    private int _nextExit;
    private long _due;
    private bool _isBlockHidden; // the syscall that was looked at last blocks, and a sample hides it

    private bool GoSysCall(ref LegacyCursor cursor, ref LegacyStep step)
    {
        int slot = cursor.Goroutine;
        int stack = StackOf(step.Next(), cursor);
        if (slot < 0)
        {
            return LeaveOut(cursor, step);
        }

        ref LegacyGoroutine g = ref _goroutines[slot];
        bool blocks = NextIsBlock(cursor, step);
        g.Marks &= ~(LegacyMarks.BeginGiven | LegacyMarks.BlockHidden);
        g.Marks |= blocks ? LegacyMarks.BeginGiven : _isBlockHidden ? LegacyMarks.BlockHidden : LegacyMarks.None;
        ref TraceEvent e = ref PutState(ref step, cursor, g.Id, slot, Was(g), GoroutineState.Syscall, WireType.GoSyscallBegin);
        e._stack = stack;
        e._transitionStack = stack;
        if (!blocks)
        {
            // No end is recorded: Go's reader makes one up a nanosecond later.
            e._thread = KnownThread(cursor);
            long time = e._time;
            ref TraceEvent end = ref PutState(
                ref step, cursor, g.Id, slot, GoroutineState.Syscall, GoroutineState.Running, WireType.GoSyscallEnd);
            _lastGoTime = e._goTime;
            SetTimes(ref end, time + 1);
            end._thread = e._thread;
        }

        return true;
    }

    private bool GoSysBlock(ref LegacyCursor cursor, ref LegacyStep step)
    {
        int slot = cursor.Goroutine;
        if (slot < 0)
        {
            return LeaveOut(cursor, step);
        }

        ref LegacyGoroutine g = ref _goroutines[slot];
        g.Status = LegacyStatus.Waiting;
        g.Marks = (g.Marks & ~(LegacyMarks.ExitGiven | LegacyMarks.ExitDue)) | LegacyMarks.InSyscall;
        g.BlockedAt = cursor.Ticks;
        if (g.Waiters >= 0)
        {
            Wake(ref g.Waiters);
        }

        Detach(ref cursor);
        return true;
    }

    private bool GoSysExit(ref LegacyCursor cursor, ref LegacyStep step)
    {
        ulong id = step.Next();
        bool isCounted = cursor.Type == LegacyType.GoSysExit;
        ulong sequence = isCounted ? step.Next() : 0;
        long ticks = (long)step.Next();
        if (_isSequenced)
        {
            return true; // given where its number says
        }

        if (!IsGoroutine(id, cursor, step))
        {
            return true;
        }

        int slot = FindOrAdd(id);
        ref LegacyGoroutine g = ref _goroutines[slot];
        bool isForced = false;
        if (g.Status != LegacyStatus.Waiting || (isCounted && g.Sequence != sequence))
        {
            if (!_isForced)
            {
                return WaitFor(ref cursor, slot, isCounted ? sequence : ulong.MaxValue);
            }

            NoteForced(ref g, cursor, step);
            isForced = true;
            g.Marks &= ~LegacyMarks.ExitGiven;
        }

        bool isGiven = (g.Marks & LegacyMarks.ExitGiven) != 0;
        bool isStray = (g.Marks & LegacyMarks.InSyscall) == 0;
        g.Status = LegacyStatus.Runnable;
        g.Sequence = isCounted ? sequence + 1 : g.Sequence + 1;
        g.Marks &= ~(LegacyMarks.ExitGiven | LegacyMarks.InSyscall | LegacyMarks.OnNetwork);
        if (g.Waiters >= 0)
        {
            Wake(ref g.Waiters);
        }

        if (isGiven)
        {
            return true;
        }

        if (!isCounted || ticks == 0)
        {
            ticks = cursor.Ticks;
        }
        else if (!isForced && ticks > cursor.Ticks)
        {
            g.Marks |= LegacyMarks.ExitDue;
            return true;
        }
        else if (!isForced && (isStray || ticks < cursor.Ticks))
        {
            NoteTimeGoesBack(cursor);
            isForced = isStray;
        }

        GoroutineState from = isForced ? GoroutineState.Undetermined : InSyscall(g);
        g.Marks &= ~LegacyMarks.BeginGiven;
        ref TraceEvent e = ref PutState(ref step, cursor, id, slot, from, GoroutineState.Runnable, WireType.GoSyscallEndBlocked);
        MakeExit(ref e, ticks, slot);
        return true;
    }

    // What a goroutine was that comes back from a syscall. Go's reader knows one sort of waiting here, and
    // takes whatever comes back for that; where no beginning was given, it is lost.
    private GoroutineState InSyscall(in LegacyGoroutine g) => FollowsGo || (g.Marks & (LegacyMarks.BeginGiven | LegacyMarks.BlockHidden)) != 0
        ? GoroutineState.Syscall
        : GoroutineState.Undetermined;

    // Whether the next thing told of this goroutine is that its syscall blocks. That stands on the
    // same processor; a CPU sample of the goroutine in between hides it from Go's reader, and so here.
    private bool NextIsBlock(in LegacyCursor cursor, in LegacyStep step)
    {
        _isBlockHidden = false;
        if (step.Position < step.End)
        {
            var type = (LegacyType)(Unsafe.Add(ref step.Data, step.Position) & 63);
            if (!NamesOther(type) && (type != LegacyType.GoSysBlock || _generation.Samples.Count == 0))
            {
                return type == LegacyType.GoSysBlock;
            }
        }

        return NextIsBlockSlowly(cursor, step.Position);
    }

    private bool NextIsBlockSlowly(in LegacyCursor cursor, int position)
    {
        LegacyCursor next = cursor;
        next.Position = position;
        while (true)
        {
            if (next.Position < next.End)
            {
                next.ReadHead(ref DataOf(next), _isSequenced);
            }
            else
            {
                Open(ref next);
                if (next.Type == LegacyType.None)
                {
                    return false;
                }
            }

            Spend(1);
            if (Failure is not null)
            {
                return false;
            }

            if (!NamesOther(next.Type))
            {
                _isBlockHidden = next.Type == LegacyType.GoSysBlock && IsSampled(cursor.GoroutineId, next.Ticks);
                return next.Type == LegacyType.GoSysBlock && !_isBlockHidden;
            }

            // An event of another goroutine, or of this one.
            var step = new LegacyStep { Data = ref DataOf(next), Position = next.Position, End = next.End };
            if ((long)step.Next() == cursor.GoroutineId || next.Type is not (LegacyType.GoSysExit or LegacyType.GoSysExitLocal))
            {
                return false;
            }

            step.Next();
            if (next.Type == LegacyType.GoSysExit)
            {
                step.Next();
            }

            next.Position = step.Position;
        }
    }

    internal static bool NamesOther(LegacyType type) => type is
        LegacyType.GoSysExit or LegacyType.GoSysExitLocal or LegacyType.GoStart or LegacyType.GoStartLocal
        or LegacyType.GoStartLabel or LegacyType.GoWaiting or LegacyType.GoInSyscall;

    // Notes when the next thing happens that stands in no processor's queue.
    private void SetDue()
    {
        _due = _nextExit < _index.ExitKeys.Length ? _index.ExitKeys[_nextExit] : long.MaxValue;
        if (_nextSample < _generation.Samples.Count)
        {
            _due = Math.Min(_due, _generation.Samples[_nextSample].At);
        }
    }

    // Whether a return from a syscall comes before an event at that place in the order.
    private bool IsExitDue(long key, out long exit)
    {
        if (_nextExit == _index.ExitKeys.Length)
        {
            exit = 0;
            return false;
        }

        exit = _index.ExitKeys[_nextExit];
        return exit < key || (exit == key && (_isSequenced || IsLateExit()));
    }

    private bool IsLateExit()
    {
        ReadExit(out ulong id, out _, out _);
        int slot = _goroutines.Find(id);
        return slot >= 0 && (_goroutines[slot].Marks & LegacyMarks.ExitDue) != 0;
    }

    private void GiveExit(Span<TraceEvent> room, ref int count)
    {
        int offset = _index.ExitOffsets[_nextExit];
        ReadExit(out ulong id, out ulong sequence, out long ticks);
        _nextExit++;
        SetDue();
        int slot = _goroutines.Find(id);
        if (_isSequenced)
        {
            GiveNumbered(room, ref count, id, ticks, offset);
            return;
        }

        if (slot < 0)
        {
            return;
        }

        ref LegacyGoroutine g = ref _goroutines[slot];
        if ((g.Marks & LegacyMarks.ExitDue) != 0 && g.Sequence == sequence + 1)
        {
            g.Marks &= ~LegacyMarks.ExitDue;
        }
        else if ((g.Marks & (LegacyMarks.InSyscall | LegacyMarks.ExitGiven)) == LegacyMarks.InSyscall
            && g.Status == LegacyStatus.Waiting
            && g.Sequence == sequence
            && ticks >= g.BlockedAt)
        {
            g.Marks |= LegacyMarks.ExitGiven;
        }
        else
        {
            return; // to be given where it was written
        }

        GoroutineState from = InSyscall(g);
        g.Marks &= ~LegacyMarks.BeginGiven;
        PutExit(out room[count++], id, slot, from, ticks);
    }

    private void GiveNumbered(Span<TraceEvent> room, ref int count, ulong id, long ticks, int offset)
    {
        var cursor = new LegacyCursor { Type = LegacyType.GoSysExit, Start = offset, Goroutine = -1, GoroutineId = TraceEvent.NoId };
        if (!IsGoroutine(id, cursor, default))
        {
            return;
        }

        int slot = FindOrAdd(id);
        ref LegacyGoroutine g = ref _goroutines[slot];
        GoroutineState from = GoroutineState.Syscall;
        if (g.Status != LegacyStatus.Waiting)
        {
            NoteForced(ref g, cursor, default);
            from = GoroutineState.Undetermined;
        }
        else
        {
            from = InSyscall(g);
        }

        g.Status = LegacyStatus.Runnable;
        g.Marks &= ~(LegacyMarks.InSyscall | LegacyMarks.BeginGiven | LegacyMarks.OnNetwork);
        if (!_hasBase)
        {
            _base = ticks;
            _hasBase = true;
        }

        if (ticks < _lastTicks)
        {
            NoteTimeGoesBack(cursor);
        }

        _lastTicks = ticks;
        PutExit(out room[count++], id, slot, from, ticks);
    }

    // The goroutine starts, by its own account, before the syscall was over.
    private void GiveLateExit(ref LegacyGoroutine g, int slot, in LegacyCursor cursor, ref LegacyStep step)
    {
        GoroutineState from = InSyscall(g);
        g.Marks &= ~(LegacyMarks.ExitDue | LegacyMarks.BeginGiven);
        NoteTimeGoesBack(cursor);
        ref TraceEvent e = ref PutState(ref step, cursor, g.Id, slot, from, GoroutineState.Runnable, WireType.GoSyscallEndBlocked);
        MakeExit(ref e, cursor.Ticks, slot);
    }

    private void PutExit(out TraceEvent e, ulong id, int slot, GoroutineState from, long ticks)
    {
        e = default;
        SetTimes(ref e, ToNanoseconds(ticks));
        e._kind = EventKind.StateTransition;
        e._type = WireType.GoSyscallEndBlocked;
        e._resourceKind = ResourceKind.Goroutine;
        e._resource = (long)id;
        e._resourceIndex = slot;
        e._from = (byte)Known(slot, from, GoroutineState.Runnable);
        e._to = (byte)GoroutineState.Runnable;
        e._goroutine = (long)id;
        e._goroutineIndex = slot;
        MoveTo(ref e, SyscallProcessor);
    }

    private void MakeExit(ref TraceEvent e, long ticks, int slot)
    {
        e._goroutine = e._resource;
        e._goroutineIndex = slot;
        MoveTo(ref e, SyscallProcessor);
        e._time = ToNanoseconds(ticks);
        _lastTime = e._time;
    }

    private void ReadExit(out ulong id, out ulong sequence, out long ticks)
    {
        int offset = _index.ExitOffsets[_nextExit];
        ReadOnlySpan<byte> bytes = _generation.Bytes.Span[offset..];
        int position = 1;
        if (bytes[0] >= 0xc0)
        {
            position += Varint.TryRead(bytes[position..], out _);
        }

        for (int i = 0; i < _format.Deltas; i++)
        {
            position += Varint.TryRead(bytes[position..], out _);
        }

        position += Varint.TryRead(bytes[position..], out id);
        position += Varint.TryRead(bytes[position..], out sequence);
        Varint.TryRead(bytes[position..], out ulong time);
        ticks = (long)time;
        if (ticks == 0)
        {
            ticks = OwnTimeOf(offset);
        }
    }

    private long OwnTimeOf(int offset)
    {
        ReadOnlySpan<LegacyIndex.UntimedExit> exits = _index.UntimedExits.Items;
        int low = 0;
        int high = exits.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (exits[middle].Offset < offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < exits.Length && exits[low].Offset == offset ? exits[low].Ticks : 0;
    }
}
