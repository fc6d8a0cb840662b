using System.Runtime.CompilerServices;

namespace GoTrace.Parsing.Ordering;

/// <content>Which rule an event goes by.</content>
internal sealed partial class Orderer
{
    /// <summary>Tries an event: if it can happen now, it does, and is put into the room.</summary>
    private Outcome Try(ref Attempt a)
    {
        switch (a.Type)
        {
            case WireType.ProcStart:
                return ProcStart(ref a);
            case WireType.ProcStop:
                return ProcStop(ref a);
            case WireType.ProcSteal:
                return ProcSteal(ref a);
            case WireType.ProcStatus:
                return ProcStatus(ref a);
            case WireType.GoCreate:
            case WireType.GoCreateBlocked:
                return GoCreate(ref a);
            case WireType.GoCreateSyscall:
                return GoCreateSyscall(ref a);
            case WireType.GoStart:
                return GoStart(ref a);
            case WireType.GoDestroy:
                return GoDestroy(ref a);
            case WireType.GoDestroySyscall:
                return GoDestroySyscall(ref a);
            case WireType.GoStop:
            case WireType.GoBlock:
                return GoStop(ref a);
            case WireType.GoUnblock:
                return GoUnblock(ref a);
            case WireType.GoSyscallBegin:
                return GoSyscallBegin(ref a);
            case WireType.GoSyscallEnd:
                return GoSyscallEnd(ref a);
            case WireType.GoSyscallEndBlocked:
                return GoSyscallEndBlocked(ref a);
            case WireType.GoStatus:
            case WireType.GoStatusStack:
                return GoStatus(ref a);
            case WireType.GoSwitch:
            case WireType.GoSwitchDestroy:
                return GoSwitch(ref a);
            case WireType.StwBegin:
                return StwBegin(ref a);
            case WireType.StwEnd:
                return StwEnd(ref a);
            case WireType.GCActive:
                return GCActive(ref a);
            case WireType.GCBegin:
                return GCBegin(ref a);
            case WireType.GCEnd:
                return GCEnd(ref a);
            case WireType.GCSweepActive:
                return SweepActive(ref a);
            case WireType.GCSweepBegin:
                return SweepBegin(ref a);
            case WireType.GCSweepEnd:
                return SweepEnd(ref a);
            case WireType.GCMarkAssistActive:
                return AssistActive(ref a);
            case WireType.GCMarkAssistBegin:
                return AssistBegin(ref a);
            case WireType.GCMarkAssistEnd:
                return AssistEnd(ref a);
            case WireType.ProcsChange:
            case WireType.HeapAlloc:
            case WireType.HeapGoal:
                return Metric(ref a);
            case WireType.GoLabel:
                return Label(ref a);
            case WireType.UserTaskBegin:
                return TaskBegin(ref a);
            case WireType.UserTaskEnd:
                return TaskEnd(ref a);
            case WireType.UserRegionBegin:
            case WireType.UserRegionEnd:
                return Region(ref a);
            case WireType.UserLog:
                return Log(ref a);
            case >= WireType.Span and <= WireType.GoroutineStackFree:
                return Experimental(ref a);
            case WireType.None:
                return Fail(a, TraceFormatError.BadEvent, "an event whose time is no varint, or of the type 0, which does not exist");
            default:
                return Fail(a, TraceFormatError.BadEvent, $"an event of the unknown type {(byte)a.Type}");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Outcome Fail(in Attempt a, TraceFormatError code, string detail)
    {
        Failure = new TraceFormatException(code, detail, _generation.Offset + a.Shift + a.Start, _generation.Number);
        return Outcome.Failed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Outcome Overran(in Attempt a) =>
        Fail(a, TraceFormatError.BadEvent, $"the batch ends within the arguments of a {a.Type}, or one of them is no varint");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Outcome Lacks(in Attempt a, string what)
    {
        ref readonly ThreadEntry thread = ref _state.Threads[a.Thread];
        return Fail(
            a,
            TraceFormatError.Inconsistent,
            $"a {a.Type} {what} (thread {thread.Id} has processor {thread.Processor} and goroutine {thread.Goroutine})");
    }

    // What most events of running code need: a thread with a processor and a goroutine. There is no
    // processor without a thread.
    private static bool RunsGoroutine(in ThreadEntry thread) =>
        thread.Processor != TraceEvent.NoId && thread.Goroutine != TraceEvent.NoId;

    // The slot of the goroutine at hand. Two threads of a broken trace may have the same goroutine:
    // then one of them has a slot that was given to another since.
    private bool TryGetCurrent(ref ThreadEntry thread, out int slot)
    {
        slot = thread.GoroutineSlot;
        if (slot >= 0)
        {
            ref readonly GoroutineEntry g = ref _state.Goroutines[slot];
            if (g.Id == thread.Goroutine && g.State != GoroutineState.NotExist)
            {
                return true;
            }
        }

        slot = _state.FindGoroutine((ulong)thread.Goroutine);
        thread.GoroutineSlot = slot;
        return slot >= 0;
    }

    private bool TryGetRunning(ref Attempt a, ref ThreadEntry thread, out int slot, out Outcome failed)
    {
        slot = -1;
        failed = Outcome.Done;
        if (!RunsGoroutine(thread))
        {
            failed = Lacks(a, "without a running goroutine");
        }
        else if (!TryGetCurrent(ref thread, out slot))
        {
            failed = Lacks(a, "of a goroutine that does not exist");
        }

        return failed == Outcome.Done;
    }

    private bool TryStack(ref Attempt a, ulong id, out int index)
    {
        index = _tables.Stacks.Resolve(id);
        return index >= 0 || MissingStack(a, id, out index);
    }

    private bool TryText(ref Attempt a, ulong id, out int index)
    {
        index = _tables.Strings.Resolve(id);
        return index >= 0 || MissingText(a, id, out index);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool MissingStack(in Attempt a, ulong id, out int index)
    {
        index = 0;
        if (!_lenient)
        {
            Fail(a, TraceFormatError.UnknownId, $"a {a.Type} with stack {id}, which its generation does not have");
        }
        else if (FollowsGo)
        {
            NoteUnknown(a, "stack", id);
        }

        return _lenient;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool MissingText(in Attempt a, ulong id, out int index)
    {
        index = 0;
        if (!_lenient)
        {
            Fail(a, TraceFormatError.UnknownId, $"a {a.Type} with string {id}, which its generation does not have");
        }
        else if (FollowsGo)
        {
            NoteUnknown(a, "string", id);
        }
        else if (_generation.AssumesStrings)
        {
            index = KnownText(a.Type, id);
        }

        return _lenient;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref TraceEvent Put(ref Attempt a, in ThreadEntry thread, EventKind kind)
    {
        ref TraceEvent e = ref Unsafe.Add(ref a.Room, a.Count++);
        Place(out e, thread, a.Time, kind, a.Type);
        return ref e;
    }

    private ref TraceEvent PutGoroutine(
        ref Attempt a, in ThreadEntry thread, long id, int slot, GoroutineState from, GoroutineState to)
    {
        ref TraceEvent e = ref Put(ref a, thread, EventKind.StateTransition);
        e._resourceKind = ResourceKind.Goroutine;
        e._resource = id;
        e._resourceIndex = slot;
        e._from = (byte)from;
        e._to = (byte)to;
        return ref e;
    }

    private ref TraceEvent PutProcessor(ref Attempt a, in ThreadEntry thread, long id, ProcessorState from, ProcessorState to)
    {
        ref TraceEvent e = ref Put(ref a, thread, EventKind.StateTransition);
        e._resourceKind = ResourceKind.Processor;
        e._resource = id;
        e._from = (byte)from;
        e._to = (byte)to;
        return ref e;
    }
}
