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
internal ref partial struct LegacyHot
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
