using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GoTrace.Parsing.Tables;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Legacy;

/// <summary>
/// The commonest events of a v1 trace, each where everything is in order: then it happens, and is put
/// down. Where anything is not, nothing has happened, and the event is to be taken the plain way
/// (<see cref="LegacySource"/>), which has the rules in full. Small methods on purpose: each has its
/// registers to itself.
/// </summary>
internal ref struct LegacyHot
{
    /// <summary>What a method gives if the event is to be taken the plain way.</summary>
    public const nint NotPlain = -1;

    private const long NoId = TraceEvent.NoId;

    public ref TraceEvent Room; // where the next event goes, after what was done the plain way
    public ref byte Data;
    public ref LegacyCursor Cursor;
    public LegacyGoroutines Table;
    public LegacyGoroutine[] Goroutines;
    public IdMap Slots;
    public int[] Reasons; // by type: the text of what an event blocks for
    public long Last; // the time shown with the last event
    public long Base; // ticks of the first event
    public double Factor; // nanoseconds a tick
    public ulong Stacks; // ids below are their own index
    public nint End; // of the run
    public int MaxGoroutines;
    public bool HasTimers;
    public bool HasSamples;
    public bool HasSweptBytes;
    public bool IsPair; // the syscall gave its end as well

    /// <summary>Reads the head of the event at a place: the time since the one before it.</summary>
    /// <param name="at">Where it begins.</param>
    /// <param name="arguments">Where its arguments begin, or <see cref="NotPlain"/>: its time is uncommonly long.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly ulong ReadHead(nint at, out nint arguments)
    {
        nint end = End;
        uint first = Unsafe.Add(ref Data, at++);
        if (first >= 0xc0)
        {
            Varint.ReadHot(ref Data, ref at, ref end); // its length
        }

        ulong delta = Varint.ReadHot(ref Data, ref at, ref end);
        arguments = end < 0 ? NotPlain : at;
        return delta;
    }

    // Each method takes where the event's arguments are, and gives where they end.

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

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint HeapAlloc(nint at, ref TraceEvent e, long ticks)
    {
        nint end = End;
        ulong value = Varint.ReadHot(ref Data, ref at, ref end);
        if (at > end)
        {
            return NotPlain;
        }

        ref LegacyCursor cursor = ref Cursor;
        Put(ref e, in cursor, ticks, cursor.GoroutineId, cursor.Goroutine, 0, -1);
        e._value = value;
        e._shape = TraceEvent.Shape(EventKind.Metric, WireType.HeapAlloc, ResourceKind.None, 0, 0, (byte)TraceMetric.HeapObjects);
        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint SweepStart(nint at, ref TraceEvent e, long ticks)
    {
        nint end = End;
        ulong stack = Varint.ReadHot(ref Data, ref at, ref end);
        ref LegacyCursor cursor = ref Cursor;
        if (at > end || stack >= Stacks || cursor.InSweep)
        {
            return NotPlain;
        }

        cursor.InSweep = true;
        Put(ref e, in cursor, ticks, cursor.GoroutineId, cursor.Goroutine, cursor.Processor, -1);
        e._stack = (int)stack;
        e._shape = TraceEvent.Shape(
            EventKind.RangeBegin, WireType.GCSweepBegin, ResourceKind.Processor, 0, 0, (byte)TraceRange.IncrementalSweep);
        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint SweepDone(nint at, ref TraceEvent e, long ticks)
    {
        nint end = End;
        ref LegacyCursor cursor = ref Cursor;
        if (!HasSweptBytes || !cursor.InSweep)
        {
            return NotPlain;
        }

        ulong swept = Varint.ReadHot(ref Data, ref at, ref end);
        ulong reclaimed = Varint.ReadHot(ref Data, ref at, ref end);
        if (at > end)
        {
            return NotPlain;
        }

        cursor.InSweep = false;
        Put(ref e, in cursor, ticks, cursor.GoroutineId, cursor.Goroutine, cursor.Processor, -1);
        e._value = swept;
        e._value2 = reclaimed;
        e._shape = TraceEvent.Shape(
            EventKind.RangeEnd, WireType.GCSweepEnd, ResourceKind.Processor, 0, 0, (byte)TraceRange.IncrementalSweep);
        return at;
    }

    // All of an event but its shape; what is not set here is 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(
        ref TraceEvent e, in LegacyCursor cursor, long ticks, long goroutine, int goroutineIndex, long resource, int resourceIndex)
    {
        long time = double.ConvertToIntegerNative<long>((ticks - Base) * Factor);
        long last = Last;
        long shown = time > last ? time : last + 1;
        Last = shown;
        e._time = time;
        e._goTime = shown;
        e._thread = cursor.Thread;
        e._processor = cursor.Processor;
        e._goroutine = goroutine;
        e._resource = resource;
        e._goroutineIndex = goroutineIndex;
        e._resourceIndex = resourceIndex;

        // From _value to _text2.
        Unsafe.As<ulong, Vector256<ulong>>(ref e._value) = Vector256<ulong>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Moves(WireType type, GoroutineState from, GoroutineState to) =>
        TraceEvent.Shape(EventKind.StateTransition, type, ResourceKind.Goroutine, (byte)from, (byte)to, 0);
}
