using System.Runtime.CompilerServices;

namespace GoTrace.Parsing.Legacy;

/// <content>How an event is put down.</content>
internal sealed partial class LegacySource
{
    private long ToNanoseconds(long ticks) => double.ConvertToIntegerNative<long>((ticks - _base) * _factor);

    private void PutSync(out TraceEvent e, long time, long goTime)
    {
        e = TraceEvent.Sync(++_syncs, time);
        e._goTime = goTime;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SetTimes(ref TraceEvent e, long time)
    {
        long shown = time > _lastGoTime ? time : _lastGoTime + 1;
        _lastTime = time;
        _lastGoTime = shown;
        e._time = time;
        e._goTime = shown;
    }

    // An event that happened where the cursor is; all else is 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref TraceEvent Put(ref LegacyStep step, in LegacyCursor cursor, EventKind kind, WireType type)
    {
        ref TraceEvent e = ref Unsafe.Add(ref step.Room, step.Count++);
        e = default;
        SetTimes(ref e, ToNanoseconds(cursor.Ticks));
        e._thread = cursor.Thread;
        e._processor = cursor.Processor;
        e._goroutine = cursor.GoroutineId;
        e._goroutineIndex = cursor.Goroutine;
        e._resourceIndex = -1;
        e._kind = kind;
        e._type = type;
        return ref e;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref TraceEvent PutState(
        ref LegacyStep step, in LegacyCursor cursor, ulong id, int slot, GoroutineState from, GoroutineState to, WireType type)
    {
        ref TraceEvent e = ref Put(ref step, cursor, EventKind.StateTransition, type);
        e._resourceKind = ResourceKind.Goroutine;
        e._resource = (long)id;
        e._resourceIndex = slot;
        e._from = (byte)Known(slot, from, to);
        e._to = (byte)to;
        return ref e;
    }

    // Events that a damaged trace gives out of turn may say that a goroutine was what it was not when last seen.
    private GoroutineState Known(int slot, GoroutineState from, GoroutineState to)
    {
        ref LegacyGoroutine g = ref _goroutines[slot];
        GoroutineState shown = g.Shown;
        g.Shown = to;
        if (from == GoroutineState.Syscall && (g.Marks & LegacyMarks.BlockHidden) != 0)
        {
            g.Marks &= ~LegacyMarks.BlockHidden;
            return shown is GoroutineState.Running or GoroutineState.Syscall ? from : GoroutineState.Undetermined;
        }

        return shown == from || shown == GoroutineState.Undetermined || FollowsGo ? from : GoroutineState.Undetermined;
    }
}
