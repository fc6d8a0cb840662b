using GoTrace.Analysis.Tracking;
using GoTrace.Export.Tables.Rows;
using GoTrace.Parsing;

namespace GoTrace.Export.Tables;

/// <content>Ranges that the runtime marks.</content>
internal sealed partial class TableCollector
{
    private readonly TableFeed<RangeRows> _ranges = feeds.Ranges;
    private readonly Dictionary<RangeKey, OpenRange> _openRanges = [];
    private int _openStops;

    private void BeginRange(ref readonly TraceEvent e, Tracker tracker, long time)
    {
        if (!_ranges.IsWanted)
        {
            return;
        }

        RangeKey key = KeyOf(in e, tracker);
        bool isOpen = _openRanges.TryGetValue(key, out OpenRange before);
        if (isOpen && e.Kind == EventKind.RangeActive)
        {
            return; // told again by a new generation
        }

        if (isOpen)
        {
            Close(key, tracker);
            AddRange(key, before.Start, null, null, in before, tracker);
        }

        _openStops += key.Range == TraceRange.StopTheWorld ? 1 : 0;
        _openRanges.Add(key, new OpenRange(
            time, e.Kind == EventKind.RangeBegin, e.ResourceKind, e.Goroutine, e.Processor, tracker.Stacks.NumberOf(e.Stack)));
    }

    private void EndRange(ref readonly TraceEvent e, Tracker tracker, long time)
    {
        if (!_ranges.IsWanted)
        {
            return;
        }

        RangeKey key = KeyOf(in e, tracker);
        bool isSweep = key.Range == TraceRange.IncrementalSweep;
        long? swept = isSweep ? (long)e.Value : null;
        long? reclaimed = isSweep ? (long)e.Value2 : null;
        if (_openRanges.TryGetValue(key, out OpenRange range))
        {
            Close(key, tracker);
            AddRange(key, range.Start, time, range.IsStartSeen ? Math.Max(0, time - range.Start) : null, in range, tracker, swept, reclaimed);
        }
        else
        {
            var unknown = new OpenRange(0, false, e.ResourceKind, TraceEvent.NoId, TraceEvent.NoId, 0);
            AddRange(key, null, time, null, in unknown, tracker, swept, reclaimed);
        }
    }

    // What a goroutine has open is not to be paired with what comes after.
    private void CutRangesOf(long goroutine, Tracker tracker)
    {
        Cut(new RangeKey(TraceRange.MarkAssist, 0, goroutine), tracker);
        if (_openStops > 0)
        {
            foreach (RangeKey key in _openRanges.Keys.Where(k => k.Range == TraceRange.StopTheWorld && k.Scope == goroutine).ToArray())
            {
                Cut(key, tracker);
            }
        }
    }

    private void CutSweepOf(long processor, Tracker tracker) => Cut(new RangeKey(TraceRange.IncrementalSweep, 0, processor), tracker);

    private void CutRanges(Tracker tracker)
    {
        foreach (RangeKey key in _openRanges.Keys.ToArray())
        {
            Cut(key, tracker);
        }
    }

    private void Cut(RangeKey key, Tracker tracker)
    {
        if (_openRanges.TryGetValue(key, out OpenRange range))
        {
            Close(key, tracker);
            AddRange(key, range.Start, null, null, in range, tracker);
        }
    }

    private void Close(RangeKey key, Tracker tracker)
    {
        _openRanges.Remove(key);
        _openStops -= key.Range == TraceRange.StopTheWorld ? 1 : 0;
    }

    private static RangeKey KeyOf(ref readonly TraceEvent e, Tracker tracker) => e.Range switch
    {
        TraceRange.StopTheWorld => new RangeKey(e.Range, tracker.Texts.NumberOf(e.Text), e.ResourceId),
        TraceRange.ConcurrentMark => new RangeKey(e.Range, 0, TraceEvent.NoId),
        _ => new RangeKey(e.Range, 0, e.ResourceId),
    };

    private void AddRange(
        RangeKey key, long? start, long? end, long? duration, in OpenRange range, Tracker tracker, long? swept = null, long? reclaimed = null)
    {
        RangeRows rows = _ranges.Rows;
        rows.Name.Add(Words.Of(key.Range));
        rows.Kind.Add(tracker.Texts[key.Kind]);
        rows.ScopeKind.Add(Words.Of(range.ScopeKind));
        rows.ScopeId.AddId(range.ScopeKind == ResourceKind.None ? TraceEvent.NoId : key.Scope);
        rows.Start.AddOptional(start);
        rows.End.AddOptional(end);
        rows.Duration.AddOptional(duration);
        rows.Goroutine.AddId(range.Goroutine);
        rows.Processor.AddId(range.Processor);
        rows.Stack.AddStack(range.Stack);
        rows.Swept.AddOptional(swept);
        rows.Reclaimed.AddOptional(reclaimed);
        _ranges.EndRow();
    }

    private readonly record struct RangeKey(TraceRange Range, int Kind, long Scope);

    private readonly record struct OpenRange(
        long Start, bool IsStartSeen, ResourceKind ScopeKind, long Goroutine, long Processor, int Stack);
}
