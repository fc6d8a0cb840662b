using System.Runtime.CompilerServices;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Ordering;

/// <content>
/// The hot loop: a thread's events one after the other, with all that is at hand in locals. It knows
/// the commonest types, and of them only the case where everything is in order; whatever else comes
/// up is tried the plain way, which finds out what it is. <see cref="RunPlainly"/> is its plain twin:
/// the two give the same.
/// </content>
internal sealed partial class Orderer
{
    private const long NoId = TraceEvent.NoId;

    /// <summary>
    /// Gives a thread's events up to a time, as long as they can happen.
    /// </summary>
    private int Run(int index, long bound, ref byte data, Span<TraceEvent> room, out bool stuck)
    {
        ref Cursor cursor = ref _cursors[index];
        int slot = SlotOf(ref cursor);
        if (slot == 0 || _plain || FollowsGo)
        {
            return RunPlainly(index, bound, ref data, room, out stuck);
        }

        ref ThreadEntry thread = ref _state.Threads[slot];
        GoroutineEntry[] goroutines = _state.Goroutines;
        ProcessorEntry[] processors = _state.Processors;
        ulong stacks = _tables.Stacks.Solid;
        ulong strings = _tables.Strings.Solid;
        int ordinal = _ordinal;
        ClockRate rate = _rate;
        nint start = cursor.Start;
        nint position = cursor.Position;
        nint end = cursor.End;
        long time = cursor.Time;
        WireType type = cursor.Type;
        long shown = _lastGoTime;
        ref TraceEvent e = ref room[0];
        ref TraceEvent full = ref room[^LeastRoom];
        while (true)
        {
            nint next = position;
            switch (type)
            {
                case WireType.GoStart:
                    {
                        ulong id = Varint.ReadHot(ref data, ref next, ref end);
                        ulong sequence = Varint.ReadHot(ref data, ref next, ref end);
                        int g = _state.FindGoroutine(id);
                        if (next > end || g < 0 || thread.Processor == NoId || thread.Goroutine != NoId)
                        {
                            goto Plain;
                        }

                        ref GoroutineEntry goroutine = ref goroutines[g];
                        if (goroutine.State != GoroutineState.Runnable || !Succeeds(in goroutine, sequence, ordinal))
                        {
                            goto Plain;
                        }

                        Put(ref e, in thread, time, ref shown);
                        About(ref e, in goroutine, g);
                        e._shape = Moves(WireType.GoStart, GoroutineState.Runnable, GoroutineState.Running);
                        goroutine.State = GoroutineState.Running;
                        goroutine.Sequence = sequence;
                        thread.Goroutine = (long)id;
                        thread.GoroutineSlot = g;
                        break;
                    }

                case WireType.GoStop:
                case WireType.GoBlock:
                    {
                        ulong reason = Varint.ReadHot(ref data, ref next, ref end);
                        ulong stack = Varint.ReadHot(ref data, ref next, ref end);
                        int g = thread.GoroutineSlot;
                        if (next > end || stack >= stacks || reason >= strings || thread.Processor == NoId
                            || (uint)g >= (uint)goroutines.Length)
                        {
                            goto Plain;
                        }

                        ref GoroutineEntry goroutine = ref goroutines[g];
                        if (goroutine.State != GoroutineState.Running || goroutine.Id != thread.Goroutine)
                        {
                            goto Plain;
                        }

                        Put(ref e, in thread, time, ref shown);
                        About(ref e, in goroutine, g);
                        e._text = (int)reason;
                        e._stack = (int)stack;
                        e._transitionStack = (int)stack;
                        if (type == WireType.GoStop)
                        {
                            e._shape = Moves(WireType.GoStop, GoroutineState.Running, GoroutineState.Runnable);
                            goroutine.State = GoroutineState.Runnable;
                        }
                        else
                        {
                            e._shape = Moves(WireType.GoBlock, GoroutineState.Running, GoroutineState.Waiting);
                            goroutine.State = GoroutineState.Waiting;
                        }

                        LoseGoroutine(ref thread);
                        break;
                    }

                case WireType.GoUnblock:
                    {
                        ulong id = Varint.ReadHot(ref data, ref next, ref end);
                        ulong sequence = Varint.ReadHot(ref data, ref next, ref end);
                        ulong stack = Varint.ReadHot(ref data, ref next, ref end);
                        int g = _state.FindGoroutine(id);
                        if (next > end || g < 0 || stack >= stacks)
                        {
                            goto Plain;
                        }

                        ref GoroutineEntry goroutine = ref goroutines[g];
                        if (goroutine.State != GoroutineState.Waiting || !Succeeds(in goroutine, sequence, ordinal))
                        {
                            goto Plain;
                        }

                        Put(ref e, in thread, time, ref shown);
                        About(ref e, in goroutine, g);
                        e._stack = (int)stack;
                        e._shape = Moves(WireType.GoUnblock, GoroutineState.Waiting, GoroutineState.Runnable);
                        goroutine.State = GoroutineState.Runnable;
                        goroutine.Sequence = sequence;
                        break;
                    }

                case WireType.GoSyscallBegin:
                    {
                        ulong sequence = Varint.ReadHot(ref data, ref next, ref end);
                        ulong stack = Varint.ReadHot(ref data, ref next, ref end);
                        int g = thread.GoroutineSlot;
                        int p = thread.ProcessorSlot;
                        if (next > end || stack >= stacks || (uint)g >= (uint)goroutines.Length || (uint)p >= (uint)processors.Length)
                        {
                            goto Plain;
                        }

                        ref GoroutineEntry goroutine = ref goroutines[g];
                        ref ProcessorEntry processor = ref processors[p];
                        if (goroutine.State != GoroutineState.Running || goroutine.Id != thread.Goroutine
                            || processor.Generation != ordinal || sequence != processor.Sequence + 1)
                        {
                            goto Plain;
                        }

                        Put(ref e, in thread, time, ref shown);
                        About(ref e, in goroutine, g);
                        e._stack = (int)stack;
                        e._transitionStack = (int)stack;
                        e._shape = Moves(WireType.GoSyscallBegin, GoroutineState.Running, GoroutineState.Syscall);
                        goroutine.State = GoroutineState.Syscall;
                        processor.Status = ProcessorStatus.Syscall;
                        processor.Sequence = sequence;
                        break;
                    }

                case WireType.GoSyscallEnd:
                    {
                        int g = thread.GoroutineSlot;
                        int p = thread.ProcessorSlot;
                        if ((uint)g >= (uint)goroutines.Length || (uint)p >= (uint)processors.Length)
                        {
                            goto Plain;
                        }

                        ref GoroutineEntry goroutine = ref goroutines[g];
                        ref ProcessorEntry processor = ref processors[p];
                        if (goroutine.State != GoroutineState.Syscall || goroutine.Id != thread.Goroutine
                            || processor.Status != ProcessorStatus.Syscall)
                        {
                            goto Plain;
                        }

                        Put(ref e, in thread, time, ref shown);
                        About(ref e, in goroutine, g);
                        e._shape = Moves(WireType.GoSyscallEnd, GoroutineState.Syscall, GoroutineState.Running);
                        goroutine.State = GoroutineState.Running;
                        processor.Status = ProcessorStatus.Running;
                        break;
                    }

                case WireType.HeapAlloc:
                case WireType.HeapGoal:
                    {
                        ulong value = Varint.ReadHot(ref data, ref next, ref end);
                        if (next > end || thread.Processor == NoId)
                        {
                            goto Plain;
                        }

                        Put(ref e, in thread, time, ref shown);
                        e._value = value;
                        e._shape = type == WireType.HeapAlloc
                            ? Shape(EventKind.Metric, WireType.HeapAlloc, 0, (byte)TraceMetric.HeapObjects)
                            : Shape(EventKind.Metric, WireType.HeapGoal, 0, (byte)TraceMetric.HeapGoal);
                        break;
                    }

                case WireType.GCSweepBegin:
                    {
                        ulong stack = Varint.ReadHot(ref data, ref next, ref end);
                        int p = thread.ProcessorSlot;
                        if (next > end || stack >= stacks || (uint)p >= (uint)processors.Length || processors[p].InSweep)
                        {
                            goto Plain;
                        }

                        Put(ref e, in thread, time, ref shown);
                        e._resource = thread.Processor;
                        e._stack = (int)stack;
                        e._shape = Shape(EventKind.RangeBegin, type, ResourceKind.Processor, (byte)TraceRange.IncrementalSweep);
                        processors[p].InSweep = true;
                        break;
                    }

                case WireType.GCSweepEnd:
                    {
                        ulong swept = Varint.ReadHot(ref data, ref next, ref end);
                        ulong reclaimed = Varint.ReadHot(ref data, ref next, ref end);
                        int p = thread.ProcessorSlot;
                        if (next > end || (uint)p >= (uint)processors.Length || !processors[p].InSweep)
                        {
                            goto Plain;
                        }

                        Put(ref e, in thread, time, ref shown);
                        e._resource = thread.Processor;
                        e._value = swept;
                        e._value2 = reclaimed;
                        e._shape = Shape(EventKind.RangeEnd, type, ResourceKind.Processor, (byte)TraceRange.IncrementalSweep);
                        processors[p].InSweep = false;
                        break;
                    }

                case WireType.GoCreate:
                    {
                        ulong id = Varint.ReadHot(ref data, ref next, ref end);
                        ulong newStack = Varint.ReadHot(ref data, ref next, ref end);
                        ulong stack = Varint.ReadHot(ref data, ref next, ref end);
                        int current = thread.GoroutineSlot;
                        if (next > end || stack >= stacks || newStack >= stacks || thread.Processor == NoId
                            || (uint)current >= (uint)goroutines.Length
                            || goroutines[current].Id != thread.Goroutine
                            || goroutines[current].State != GoroutineState.Running
                            || (long)id == NoId
                            || _state.GoroutineCount >= _maxGoroutines
                            || _state.FindGoroutine(id) >= 0)
                        {
                            goto Plain;
                        }

                        int g = _state.AddGoroutine(id, GoroutineState.Runnable, ordinal);
                        goroutines = _state.Goroutines;
                        Put(ref e, in thread, time, ref shown);
                        e._resource = (long)id;
                        e._resourceIndex = g;
                        e._stack = (int)stack;
                        e._transitionStack = (int)newStack;
                        e._shape = Moves(WireType.GoCreate, GoroutineState.NotExist, GoroutineState.Runnable);
                        break;
                    }

                case WireType.GoDestroy:
                    {
                        int g = thread.GoroutineSlot;
                        if (thread.Processor == NoId || (uint)g >= (uint)goroutines.Length)
                        {
                            goto Plain;
                        }

                        ref GoroutineEntry goroutine = ref goroutines[g];
                        if (goroutine.State != GoroutineState.Running || goroutine.Id != thread.Goroutine)
                        {
                            goto Plain;
                        }

                        Put(ref e, in thread, time, ref shown);
                        About(ref e, in goroutine, g);
                        e._shape = Moves(WireType.GoDestroy, GoroutineState.Running, GoroutineState.NotExist);
                        RemoveGoroutine(g);
                        LoseGoroutine(ref thread);
                        break;
                    }

                default:
                    goto Plain;
            }

            e = ref Unsafe.Add(ref e, 1);
            position = next;
            goto Advance;

        Plain:
            cursor.Start = (int)start;
            cursor.Position = (int)position;
            cursor.Time = time;
            cursor.Type = type;
            SetTimes(ref room[0], ref e, shown);
            var attempt = new Attempt { Data = ref data, Room = ref e };
            if (TryOne(ref cursor, ref attempt) != Outcome.Done)
            {
                stuck = true;
                return CountOf(ref room[0], ref Unsafe.Add(ref e, attempt.Count));
            }

            position = attempt.Position;
            end = cursor.End;
            shown = _lastGoTime;
            e = ref Unsafe.Add(ref e, attempt.Count);
            thread = ref _state.Threads[slot];
            goroutines = _state.Goroutines;
            processors = _state.Processors;

        Advance:
            if (position >= end)
            {
                if (!NextBatch(ref cursor))
                {
                    SetTimes(ref room[0], ref e, shown);
                    stuck = false;
                    return CountOf(ref room[0], ref e);
                }

                position = cursor.Position;
                end = cursor.End;
                time = cursor.Time;
            }

            start = position;
            type = (WireType)Unsafe.Add(ref data, position++);
            ulong delta = Varint.ReadHot(ref data, ref position, ref end);
            if (position <= end)
            {
                time += rate.ToNanoseconds(delta);
            }
            else
            {
                cursor.Position = (int)start;
                cursor.Time = time;
                Advance(ref cursor, ref data);
                position = cursor.Position;
                end = cursor.End;
                time = cursor.Time;
                type = cursor.Type;
            }

            if (time > bound || Unsafe.IsAddressGreaterThan(ref e, ref full))
            {
                break;
            }
        }

        cursor.Start = (int)start;
        cursor.Position = (int)position;
        cursor.Time = time;
        cursor.Type = type;
        SetTimes(ref room[0], ref e, shown);
        stuck = false;
        return CountOf(ref room[0], ref e);
    }

    // All of an event but what it is about and its shape.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref TraceEvent e, in ThreadEntry thread, long time, ref long shown)
    {
        shown = time > shown ? time : shown + 1;
        e._time = time;
        e._goTime = shown;
        e._thread = thread.Id;
        e._processor = thread.Processor;
        e._goroutine = thread.Goroutine;
        e._resource = 0;
        e._value = 0;
        e._value2 = 0;
        e._stack = 0;
        e._transitionStack = 0;
        e._text = 0;
        e._text2 = 0;
        e._goroutineIndex = thread.GoroutineSlot;
        e._resourceIndex = -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void About(ref TraceEvent e, in GoroutineEntry goroutine, int slot)
    {
        e._resource = goroutine.Id;
        e._resourceIndex = slot;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Succeeds(in GoroutineEntry goroutine, ulong sequence, int ordinal) =>
        goroutine.Generation == ordinal && sequence == goroutine.Sequence + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Moves(WireType type, GoroutineState from, GoroutineState to) =>
        TraceEvent.Shape(EventKind.StateTransition, type, ResourceKind.Goroutine, (byte)from, (byte)to, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Shape(EventKind kind, WireType type, ResourceKind about, byte detail) =>
        TraceEvent.Shape(kind, type, about, 0, 0, detail);

    // The times of the last event given, if one was.
    private void SetTimes(ref TraceEvent first, ref TraceEvent end, long shown)
    {
        _lastGoTime = shown;
        if (!Unsafe.AreSame(ref first, ref end))
        {
            _lastTime = Unsafe.Add(ref end, -1)._time;
        }
    }

    private static int CountOf(ref TraceEvent first, ref TraceEvent end) =>
        (int)(Unsafe.ByteOffset(ref first, ref end) / Unsafe.SizeOf<TraceEvent>());
}
