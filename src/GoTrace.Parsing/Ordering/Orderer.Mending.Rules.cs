using System.Runtime.CompilerServices;
using GoTrace.Parsing.Text;

namespace GoTrace.Parsing.Ordering;

/// <content>
/// What an event takes for granted where events are missing: what it needs is made so, and the rule of
/// the event itself does the rest.
/// </content>
internal sealed partial class Orderer
{
    // Stands for a processor that a thread has, of which it is not known which one it is.
    private const long SomeProcessor = long.MinValue + 1;

    // No lost tail of a thread has room for more.
    private const ulong LargestLeap = 1 << 24;

    private Mending TryMending(ref Cursor cursor, ref Mended mended, ref Attempt a)
    {
        Failure = null;
        if (!IsPlausible(cursor.Time))
        {
            return Mending.Unreadable;
        }

        Outcome outcome = TryOne(ref cursor, ref a);
        if (outcome == Outcome.Done)
        {
            return Mending.Done;
        }

        if (outcome == Outcome.NotYet && !mended.HasWaited)
        {
            return Mending.NotYet;
        }

        Failure = null;
        a.Position = cursor.Position;
        a.End = cursor.End;
        a.Count = 0;
        if (!TryRead(ref a, out Numbers numbers))
        {
            return Mending.Unreadable;
        }

        int behind = a.Position;
        a.Position = cursor.Position;
        bool isForced = true;
        Mending made = Prepare(ref a, numbers, ref isForced);
        if (made == Mending.Done && Repeat(ref a, isForced) != Outcome.Done)
        {
            made = a.Type == WireType.UserRegionEnd ? Mending.Contradiction : Mending.Dropped;
            Failure = null;
            if (isForced)
            {
                Doubt(a.Type, numbers);
            }
        }

        a.Position = behind;
        return made;
    }

    // What was made so for an event that then did not happen is not so.
    private void Doubt(WireType type, in Numbers n)
    {
        switch (type)
        {
            case WireType.GoStart or WireType.GoUnblock or WireType.GoSwitch or WireType.GoSwitchDestroy or WireType.GoStatus or WireType.GoStatusStack
                when _state.FindGoroutine(n[0]) is >= 0 and var slot:
                LoseTrack(ref _state.Goroutines[slot]);
                break;
            case WireType.ProcStart or WireType.ProcSteal or WireType.ProcStatus when _state.FindProcessor(n[0]) is >= 0 and var slot:
                _state.Processors[slot].Status = ProcessorStatus.Bad;
                break;
        }
    }

    // The rule of the event, on a processor of no name if the thread has none.
    private Outcome Repeat(ref Attempt a, bool isForced)
    {
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        bool isNameless = thread.Processor == TraceEvent.NoId && a.Thread != 0 && NeedsProcessor(a.Type);
        if (isNameless)
        {
            int slot = _state.FindProcessor(unchecked((ulong)SomeProcessor));
            thread.ProcessorSlot = slot < 0 ? _state.AddProcessor(unchecked((ulong)SomeProcessor), ProcessorStatus.Running, _ordinal) : slot;
            thread.Processor = SomeProcessor;
            ref ProcessorEntry p = ref _state.Processors[thread.ProcessorSlot];
            p.Status = a.Type == WireType.GoSyscallEnd ? ProcessorStatus.Syscall : ProcessorStatus.Running;
            p.Generation = _ordinal;
            p.InSweep = false;
            p.Sequence = _namelessSequence;
        }

        Outcome outcome = Try(ref a);
        thread = ref _state.Threads[a.Thread]; // the array may have grown
        for (int i = 0; i < a.Count; i++)
        {
            ref TraceEvent e = ref Unsafe.Add(ref a.Room, i);
            if (isNameless && e._processor == SomeProcessor)
            {
                e._processor = TraceEvent.NoId;
            }

            if (isForced && i == 0 && e._kind == EventKind.StateTransition)
            {
                e._from = 0;
            }
        }

        if (isNameless && thread.Processor == SomeProcessor)
        {
            LoseProcessor(ref thread);
        }

        return outcome;
    }

    private static bool NeedsProcessor(WireType type) => type is not (
        WireType.ProcStart or WireType.ProcStop or WireType.ProcSteal or WireType.ProcStatus or WireType.GoStatus
        or WireType.GoStatusStack or WireType.GoUnblock or WireType.GoCreateSyscall or WireType.GoSyscallEndBlocked
        or WireType.GoDestroySyscall or WireType.GCSweepBegin or WireType.GCSweepEnd);

    private Mending Prepare(ref Attempt a, in Numbers n, ref bool isForced)
    {
        switch (a.Type)
        {
            case WireType.ProcStart:
                return PrepareProcessor(a, n, ProcessorStatus.Idle);
            case WireType.ProcSteal:
                return PrepareProcessor(a, n, ProcessorStatus.Syscall);
            case WireType.ProcStatus:
                return PrepareProcessorStatus(a, n);
            case WireType.ProcStop:
                return PrepareProcStop(a, ref isForced);
            case WireType.GoStart:
                return PrepareGoroutine(ref a, n, GoroutineState.Runnable, ref isForced);
            case WireType.GoUnblock:
                return PrepareGoroutine(ref a, n, GoroutineState.Waiting, ref isForced);
            case WireType.GoSwitch:
            case WireType.GoSwitchDestroy:
                return PrepareSwitch(ref a, n, ref isForced);
            case WireType.GoStatus:
            case WireType.GoStatusStack:
                return PrepareStatus(a, n);
        }

        isForced = false;
        return a.Type switch
        {
            WireType.GoCreate or WireType.GoCreateBlocked => PrepareCreation(a, n, GoroutineState.Running),
            WireType.GoCreateSyscall => PrepareCreation(a, n, GoroutineState.NotExist),
            WireType.GoSyscallBegin => PrepareSyscall(a, n),
            WireType.GoSyscallEnd or WireType.GoSyscallEndBlocked or WireType.GoDestroySyscall => PrepareSyscallEnd(a),
            WireType.GCActive or WireType.GCBegin or WireType.GCEnd => PrepareCollection(a),
            _ => PrepareOther(a, n),
        };
    }

    // A cycle whose beginning or end is missing must not be closed by another one's.
    private Mending PrepareCollection(in Attempt a)
    {
        _collection = CollectionState.Undetermined;
        return a.Type == WireType.GCEnd ? Mending.Dropped : Mending.Done;
    }

    private Mending PrepareOther(in Attempt a, in Numbers n)
    {
        ref ThreadEntry thread = ref _state.Threads[a.Thread];
        switch (a.Type)
        {
            case WireType.GCSweepActive:
                return ClearSweep(_state.FindProcessor(n[0]));
            case WireType.GCSweepBegin:
                return thread.Processor == TraceEvent.NoId ? Mending.Dropped : ClearSweep(thread.ProcessorSlot);
            case WireType.GCMarkAssistActive:
                return ClearAssist(_state.FindGoroutine(n[0]));
            case WireType.HeapAlloc:
            case WireType.HeapGoal:
                return Mending.Done;
        }

        if (thread.Goroutine == TraceEvent.NoId)
        {
            return Mending.Dropped;
        }

        if (!TryGetCurrent(ref thread, out int current))
        {
            return Mending.Contradiction;
        }

        ref GoroutineEntry g = ref _state.Goroutines[current];
        switch (a.Type)
        {
            case WireType.GoStop:
            case WireType.GoBlock:
            case WireType.GoDestroy:
                return g.State == GoroutineState.Running ? Mending.Done : Mending.Contradiction;
            case WireType.StwBegin:
                _annotations.Forget(ref g);
                return Mending.Done;
            case WireType.GCMarkAssistBegin:
                return ClearAssist(current);
            case WireType.UserTaskBegin:
                _annotations.EndTask(n[0], out _, out _);
                return Mending.Done;
            case WireType.UserRegionEnd:
                return thread.Processor == TraceEvent.NoId ? Mending.Done : Mending.Contradiction;
            default:
                return Mending.Done;
        }
    }

    private Mending ClearSweep(int processor)
    {
        if (processor < 0)
        {
            return Mending.Dropped;
        }

        _state.Processors[processor].InSweep = false;
        return Mending.Done;
    }

    private Mending ClearAssist(int goroutine)
    {
        if (goroutine < 0)
        {
            return Mending.Dropped;
        }

        _state.Goroutines[goroutine].InMarkAssist = false;
        return Mending.Done;
    }

    // What came later is known already; or the number is too wild to be one.
    private bool IsStale(int generation, ulong sequence, ulong next) =>
        next == 0 || (generation == _ordinal ? next <= sequence || next - sequence > LargestLeap : next > LargestLeap);

    private bool TryFindOrAddProcessor(ulong id, out int slot)
    {
        slot = _state.FindProcessor(id);
        if (slot < 0 && (long)id != TraceEvent.NoId && _state.ProcessorCount < _maxProcessors)
        {
            slot = _state.AddProcessor(id, ProcessorStatus.Bad, _ordinal);
        }

        return slot >= 0;
    }

    private bool TryFindOrAddGoroutine(ref Attempt a, ulong id, GoroutineState state, out int slot)
    {
        slot = _state.FindGoroutine(id);
        if (slot >= 0)
        {
            return true;
        }

        bool isAdded = TryAddGoroutine(ref a, id, state, out slot);
        Failure = null;
        if (isAdded)
        {
            _state.Goroutines[slot].State = GoroutineState.Undetermined;
        }

        return isAdded;
    }

    // No thread has it any more.
    private void FreeProcessor(int slot)
    {
        int holder = _state.FindHolder(slot);
        if (holder >= 0)
        {
            LoseProcessor(ref _state.Threads[holder]);
        }
    }

    // No thread runs it any more.
    private void Unbind(int slot)
    {
        int runner = slot < _runners.Count ? _runners[slot] : 0;
        if (runner > 0 && _state.Threads[runner].GoroutineSlot == slot)
        {
            LoseGoroutine(ref _state.Threads[runner]);
        }
    }

    private static bool TryRead(ref Attempt a, out Numbers numbers)
    {
        numbers = default;
        WireSpec spec = WireSpec.Of(a.Type);
        if (!spec.IsTimed)
        {
            return false;
        }

        for (int i = 0; i < spec.NumberCount - 1; i++)
        {
            numbers[i] = a.Next();
        }

        return !a.Overran;
    }

    /// <summary>An event's numbers behind its time.</summary>
    [InlineArray(5)]
    private struct Numbers
    {
        private ulong _first;
    }
}
