using GoTrace.Analysis.Tracking;
using GoTrace.Export.Tables.Rows;
using GoTrace.Parsing;

namespace GoTrace.Export.Tables;

/// <content>Tasks and regions.</content>
internal sealed partial class TableCollector
{
    private readonly TableFeed<TaskRows> _tasks = feeds.Tasks;
    private readonly TableFeed<RegionRows> _regions = feeds.Regions;
    private readonly Dictionary<long, OpenTask> _openTasks = new(IdComparer.Instance);
    private readonly Dictionary<long, List<OpenRegion>> _openRegions = new(IdComparer.Instance); // by goroutine, the innermost last

    private void BeginTask(ref readonly TraceEvent e, Tracker tracker, long time)
    {
        if (!_tasks.IsWanted)
        {
            return;
        }

        if (_openTasks.Remove(e.ResourceId, out OpenTask before))
        {
            AddTask(e.ResourceId, in before, before.Start, null, tracker);
        }

        _openTasks.Add(
            e.ResourceId, new OpenTask(tracker.Texts.NumberOf(e.Text), (long)e.Value, time, e.Goroutine, tracker.Stacks.NumberOf(e.Stack)));
    }

    private void EndTask(ref readonly TraceEvent e, Tracker tracker, long time)
    {
        if (!_tasks.IsWanted)
        {
            return;
        }

        if (_openTasks.Remove(e.ResourceId, out OpenTask task))
        {
            AddTask(e.ResourceId, in task, task.Start, time, tracker);
        }
        else
        {
            task = new OpenTask(tracker.Texts.NumberOf(e.Text), (long)e.Value, 0, TraceEvent.NoId, 0);
            AddTask(e.ResourceId, in task, null, time, tracker);
        }
    }

    private void CutTasks(Tracker tracker)
    {
        foreach ((long id, OpenTask task) in _openTasks)
        {
            AddTask(id, in task, task.Start, null, tracker);
        }

        _openTasks.Clear();
    }

    private void AddTask(long id, in OpenTask task, long? start, long? end, Tracker tracker)
    {
        TaskRows rows = _tasks.Rows;
        rows.Task.Add(id);
        rows.Parent.AddId(task.Parent);
        rows.Name.Add(tracker.Texts[task.Name]);
        rows.Start.AddOptional(start);
        rows.End.AddOptional(end);
        rows.Duration.AddOptional(end - start is { } ns ? Math.Max(0, ns) : null);
        rows.Goroutine.AddId(task.Goroutine);
        rows.Stack.AddStack(task.Stack);
        _tasks.EndRow();
    }

    private void BeginRegion(ref readonly TraceEvent e, Tracker tracker, long time)
    {
        if (!_regions.IsWanted || e.Goroutine == TraceEvent.NoId)
        {
            return;
        }

        if (!_openRegions.TryGetValue(e.Goroutine, out List<OpenRegion>? open))
        {
            _openRegions.Add(e.Goroutine, open = []);
        }

        open.Add(new OpenRegion(tracker.Texts.NumberOf(e.Text), e.ResourceId, time, tracker.Stacks.NumberOf(e.Stack)));
    }

    private void EndRegion(ref readonly TraceEvent e, Tracker tracker, long time)
    {
        if (!_regions.IsWanted || e.Goroutine == TraceEvent.NoId)
        {
            return;
        }

        int stack = tracker.Stacks.NumberOf(e.Stack);
        if (_openRegions.TryGetValue(e.Goroutine, out List<OpenRegion>? open) && open.Count > 0)
        {
            OpenRegion region = open[^1];
            open.RemoveAt(open.Count - 1);
            AddRegion(e.Goroutine, in region, open.Count, region.Start, time, stack, tracker);
        }
        else
        {
            var region = new OpenRegion(tracker.Texts.NumberOf(e.Text), e.ResourceId, 0, 0);
            AddRegion(e.Goroutine, in region, 0, null, time, stack, tracker);
        }
    }

    private void CutRegions(Tracker tracker)
    {
        foreach ((long goroutine, List<OpenRegion> open) in _openRegions)
        {
            Cut(goroutine, open, tracker);
        }

        _openRegions.Clear();
    }

    private void CutRegionsOf(long goroutine, Tracker tracker)
    {
        if (_openRegions.Count > 0 && _openRegions.Remove(goroutine, out List<OpenRegion>? open))
        {
            Cut(goroutine, open, tracker);
        }
    }

    private void Cut(long goroutine, List<OpenRegion> open, Tracker tracker)
    {
        for (int depth = open.Count - 1; depth >= 0; depth--)
        {
            OpenRegion region = open[depth];
            AddRegion(goroutine, in region, depth, region.Start, null, 0, tracker);
        }
    }

    private void AddRegion(long goroutine, in OpenRegion region, int depth, long? start, long? end, int endStack, Tracker tracker)
    {
        RegionRows rows = _regions.Rows;
        rows.Goroutine.Add(goroutine);
        rows.Task.Add(region.Task);
        rows.Name.Add(tracker.Texts[region.Name]);
        rows.Depth.Add(depth);
        rows.Start.AddOptional(start);
        rows.End.AddOptional(end);
        rows.Duration.AddOptional(end - start is { } ns ? Math.Max(0, ns) : null);
        rows.StartStack.AddStack(region.Stack);
        rows.EndStack.AddStack(endStack);
        _regions.EndRow();
    }

    private readonly record struct OpenTask(int Name, long Parent, long Start, long Goroutine, int Stack);

    private readonly record struct OpenRegion(int Name, long Task, long Start, int Stack);
}
