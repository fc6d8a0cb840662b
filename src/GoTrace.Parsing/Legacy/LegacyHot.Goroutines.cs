using System.Runtime.CompilerServices;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Legacy;

/// <content>Goroutines: created, started, stopped, unblocked, ended; and their syscalls.</content>
internal ref partial struct LegacyHot
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoStartLocal(nint at, ref TraceEvent e, long ticks)
    {
        nint end = End;
        ulong id = Varint.ReadHot(ref Data, ref at, ref end);
        int slot = Slots.Find(id);
        LegacyGoroutine[] goroutines = Goroutines;
        if (at > end || (uint)slot >= (uint)goroutines.Length)
        {
            return NotPlain;
        }

        ref LegacyGoroutine g = ref goroutines[slot];
        return TryStart(ref e, ticks, ref g, slot) ? at : NotPlain;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoStart(nint at, ref TraceEvent e, long ticks)
    {
        nint end = End;
        ulong id = Varint.ReadHot(ref Data, ref at, ref end);
        ulong sequence = Varint.ReadHot(ref Data, ref at, ref end);
        int slot = Slots.Find(id);
        LegacyGoroutine[] goroutines = Goroutines;
        if (at > end || (uint)slot >= (uint)goroutines.Length)
        {
            return NotPlain;
        }

        ref LegacyGoroutine g = ref goroutines[slot];
        return g.Sequence == sequence && TryStart(ref e, ticks, ref g, slot) ? at : NotPlain;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryStart(ref TraceEvent e, long ticks, ref LegacyGoroutine g, int slot)
    {
        const uint Mask = LegacyCondition.State | ((uint)LegacyMarks.ExitDue << LegacyCondition.MarksShift);
        uint condition = g.Condition;
        ref LegacyCursor cursor = ref Cursor;
        if ((condition & Mask) != LegacyCondition.Runnable || g.Waiters >= 0 || cursor.Goroutine >= 0)
        {
            return false;
        }

        // The goroutine at hand is the one that starts.
        g.Condition = (condition & LegacyCondition.Unlooked) | LegacyCondition.Running;
        g.Sequence++;
        cursor.Goroutine = slot;
        cursor.GoroutineId = (long)g.Id;
        Put(ref e, in cursor, ticks, (long)g.Id, slot, (long)g.Id, slot);
        e._shape = Moves(WireType.GoStart, GoroutineState.Runnable, GoroutineState.Running);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoBlock(nint at, ref TraceEvent e, long ticks, LegacyType type)
    {
        uint to = LegacyCondition.Waiting;
        if (type == LegacyType.GoBlockNet)
        {
            to |= (uint)LegacyMarks.OnNetwork << LegacyCondition.MarksShift;
        }

        return Stop(at, ref e, ticks, type, to, Moves(WireType.GoBlock, GoroutineState.Running, GoroutineState.Waiting));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoYield(nint at, ref TraceEvent e, long ticks, LegacyType type) => Stop(
        at, ref e, ticks, type, LegacyCondition.Runnable, Moves(WireType.GoStop, GoroutineState.Running, GoroutineState.Runnable));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nint Stop(nint at, ref TraceEvent e, long ticks, LegacyType type, uint to, ulong shape)
    {
        nint end = End;
        ulong stack = Varint.ReadHot(ref Data, ref at, ref end);
        ref LegacyCursor cursor = ref Cursor;
        LegacyGoroutine[] goroutines = Goroutines;
        int slot = cursor.Goroutine;
        if (at > end || stack >= Stacks || (uint)slot >= (uint)goroutines.Length)
        {
            return NotPlain;
        }

        ref LegacyGoroutine g = ref goroutines[slot];
        uint condition = g.Condition;
        if ((condition & LegacyCondition.State) != LegacyCondition.Running || g.Waiters >= 0)
        {
            return NotPlain;
        }

        Put(ref e, in cursor, ticks, cursor.GoroutineId, slot, (long)g.Id, slot);
        e._stack = (int)stack;
        e._transitionStack = (int)stack;
        e._text = Reasons[(int)type];
        e._shape = shape;
        g.Condition = (condition & ~LegacyCondition.State) | to;
        cursor.Goroutine = -1;
        cursor.GoroutineId = NoId;
        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoUnblockLocal(nint at, ref TraceEvent e, long ticks)
    {
        nint end = End;
        ulong id = Varint.ReadHot(ref Data, ref at, ref end);
        ulong stack = Varint.ReadHot(ref Data, ref at, ref end);
        int slot = Slots.Find(id);
        LegacyGoroutine[] goroutines = Goroutines;
        if (at > end || stack >= Stacks || (uint)slot >= (uint)goroutines.Length)
        {
            return NotPlain;
        }

        ref LegacyGoroutine g = ref goroutines[slot];
        return TryUnblock(ref e, ticks, ref g, slot, stack) ? at : NotPlain;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoUnblock(nint at, ref TraceEvent e, long ticks)
    {
        nint end = End;
        ulong id = Varint.ReadHot(ref Data, ref at, ref end);
        ulong sequence = Varint.ReadHot(ref Data, ref at, ref end);
        ulong stack = Varint.ReadHot(ref Data, ref at, ref end);
        int slot = Slots.Find(id);
        LegacyGoroutine[] goroutines = Goroutines;
        if (at > end || stack >= Stacks || (uint)slot >= (uint)goroutines.Length)
        {
            return NotPlain;
        }

        ref LegacyGoroutine g = ref goroutines[slot];
        return g.Sequence == sequence && TryUnblock(ref e, ticks, ref g, slot, stack) ? at : NotPlain;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryUnblock(ref TraceEvent e, long ticks, ref LegacyGoroutine g, int slot, ulong stack)
    {
        const uint Mask = LegacyCondition.State
            | ((uint)(LegacyMarks.InSyscall | LegacyMarks.OnNetwork) << LegacyCondition.MarksShift);
        uint condition = g.Condition;
        if ((condition & Mask) != LegacyCondition.Waiting || g.Waiters >= 0 || HasTimers)
        {
            return false;
        }

        ref LegacyCursor cursor = ref Cursor;
        g.Condition = (condition & ~LegacyCondition.State) | LegacyCondition.Runnable;
        g.Sequence++;
        Put(ref e, in cursor, ticks, cursor.GoroutineId, cursor.Goroutine, (long)g.Id, slot);
        e._stack = (int)stack;
        e._shape = Moves(WireType.GoUnblock, GoroutineState.Waiting, GoroutineState.Runnable);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoCreate(nint at, ref TraceEvent e, long ticks)
    {
        nint end = End;
        ulong id = Varint.ReadHot(ref Data, ref at, ref end);
        ulong start = Varint.ReadHot(ref Data, ref at, ref end);
        ulong stack = Varint.ReadHot(ref Data, ref at, ref end);
        if (at > end || start >= Stacks || stack >= Stacks || id - 1 >= ulong.MaxValue - 1
            || Table.Count >= MaxGoroutines || Slots.Find(id) >= 0)
        {
            return NotPlain;
        }

        int slot = Table.Add(id);
        LegacyGoroutine[] goroutines = Table.Items;
        Goroutines = goroutines;
        ref LegacyGoroutine g = ref goroutines[slot];
        g.Condition = LegacyCondition.Runnable;
        g.Sequence = 1;
        ref LegacyCursor cursor = ref Cursor;
        Put(ref e, in cursor, ticks, cursor.GoroutineId, cursor.Goroutine, (long)id, slot);
        e._stack = (int)stack;
        e._transitionStack = (int)start;
        e._shape = Moves(WireType.GoCreate, GoroutineState.NotExist, GoroutineState.Runnable);
        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoEnd(nint at, ref TraceEvent e, long ticks)
    {
        ref LegacyCursor cursor = ref Cursor;
        LegacyGoroutine[] goroutines = Goroutines;
        int slot = cursor.Goroutine;
        if ((uint)slot >= (uint)goroutines.Length)
        {
            return NotPlain;
        }

        ref LegacyGoroutine g = ref goroutines[slot];
        if ((g.Condition & LegacyCondition.State) != LegacyCondition.Running || g.Waiters >= 0 || g.Regions >= 0)
        {
            return NotPlain;
        }

        Put(ref e, in cursor, ticks, cursor.GoroutineId, slot, (long)g.Id, slot);
        e._shape = Moves(WireType.GoDestroy, GoroutineState.Running, GoroutineState.NotExist);
        Table.Remove(slot);
        cursor.Goroutine = -1;
        cursor.GoroutineId = NoId;
        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoSysCall(nint at, ref TraceEvent e, long ticks)
    {
        const uint Begun = (uint)LegacyMarks.BeginGiven << LegacyCondition.MarksShift;
        const uint Hidden = (uint)LegacyMarks.BlockHidden << LegacyCondition.MarksShift;
        nint end = End;
        ulong stack = Varint.ReadHot(ref Data, ref at, ref end);
        ref LegacyCursor cursor = ref Cursor;
        LegacyGoroutine[] goroutines = Goroutines;
        int slot = cursor.Goroutine;
        if (at >= end || stack >= Stacks || (uint)slot >= (uint)goroutines.Length)
        {
            return NotPlain;
        }

        var next = (LegacyType)(Unsafe.Add(ref Data, at) & 63);
        bool blocks = next == LegacyType.GoSysBlock;
        ref LegacyGoroutine g = ref goroutines[slot];
        uint condition = g.Condition;
        if ((condition & LegacyCondition.State) != LegacyCondition.Running
            || LegacySource.NamesOther(next) || (blocks && HasSamples))
        {
            return NotPlain;
        }

        Put(ref e, in cursor, ticks, cursor.GoroutineId, slot, (long)g.Id, slot);
        e._stack = (int)stack;
        e._transitionStack = (int)stack;
        e._shape = Moves(WireType.GoSyscallBegin, GoroutineState.Running, GoroutineState.Syscall);
        condition &= ~(Begun | Hidden);
        IsPair = !blocks;
        if (blocks)
        {
            g.Condition = (condition & ~LegacyCondition.Seen) | Begun | ((uint)GoroutineState.Syscall << LegacyCondition.SeenShift);
            return at;
        }

        // No end is recorded: Go's reader makes one up a nanosecond later.
        g.Condition = condition;
        long thread = cursor.Thread == NoId ? 0 : cursor.Thread;
        e._thread = thread;
        long time = e._time + 1;
        ref TraceEvent after = ref Unsafe.Add(ref e, 1);
        Put(ref after, in cursor, ticks, cursor.GoroutineId, slot, (long)g.Id, slot);
        after._thread = thread;
        after._time = time;
        after._goTime = Last = Math.Max(time, e._goTime + 1);
        after._shape = Moves(WireType.GoSyscallEnd, GoroutineState.Syscall, GoroutineState.Running);
        return at;
    }

    /// <summary>Gives no event.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly nint GoSysBlock(nint at, long ticks)
    {
        const uint Exit = (uint)(LegacyMarks.ExitGiven | LegacyMarks.ExitDue) << LegacyCondition.MarksShift;
        const uint In = (uint)LegacyMarks.InSyscall << LegacyCondition.MarksShift;
        ref LegacyCursor cursor = ref Cursor;
        LegacyGoroutine[] goroutines = Goroutines;
        int slot = cursor.Goroutine;
        if ((uint)slot >= (uint)goroutines.Length || goroutines[slot].Waiters >= 0)
        {
            return NotPlain;
        }

        ref LegacyGoroutine g = ref goroutines[slot];
        g.Condition = (g.Condition & ~(LegacyCondition.Order | Exit)) | In | (uint)LegacyStatus.Waiting;
        g.BlockedAt = ticks;
        cursor.Goroutine = -1;
        cursor.GoroutineId = NoId;
        return at;
    }
}
