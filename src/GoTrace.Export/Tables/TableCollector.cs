using GoTrace.Analysis;
using GoTrace.Analysis.Tracking;
using GoTrace.Export.Tables.Rows;
using GoTrace.Parsing;

namespace GoTrace.Export.Tables;

/// <summary>
/// Makes the rows of all tables but those of figures, in the one pass of an analysis. What it holds is
/// what is under way: goroutines that live, ranges, tasks and regions that are open.
/// </summary>
internal sealed partial class TableCollector(TableFeeds feeds) : TraceCollector
{
    private readonly TableFeed<LogRows> _logs = feeds.Logs;
    private readonly TableFeed<SampleRows> _samples = feeds.Samples;
    private bool _isBegun;

    /// <inheritdoc/>
    public override CollectorInterests Interests => CollectorInterests.Events | CollectorInterests.GoroutineIntervals;

    /// <summary>The clocks when the trace began; null where it does not tell.</summary>
    public ClockSnapshot? Clock { get; private set; }

    /// <summary>The earliest time; there at the end.</summary>
    public long FirstTime { get; private set; }

    /// <inheritdoc/>
    public override void OnGeneration(AnalysisContext context)
    {
        if (!_isBegun)
        {
            _isBegun = true;
            Clock = context.Generation.ClockSnapshot;
        }
    }

    /// <inheritdoc/>
    public override void OnEvent(ref readonly TraceEvent traceEvent, AnalysisContext context)
    {
        ref readonly TraceEvent e = ref traceEvent;
        Tracker tracker = context.Tracker;
        long time = tracker.TimeOf(in e);
        AddEvent(in e, tracker);
        switch (e.Kind)
        {
            case EventKind.StateTransition when e.ResourceKind == ResourceKind.Goroutine:
                OnGoroutine(in e, tracker, time);
                break;
            case EventKind.StateTransition when e.ResourceKind == ResourceKind.Processor:
                OnProcessor(in e, tracker, time);
                break;
            case EventKind.RangeBegin:
            case EventKind.RangeActive:
                BeginRange(in e, tracker, time);
                break;
            case EventKind.RangeEnd:
                EndRange(in e, tracker, time);
                break;
            case EventKind.TaskBegin:
                BeginTask(in e, tracker, time);
                break;
            case EventKind.TaskEnd:
                EndTask(in e, tracker, time);
                break;
            case EventKind.RegionBegin:
                BeginRegion(in e, tracker, time);
                break;
            case EventKind.RegionEnd:
                EndRegion(in e, tracker, time);
                break;
            case EventKind.Log when _logs.IsWanted:
                AddLog(in e, tracker, time);
                break;
            case EventKind.StackSample when _samples.IsWanted:
                AddSample(in e, tracker, time);
                break;
        }
    }

    /// <inheritdoc/>
    public override void OnGap(AnalysisContext context) => CutAll(context.Tracker);

    /// <inheritdoc/>
    public override void OnEnd(AnalysisContext context)
    {
        Tracker tracker = context.Tracker;
        FirstTime = tracker.LastTime >= tracker.FirstTime ? tracker.FirstTime : 0;
        CutAll(tracker);
        AddGoroutines();
        AddStacks(tracker);
    }

    private void CutAll(Tracker tracker)
    {
        CutProcessors(tracker.LastTime);
        CutRanges(tracker);
        CutTasks(tracker);
        CutRegions(tracker);
    }

    private void AddLog(ref readonly TraceEvent e, Tracker tracker, long time)
    {
        LogRows rows = _logs.Rows;
        rows.Time.Add(time);
        rows.Goroutine.AddId(e.Goroutine);
        rows.Task.Add(e.ResourceId);
        rows.Category.Add(TextOf(tracker, e.Text));
        rows.Message.Add(tracker.Generation.GetString(e.Message)); // may be of any number, and so is not kept
        rows.Stack.AddStack(tracker.Stacks.NumberOf(e.Stack));
        _logs.EndRow();
    }

    private void AddSample(ref readonly TraceEvent e, Tracker tracker, long time)
    {
        int stack = tracker.Stacks.NumberOf(e.Stack);
        SampleRows rows = _samples.Rows;
        rows.Time.Add(time);
        rows.Thread.AddId(e.Thread);
        rows.Processor.AddId(e.Processor);
        rows.Goroutine.AddId(e.Goroutine);
        rows.IsAsyncPreempt.Add(tracker.Stacks.FactsOf(stack).IsAsyncPreempt);
        rows.Stack.AddStack(stack);
        _samples.EndRow();
    }

    private static string TextOf(Tracker tracker, StringId text) => tracker.Texts[tracker.Texts.NumberOf(text)];
}
