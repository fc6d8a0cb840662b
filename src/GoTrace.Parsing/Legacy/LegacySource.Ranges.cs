namespace GoTrace.Parsing.Legacy;

/// <content>Ranges: the GC's mark phase, stop-the-world, sweeps and assists.</content>
internal sealed partial class LegacySource
{
    private bool GCStart(ref LegacyCursor cursor, ref LegacyStep step)
    {
        long sequence = _isSequenced ? _collections : (long)step.Next();
        ulong stack = step.Next();
        if (sequence != _collections)
        {
            if (!_isForced)
            {
                return WaitFor(ref cursor, Collector, 0);
            }

            Note(LegacyFault.Missing, TraceFormatError.NoOrder, cursor, step, "a start of the GC is missing before the one with number", (ulong)sequence);
        }

        _collections = sequence + 1;
        if (_collectorWaiters >= 0)
        {
            Wake(ref _collectorWaiters);
        }

        if (_inCollection)
        {
            return LeaveOut(cursor, step, "a GC starts before the one before it has ended");
        }

        _inCollection = true;
        ref TraceEvent e = ref PutRange(ref step, cursor, EventKind.RangeBegin, TraceRange.ConcurrentMark, WireType.GCBegin);
        e._stack = StackOf(stack, cursor);
        MoveTo(ref e, CollectorProcessor);
        DetachCollector(ref e);
        return true;
    }

    private bool GCDone(ref LegacyCursor cursor, ref LegacyStep step)
    {
        if (!_inCollection)
        {
            return LeaveOut(cursor, step, "a GC ends that did not start");
        }

        _inCollection = false;
        DetachCollector(ref PutRange(ref step, cursor, EventKind.RangeEnd, TraceRange.ConcurrentMark, WireType.GCEnd));
        return true;
    }

    private bool StwStart(ref LegacyCursor cursor, ref LegacyStep step)
    {
        ulong kind = _format.Minor < 10 ? 0 : step.Next();
        ref bool isOpen = ref _format.HasStopsByProcessor ? ref cursor.InStop : ref _inStop;
        if (isOpen)
        {
            return LeaveOut(cursor, step, "the world is stopped while it is stopped");
        }

        isOpen = true;
        int text = LegacyTexts.OfStop(kind, _format);
        _stopText = text < 0 ? 0 : _index.FirstOwnText + text;
        PutStop(ref step, cursor, EventKind.RangeBegin, WireType.StwBegin);
        return true;
    }

    private bool StwDone(ref LegacyCursor cursor, ref LegacyStep step)
    {
        ref bool isOpen = ref _format.HasStopsByProcessor ? ref cursor.InStop : ref _inStop;
        if (!isOpen)
        {
            return LeaveOut(cursor, step, "the world starts that was not stopped");
        }

        isOpen = false;
        PutStop(ref step, cursor, EventKind.RangeEnd, WireType.StwEnd);
        return true;
    }

    private void PutStop(ref LegacyStep step, in LegacyCursor cursor, EventKind kind, WireType type)
    {
        ref TraceEvent e = ref PutRange(ref step, cursor, kind, TraceRange.StopTheWorld, type);
        DetachCollector(ref e);
        e._resourceKind = ResourceKind.Goroutine;
        e._resource = e._goroutine;
        e._resourceIndex = e._goroutineIndex;
        e._text = _stopText;
    }

    private bool SweepStart(ref LegacyCursor cursor, ref LegacyStep step)
    {
        ulong stack = step.Next();
        if (cursor.InSweep)
        {
            return LeaveOut(cursor, step, "a sweep starts before the one before it has ended");
        }

        cursor.InSweep = true;
        ref TraceEvent e = ref PutRange(ref step, cursor, EventKind.RangeBegin, TraceRange.IncrementalSweep, WireType.GCSweepBegin);
        e._resourceKind = ResourceKind.Processor;
        e._resource = cursor.Processor;
        e._stack = StackOf(stack, cursor);
        return true;
    }

    private bool SweepDone(ref LegacyCursor cursor, ref LegacyStep step)
    {
        bool hasBytes = _format.Minor >= 9;
        ulong swept = hasBytes ? step.Next() : 0;
        ulong reclaimed = hasBytes ? step.Next() : 0;
        if (!cursor.InSweep)
        {
            return LeaveOut(cursor, step, "a sweep ends that did not start");
        }

        cursor.InSweep = false;
        ref TraceEvent e = ref PutRange(ref step, cursor, EventKind.RangeEnd, TraceRange.IncrementalSweep, WireType.GCSweepEnd);
        e._resourceKind = ResourceKind.Processor;
        e._resource = cursor.Processor;
        e._value = swept;
        e._value2 = reclaimed;
        return true;
    }

    private bool AssistStart(ref LegacyCursor cursor, ref LegacyStep step)
    {
        ulong stack = step.Next();
        if (cursor.Goroutine >= 0)
        {
            ref LegacyMarks marks = ref _goroutines[cursor.Goroutine].Marks;
            if ((marks & LegacyMarks.InMarkAssist) != 0)
            {
                return LeaveOut(cursor, step, "a mark assist starts before the one before it has ended");
            }

            marks |= LegacyMarks.InMarkAssist;
        }

        ref TraceEvent e = ref PutRange(ref step, cursor, EventKind.RangeBegin, TraceRange.MarkAssist, WireType.GCMarkAssistBegin);
        About(ref e, cursor);
        e._stack = StackOf(stack, cursor);
        return true;
    }

    // Of an assist that was under way when the trace began there is only the end.
    private bool AssistDone(ref LegacyCursor cursor, ref LegacyStep step)
    {
        if (cursor.Goroutine >= 0)
        {
            _goroutines[cursor.Goroutine].Marks &= ~LegacyMarks.InMarkAssist;
        }

        About(ref PutRange(ref step, cursor, EventKind.RangeEnd, TraceRange.MarkAssist, WireType.GCMarkAssistEnd), cursor);
        return true;
    }

    private ref TraceEvent PutRange(ref LegacyStep step, in LegacyCursor cursor, EventKind kind, TraceRange range, WireType type)
    {
        ref TraceEvent e = ref Put(ref step, cursor, kind, type);
        e._detail = (byte)range;
        return ref e;
    }

    private void DetachCollector(ref TraceEvent e)
    {
        if (_format.HasDetachedCollector)
        {
            e._goroutine = TraceEvent.NoId;
            e._goroutineIndex = -1;
        }
    }
}
