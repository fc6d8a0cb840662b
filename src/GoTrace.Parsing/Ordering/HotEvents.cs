using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Ordering;

/// <summary>
/// The commonest events, each where everything is in order: then it happens, and is put down.
/// Where anything is not, nothing has happened, and the event is to be tried the plain way
/// (<see cref="Orderer.Try"/>), which has the rules in full and finds out what is wrong. Small
/// methods on purpose: each has its registers to itself.
/// </summary>
internal ref struct HotEvents
{
    /// <summary>What a method gives if the event is to be tried the plain way.</summary>
    public const nint NotPlain = -1;

    private const long NoId = TraceEvent.NoId;

    public ref byte Data;
    public ref ThreadEntry Thread;
    public SchedulerState State;
    public GoroutineEntry[] Goroutines;
    public ProcessorEntry[] Processors;
    public long Last; // the time shown with the last event
    public ulong Stacks; // ids below are their own index
    public ulong Strings;
    public nint End; // of the batch
    public int Ordinal; // of the generation
    public int MaxGoroutines;

    // Each method takes where the event's arguments are, and gives where they end.

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoStart(nint at, ref TraceEvent e, long time)
    {
        nint end = End;
        ulong id = Varint.ReadHot(ref Data, ref at, ref end);
        ulong sequence = Varint.ReadHot(ref Data, ref at, ref end);
        ref ThreadEntry thread = ref Thread;
        int slot = State.FindGoroutine(id);
        if (at > end || slot < 0 || thread.Processor == NoId || thread.Goroutine != NoId)
        {
            return NotPlain;
        }

        ref GoroutineEntry goroutine = ref Goroutines[slot];
        if (goroutine.State != GoroutineState.Runnable || goroutine.Generation != Ordinal || sequence != goroutine.Sequence + 1)
        {
            return NotPlain;
        }

        Put(ref e, in thread, time, (long)id, slot);
        e._shape = Moves(WireType.GoStart, GoroutineState.Runnable, GoroutineState.Running);
        goroutine.State = GoroutineState.Running;
        goroutine.Sequence = sequence;
        thread.Goroutine = (long)id;
        thread.GoroutineSlot = slot;
        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoStop(nint at, ref TraceEvent e, long time) =>
        Stop(at, ref e, time, WireType.GoStop, GoroutineState.Runnable);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoBlock(nint at, ref TraceEvent e, long time) =>
        Stop(at, ref e, time, WireType.GoBlock, GoroutineState.Waiting);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nint Stop(nint at, ref TraceEvent e, long time, WireType type, GoroutineState to)
    {
        nint end = End;
        ulong reason = Varint.ReadHot(ref Data, ref at, ref end);
        ulong stack = Varint.ReadHot(ref Data, ref at, ref end);
        ref ThreadEntry thread = ref Thread;
        int slot = thread.GoroutineSlot;
        GoroutineEntry[] goroutines = Goroutines;
        if (at > end || stack >= Stacks || reason >= Strings || thread.Processor == NoId || (uint)slot >= (uint)goroutines.Length)
        {
            return NotPlain;
        }

        ref GoroutineEntry goroutine = ref goroutines[slot];
        if (goroutine.State != GoroutineState.Running || goroutine.Id != thread.Goroutine)
        {
            return NotPlain;
        }

        Put(ref e, in thread, time, goroutine.Id, slot);
        e._stack = (int)stack;
        e._transitionStack = (int)stack;
        e._text = (int)reason;
        e._shape = Moves(type, GoroutineState.Running, to);
        goroutine.State = to;
        thread.Goroutine = NoId;
        thread.GoroutineSlot = -1;
        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoUnblock(nint at, ref TraceEvent e, long time)
    {
        nint end = End;
        ulong id = Varint.ReadHot(ref Data, ref at, ref end);
        ulong sequence = Varint.ReadHot(ref Data, ref at, ref end);
        ulong stack = Varint.ReadHot(ref Data, ref at, ref end);
        int slot = State.FindGoroutine(id);
        if (at > end || slot < 0 || stack >= Stacks)
        {
            return NotPlain;
        }

        ref GoroutineEntry goroutine = ref Goroutines[slot];
        if (goroutine.State != GoroutineState.Waiting || goroutine.Generation != Ordinal || sequence != goroutine.Sequence + 1)
        {
            return NotPlain;
        }

        Put(ref e, in Thread, time, (long)id, slot);
        e._stack = (int)stack;
        e._shape = Moves(WireType.GoUnblock, GoroutineState.Waiting, GoroutineState.Runnable);
        goroutine.State = GoroutineState.Runnable;
        goroutine.Sequence = sequence;
        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoSyscallBegin(nint at, ref TraceEvent e, long time)
    {
        nint end = End;
        ulong sequence = Varint.ReadHot(ref Data, ref at, ref end);
        ulong stack = Varint.ReadHot(ref Data, ref at, ref end);
        ref ThreadEntry thread = ref Thread;
        int slot = thread.GoroutineSlot;
        int p = thread.ProcessorSlot;
        GoroutineEntry[] goroutines = Goroutines;
        ProcessorEntry[] processors = Processors;
        if (at > end || stack >= Stacks || (uint)slot >= (uint)goroutines.Length || (uint)p >= (uint)processors.Length)
        {
            return NotPlain;
        }

        ref GoroutineEntry goroutine = ref goroutines[slot];
        ref ProcessorEntry processor = ref processors[p];
        if (goroutine.State != GoroutineState.Running || goroutine.Id != thread.Goroutine
            || processor.Generation != Ordinal || sequence != processor.Sequence + 1)
        {
            return NotPlain;
        }

        Put(ref e, in thread, time, goroutine.Id, slot);
        e._stack = (int)stack;
        e._transitionStack = (int)stack;
        e._shape = Moves(WireType.GoSyscallBegin, GoroutineState.Running, GoroutineState.Syscall);
        goroutine.State = GoroutineState.Syscall;
        processor.Status = ProcessorStatus.Syscall;
        processor.Sequence = sequence;
        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoSyscallEnd(nint at, ref TraceEvent e, long time)
    {
        ref ThreadEntry thread = ref Thread;
        int slot = thread.GoroutineSlot;
        int p = thread.ProcessorSlot;
        GoroutineEntry[] goroutines = Goroutines;
        ProcessorEntry[] processors = Processors;
        if ((uint)slot >= (uint)goroutines.Length || (uint)p >= (uint)processors.Length)
        {
            return NotPlain;
        }

        ref GoroutineEntry goroutine = ref goroutines[slot];
        ref ProcessorEntry processor = ref processors[p];
        if (goroutine.State != GoroutineState.Syscall || goroutine.Id != thread.Goroutine
            || processor.Status != ProcessorStatus.Syscall)
        {
            return NotPlain;
        }

        Put(ref e, in thread, time, goroutine.Id, slot);
        e._shape = Moves(WireType.GoSyscallEnd, GoroutineState.Syscall, GoroutineState.Running);
        goroutine.State = GoroutineState.Running;
        processor.Status = ProcessorStatus.Running;
        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoCreate(nint at, ref TraceEvent e, long time)
    {
        nint end = End;
        ulong id = Varint.ReadHot(ref Data, ref at, ref end);
        ulong newStack = Varint.ReadHot(ref Data, ref at, ref end);
        ulong stack = Varint.ReadHot(ref Data, ref at, ref end);
        ref ThreadEntry thread = ref Thread;
        int current = thread.GoroutineSlot;
        GoroutineEntry[] goroutines = Goroutines;
        if (at > end || stack >= Stacks || newStack >= Stacks || thread.Processor == NoId
            || (uint)current >= (uint)goroutines.Length)
        {
            return NotPlain;
        }

        ref GoroutineEntry creator = ref goroutines[current];
        if (creator.State != GoroutineState.Running || creator.Id != thread.Goroutine || (long)id == NoId
            || State.GoroutineCount >= MaxGoroutines || State.FindGoroutine(id) >= 0)
        {
            return NotPlain;
        }

        int slot = State.AddGoroutine(id, GoroutineState.Runnable, Ordinal);
        Goroutines = State.Goroutines;
        Put(ref e, in thread, time, (long)id, slot);
        e._stack = (int)stack;
        e._transitionStack = (int)newStack;
        e._shape = Moves(WireType.GoCreate, GoroutineState.NotExist, GoroutineState.Runnable);
        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint GoDestroy(nint at, ref TraceEvent e, long time)
    {
        ref ThreadEntry thread = ref Thread;
        int slot = thread.GoroutineSlot;
        GoroutineEntry[] goroutines = Goroutines;
        if (thread.Processor == NoId || (uint)slot >= (uint)goroutines.Length)
        {
            return NotPlain;
        }

        ref GoroutineEntry goroutine = ref goroutines[slot];
        if (goroutine.State != GoroutineState.Running || goroutine.Id != thread.Goroutine
            || goroutine.Regions >= 0 || goroutine.HasStops)
        {
            return NotPlain;
        }

        Put(ref e, in thread, time, goroutine.Id, slot);
        e._shape = Moves(WireType.GoDestroy, GoroutineState.Running, GoroutineState.NotExist);
        thread.Goroutine = NoId;
        thread.GoroutineSlot = -1;
        State.RemoveGoroutine(slot);
        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint HeapAlloc(nint at, ref TraceEvent e, long time)
    {
        nint end = End;
        ulong value = Varint.ReadHot(ref Data, ref at, ref end);
        ref ThreadEntry thread = ref Thread;
        if (at > end || thread.Processor == NoId)
        {
            return NotPlain;
        }

        Put(ref e, in thread, time, 0, -1);
        e._value = value;
        e._shape = TraceEvent.Shape(EventKind.Metric, WireType.HeapAlloc, ResourceKind.None, 0, 0, (byte)TraceMetric.HeapObjects);
        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint SweepBegin(nint at, ref TraceEvent e, long time)
    {
        nint end = End;
        ulong stack = Varint.ReadHot(ref Data, ref at, ref end);
        ref ThreadEntry thread = ref Thread;
        int p = thread.ProcessorSlot;
        ProcessorEntry[] processors = Processors;
        if (at > end || stack >= Stacks || (uint)p >= (uint)processors.Length || processors[p].InSweep)
        {
            return NotPlain;
        }

        processors[p].InSweep = true;
        Put(ref e, in thread, time, thread.Processor, -1);
        e._stack = (int)stack;
        e._shape = TraceEvent.Shape(
            EventKind.RangeBegin, WireType.GCSweepBegin, ResourceKind.Processor, 0, 0, (byte)TraceRange.IncrementalSweep);
        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public nint SweepEnd(nint at, ref TraceEvent e, long time)
    {
        nint end = End;
        ulong swept = Varint.ReadHot(ref Data, ref at, ref end);
        ulong reclaimed = Varint.ReadHot(ref Data, ref at, ref end);
        ref ThreadEntry thread = ref Thread;
        int p = thread.ProcessorSlot;
        ProcessorEntry[] processors = Processors;
        if (at > end || (uint)p >= (uint)processors.Length || !processors[p].InSweep)
        {
            return NotPlain;
        }

        processors[p].InSweep = false;
        Put(ref e, in thread, time, thread.Processor, -1);
        e._value = swept;
        e._value2 = reclaimed;
        e._shape = TraceEvent.Shape(
            EventKind.RangeEnd, WireType.GCSweepEnd, ResourceKind.Processor, 0, 0, (byte)TraceRange.IncrementalSweep);
        return at;
    }

    // All of an event but its shape; what is not set here is 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(ref TraceEvent e, in ThreadEntry thread, long time, long resource, int resourceIndex)
    {
        long last = Last;
        long shown = time > last ? time : last + 1;
        Last = shown;
        e._time = time;
        e._goTime = shown;
        e._thread = thread.Id;
        e._processor = thread.Processor;
        e._goroutine = thread.Goroutine;
        e._resource = resource;
        e._goroutineIndex = thread.GoroutineSlot;
        e._resourceIndex = resourceIndex;

        // From _value to _text2.
        Unsafe.As<ulong, Vector256<ulong>>(ref e._value) = Vector256<ulong>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Moves(WireType type, GoroutineState from, GoroutineState to) =>
        TraceEvent.Shape(EventKind.StateTransition, type, ResourceKind.Goroutine, (byte)from, (byte)to, 0);
}
