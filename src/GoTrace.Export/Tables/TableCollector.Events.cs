using GoTrace.Analysis.Tracking;
using GoTrace.Export.Tables.Rows;
using GoTrace.Parsing;

namespace GoTrace.Export.Tables;

/// <content>Every event as it is.</content>
internal sealed partial class TableCollector
{
    private readonly TableFeed<EventRows> _events = feeds.Events;
    private long _sequence;

    private void AddEvent(ref readonly TraceEvent e, Tracker tracker)
    {
        if (!_events.IsWanted)
        {
            return;
        }

        EventRows rows = _events.Rows;
        rows.Sequence.Add(_sequence++);
        rows.Time.Add(e.Time);
        rows.GoTime.Add(e.GoTime);
        rows.Kind.Add(Words.Of(e.Kind));
        rows.Type.Add(Words.Of(e.Type));
        rows.Thread.AddId(e.Thread);
        rows.Processor.AddId(e.Processor);
        rows.Goroutine.AddId(e.Goroutine);
        AddResource(rows, in e);
        AddStates(rows, in e);
        rows.Name.Add(NameOf(in e, tracker));
        bool hasReason = e.Kind == EventKind.StateTransition || e.Range == TraceRange.StopTheWorld;
        rows.Reason.Add(hasReason ? TextOf(tracker, e.Text) : null);
        AddValues(rows, in e);
        rows.Stack.AddStack(tracker.Stacks.NumberOf(e.Stack));
        rows.TransitionStack.AddStack(tracker.Stacks.NumberOf(e.TransitionStack));
        _events.EndRow();
    }

    private static void AddResource(EventRows rows, ref readonly TraceEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.TaskBegin or EventKind.TaskEnd or EventKind.RegionBegin or EventKind.RegionEnd or EventKind.Log:
                rows.ResourceKind.Add(Words.Task);
                rows.ResourceId.Add(e.ResourceId);
                break;
            case EventKind.Experimental:
                rows.ResourceKind.AddNull();
                rows.ResourceId.Add(e.ResourceId);
                break;
            case EventKind.Sync:
            case var _ when e.ResourceKind == ResourceKind.None:
                rows.ResourceKind.AddNull();
                rows.ResourceId.AddNull();
                break;
            default:
                rows.ResourceKind.Add(Words.Of(e.ResourceKind));
                rows.ResourceId.AddId(e.ResourceId);
                break;
        }
    }

    private static void AddStates(EventRows rows, ref readonly TraceEvent e)
    {
        if (e.IsGoroutineTransition)
        {
            rows.From.Add(Words.Of(e.OldState));
            rows.To.Add(Words.Of(e.NewState));
        }
        else if (e.IsProcessorTransition)
        {
            rows.From.Add(Words.Of(e.OldProcessorState));
            rows.To.Add(Words.Of(e.NewProcessorState));
        }
        else
        {
            rows.From.AddNull();
            rows.To.AddNull();
        }
    }

    private static void AddValues(EventRows rows, ref readonly TraceEvent e)
    {
        bool isSweep = e is { Kind: EventKind.RangeEnd, Range: TraceRange.IncrementalSweep };
        bool isExperimental = e.Kind == EventKind.Experimental;
        if (isSweep || isExperimental || e.Kind is EventKind.Metric)
        {
            rows.Value.Add((long)e.Value);
        }
        else if (e.Kind is EventKind.TaskBegin or EventKind.TaskEnd)
        {
            rows.Value.AddId((long)e.Value);
        }
        else
        {
            rows.Value.AddNull();
        }

        if (isSweep || isExperimental)
        {
            rows.Value2.Add((long)e.Value2);
        }
        else
        {
            rows.Value2.AddNull();
        }
    }

    private static string? NameOf(ref readonly TraceEvent e, Tracker tracker) => e.Kind switch
    {
        EventKind.Metric => Words.Of(e.Metric),
        EventKind.RangeBegin or EventKind.RangeActive or EventKind.RangeEnd => Words.Of(e.Range),
        EventKind.Label or EventKind.TaskBegin or EventKind.TaskEnd or EventKind.RegionBegin or EventKind.RegionEnd or EventKind.Log
            => TextOf(tracker, e.Text),
        _ => null,
    };
}
