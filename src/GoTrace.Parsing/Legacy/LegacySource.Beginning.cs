namespace GoTrace.Parsing.Legacy;

/// <content>
/// How a trace begins: one processor, while the others stand, tells of every goroutine there is, and
/// then of GOMAXPROCS.
/// </content>
internal sealed partial class LegacySource
{
    private bool _isStarting; // what was there before the trace is still being told
    private int _announcing; // the next goroutine to look at, or −1
    private long _announcedAt;

    private void SetBeginning()
    {
        InitialGoMaxProcs = null;
        _isStarting = true;
        _announcing = -1;
        if (_frontier.Count == 0)
        {
            return;
        }

        LegacyCursor cursor = _cursors[_frontier.First.Cursor];
        while (cursor.Type != LegacyType.None)
        {
            if (cursor.Type == LegacyType.Gomaxprocs)
            {
                var step = new LegacyStep { Data = ref DataOf(cursor), Position = cursor.Position, End = cursor.End };
                InitialGoMaxProcs = (long)Math.Min(step.Next(), long.MaxValue);
                return;
            }

            if (!IsOfBeginning(cursor.Type))
            {
                // Where the trace's end is cut off, that processor's first events may be as well: they
                // are written when there are enough of them.
                _isStarting = _generation.Partial is null;
                return;
            }

            StepOver(ref cursor);
        }
    }

    private static bool IsOfBeginning(LegacyType type) => type is
        LegacyType.GoCreate or LegacyType.GoWaiting or LegacyType.GoInSyscall or LegacyType.ProcStart
        or LegacyType.GoStart or LegacyType.GoStartLocal or LegacyType.GoStartLabel
        or LegacyType.GoUnblock or LegacyType.GoUnblockLocal or LegacyType.HeapAlloc or LegacyType.HeapGoal;

    private bool Gomaxprocs(ref LegacyCursor cursor, ref LegacyStep step)
    {
        ulong value = step.Next();
        ulong stack = step.Next();
        if (_isStarting)
        {
            // The first one ends the account of what was there before. The goroutines of which nothing
            // was told since are ready to run.
            _isStarting = false;
            _announcing = 0;
            _announcedAt = cursor.Ticks;
            _pause = true;
            return true;
        }

        ref TraceEvent e = ref Put(ref step, cursor, EventKind.Metric, WireType.ProcsChange);
        e._value = value;
        e._detail = (byte)TraceMetric.GoMaxProcs;
        e._stack = StackOf(stack, cursor);
        return true;
    }

    private void Announce(Span<TraceEvent> room, ref int count)
    {
        var nowhere = new LegacyCursor
        {
            Ticks = _announcedAt,
            Thread = TraceEvent.NoId,
            Processor = TraceEvent.NoId,
            GoroutineId = TraceEvent.NoId,
            Goroutine = -1,
        };
        var step = new LegacyStep { Room = ref room[count] };
        int limit = room.Length - count;
        while (_announcing < _goroutines.End && step.Count < limit)
        {
            int slot = _announcing++;
            ref LegacyGoroutine g = ref _goroutines[slot];
            if ((g.Marks & LegacyMarks.Announced) != 0)
            {
                g.Marks &= ~LegacyMarks.Announced;
                PutState(
                    ref step, nowhere, g.Id, slot, GoroutineState.Undetermined, GoroutineState.Runnable, WireType.GoStatus);
            }
        }

        if (_announcing == _goroutines.End)
        {
            _announcing = -1;
        }

        count += step.Count;
    }

    // Goes from the event whose time was read to the time of the next one.
    private void StepOver(ref LegacyCursor cursor)
    {
        var step = new LegacyStep { Data = ref DataOf(cursor), Position = cursor.Position, End = cursor.End };
        for (int n = _format.Counts[(int)cursor.Type] - _format.Deltas; n > 0; n--)
        {
            step.Next();
        }

        if (cursor.Type == LegacyType.UserLog)
        {
            int length = (int)step.Next();
            step.Position += length; // behind the length, not before it
        }

        cursor.Position = step.Position;
        if ((uint)cursor.Position >= (uint)cursor.End)
        {
            Open(ref cursor);
        }
        else
        {
            cursor.ReadHead(ref step.Data, _isSequenced);
        }
    }
}
