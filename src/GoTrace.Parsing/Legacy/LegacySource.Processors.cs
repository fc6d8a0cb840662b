namespace GoTrace.Parsing.Legacy;

/// <content>Processors, and the heap's size.</content>
internal sealed partial class LegacySource
{
    private bool _hasTimers;
    private long _collections; // starts of the GC so far
    private bool _inCollection;
    private bool _inStop;
    private int _stopText;

    private void StartKinds()
    {
        _hasTimers = _index.TimerGoroutines.Count > 0;
        _collections = 0;
        _inCollection = false;
        _inStop = false;
        _stopText = 0;
    }

    private bool ProcStart(ref LegacyCursor cursor, ref LegacyStep step)
    {
        cursor.Thread = (long)step.Next();
        if (cursor.IsRunning)
        {
            Note(LegacyFault.Contradiction, TraceFormatError.Inconsistent, cursor, step, "a processor starts that runs already: it is processor", (ulong)cursor.Processor);
            return true;
        }

        cursor.IsRunning = true;
        PutProcessor(
            ref step,
            cursor,
            cursor.IsKnown ? ProcessorState.Idle : ProcessorState.Undetermined,
            ProcessorState.Running,
            cursor.IsKnown ? WireType.ProcStart : WireType.ProcStatus);
        cursor.IsKnown = true;
        return true;
    }

    private bool ProcStop(ref LegacyCursor cursor, ref LegacyStep step)
    {
        if (cursor.IsKnown && !cursor.IsRunning)
        {
            Note(LegacyFault.Contradiction, TraceFormatError.Inconsistent, cursor, step, "a processor stops that does not run: it is processor", (ulong)cursor.Processor);
            return true;
        }

        if (cursor.Goroutine >= 0)
        {
            Note(LegacyFault.Missing, TraceFormatError.Inconsistent, cursor, step, "a processor stops that has a running goroutine: it is goroutine", (ulong)cursor.GoroutineId);
        }

        PutProcessor(
            ref step,
            cursor,
            cursor.IsKnown ? ProcessorState.Running : ProcessorState.Undetermined,
            ProcessorState.Idle,
            cursor.IsKnown ? WireType.ProcStop : WireType.ProcStatus);
        if (cursor.Goroutine >= 0)
        {
            _goroutines[cursor.Goroutine].Status = LegacyStatus.Lost;
            Detach(ref cursor);
        }

        cursor.IsRunning = false;
        cursor.IsKnown = true;
        cursor.Thread = TraceEvent.NoId;
        return true;
    }

    private void PutProcessor(ref LegacyStep step, in LegacyCursor cursor, ProcessorState from, ProcessorState to, WireType type)
    {
        ref TraceEvent e = ref Put(ref step, cursor, EventKind.StateTransition, type);
        e._resourceKind = ResourceKind.Processor;
        e._resource = cursor.Processor;
        e._from = (byte)from;
        e._to = (byte)to;
    }

    private bool Heap(ref LegacyCursor cursor, ref LegacyStep step, TraceMetric metric, WireType type)
    {
        ulong value = step.Next();
        ref TraceEvent e = ref Put(ref step, cursor, EventKind.Metric, type);
        e._value = value;
        e._detail = (byte)metric;
        return true;
    }
}
