using System.Runtime.CompilerServices;

namespace GoTrace.Parsing.Legacy;

/// <content>What is met that Go's reader refuses, or that names what is not there.</content>
internal sealed partial class LegacySource
{
    // Goroutine 0 is a thread's own, and the last number stands for none.
    private bool IsGoroutine(ulong id, in LegacyCursor cursor, in LegacyStep step) =>
        id - 1 < ulong.MaxValue - 1 || !LeaveOut(cursor, step, "an event of a goroutine that can't be");

    private bool LeaveOut(in LegacyCursor cursor, in LegacyStep step) => LeaveOut(cursor, step, "no goroutine runs there");

    /// <summary>Counts an event that can't be, given the events before it. Nothing more is to be done about it.</summary>
    /// <returns>True.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool LeaveOut(in LegacyCursor cursor, in LegacyStep step, string why)
    {
        if (_faults.Count(LegacyFault.Contradiction, Math.Max(0, step.Position - cursor.Start)))
        {
            Describe(
                LegacyFault.Contradiction,
                TraceFormatError.Inconsistent,
                cursor,
                $"a {cursor.Type} event on processor {cursor.Processor} is left out: {why}");
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Note(LegacyFault fault, TraceFormatError code, in LegacyCursor cursor, in LegacyStep step, string what, ulong id)
    {
        int lost = fault == LegacyFault.Contradiction ? Math.Max(0, step.Position - cursor.Start) : 0;
        if (_faults.Count(fault, lost))
        {
            Describe(fault, code, cursor, $"{what} {id} ({cursor.Type})");
        }
    }

    // The event could only have happened after others that the trace does not have.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteForced(ref LegacyGoroutine g, in LegacyCursor cursor, in LegacyStep step)
    {
        g.Marks &= ~LegacyMarks.BeginGiven;
        if (g.Status == LegacyStatus.Running)
        {
            DetachFrom(g.Id);
        }

        if (g.Status != LegacyStatus.Unborn)
        {
            Note(LegacyFault.Missing, TraceFormatError.NoOrder, cursor, step, "events are missing before one of goroutine", g.Id);
        }
        else
        {
            Note(
                LegacyFault.Uncreated,
                TraceFormatError.NoOrder,
                cursor,
                step,
                _generation.Partial is null
                    ? "a goroutine appears that was neither there at the start nor created since, as those of C threads did up to Go 1.20: it is goroutine"
                    : "a goroutine appears whose creation is in a part that is lost: it is goroutine",
                g.Id);
        }
    }

    // A goroutine runs on one processor only.
    private void DetachFrom(ulong id)
    {
        for (int i = 0; i < _cursors.Count; i++)
        {
            if (_cursors[i].Goroutine >= 0 && (ulong)_cursors[i].GoroutineId == id)
            {
                Detach(ref _cursors[i]);
            }
        }

        Spend(_cursors.Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteTimeGoesBack(in LegacyCursor cursor)
    {
        if (_faults.Count(LegacyFault.OutOfOrder, 0))
        {
            Describe(
                LegacyFault.OutOfOrder,
                TraceFormatError.BadClock,
                cursor,
                $"a {cursor.Type} event on processor {cursor.Processor} has an earlier time than an event that came before it: the processors' clocks differ");
        }
    }

    private void FailBeyondAnnotations(in LegacyCursor cursor) => Fail(new TraceFormatException(
        TraceFormatError.LimitExceeded,
        $"more than {_maxOpenAnnotations} tasks and regions at once (MaxOpenAnnotations)",
        _generation.Offset + PlaceOf(cursor, cursor.Start),
        _generation.Number));

    private void Fail(TraceFormatException failure)
    {
        Failure ??= failure;
        _pause = true;
    }

    private void Describe(LegacyFault fault, TraceFormatError code, in LegacyCursor cursor, string detail)
    {
        var error = new TraceFormatException(
            code, detail, _generation.Offset + PlaceOf(cursor, cursor.Start), _generation.Number);
        _faults.Describe(fault, error);
        if (_isStrict)
        {
            Fail(error);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int StackOf(ulong id, in LegacyCursor cursor)
    {
        int index = _tables.Stacks.Resolve((uint)id);
        return index >= 0 ? index : UnknownStack(cursor, id);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int TextOf(ulong id, in LegacyCursor cursor)
    {
        int index = _tables.Strings.Resolve(id);
        return index >= 0 ? index : UnknownText(cursor, id);
    }

    // Where the end of the file is lost, so are most of its tables: that has been said.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int UnknownStack(in LegacyCursor cursor, ulong id)
    {
        if (_generation.Partial is null && _faults.Count(LegacyFault.UnknownStack, 0))
        {
            Describe(
                LegacyFault.UnknownStack, TraceFormatError.UnknownId, cursor, $"a {cursor.Type} event with stack {id}, which the trace does not have");
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int UnknownText(in LegacyCursor cursor, ulong id)
    {
        if (_generation.Partial is null && _faults.Count(LegacyFault.UnknownText, 0))
        {
            Describe(
                LegacyFault.UnknownText, TraceFormatError.UnknownId, cursor, $"a {cursor.Type} event with string {id}, which the trace does not have");
        }

        return 0;
    }
}
