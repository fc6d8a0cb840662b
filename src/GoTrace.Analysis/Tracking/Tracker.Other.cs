using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <content>Everything that is no state transition.</content>
internal sealed partial class Tracker
{
    // For the filter: the tasks under way, and who began them.
    private readonly Dictionary<long, (int Name, int Slot, long Goroutine)> _filteredTasks = new(IdComparer.Instance);

    private void OnOther(ref readonly TraceEvent e, long time)
    {
        Collectors.Events.Add(e.Kind);
        switch (e.Kind)
        {
            case EventKind.Metric:
                if (e.Metric == TraceMetric.GoMaxProcs)
                {
                    Collectors.Events.SetGoMaxProcs((long)e.Value);
                }

                break;
            case EventKind.StackSample when IsInScope(in e):
                Collectors.Samples.Add(in Stacks.FactsOf(Stacks.NumberOf(e.Stack)));
                break;
            case EventKind.RangeBegin:
                BeginRange(in e, time);
                break;
            case EventKind.RangeEnd:
                EndRange(in e, time);
                break;
            case EventKind.TaskBegin:
                FilterTask(in e, time, begins: true);
                if (IsInScope(in e))
                {
                    Collectors.Annotations.BeginTask(e.ResourceId, Texts.NumberOf(e.Text), time);
                }

                break;
            case EventKind.TaskEnd:
                Collectors.Annotations.EndTask(e.ResourceId, time);
                FilterTask(in e, time, begins: false);
                break;
            case EventKind.RegionBegin:
                FilterRegion(in e, time, 1);
                if (TryTrack(e.GoroutineIndex, e.Goroutine))
                {
                    Collectors.Annotations.BeginRegion(
                        ref _goroutines[e.GoroutineIndex], Texts.NumberOf(e.Text), time, _goroutines[e.GoroutineIndex].InScope);
                }

                break;
            case EventKind.RegionEnd:
                FilterRegion(in e, time, -1);
                if (TryTrack(e.GoroutineIndex, e.Goroutine))
                {
                    Collectors.Annotations.EndRegion(ref _goroutines[e.GoroutineIndex], time);
                }

                break;
            case EventKind.Log when IsInScope(in e):
                Collectors.Annotations.AddLog(Texts.NumberOf(e.Text));
                break;
        }
    }

    public bool IsInScope(ref readonly TraceEvent e) =>
        _filter is null || (TryTrack(e.GoroutineIndex, e.Goroutine) && _goroutines[e.GoroutineIndex].InScope);

    private void FilterTask(ref readonly TraceEvent e, long time, bool begins)
    {
        if (_filter is not { HasRegions: true })
        {
            return;
        }

        if (begins)
        {
            int name = Texts.NumberOf(e.Text);
            _filteredTasks[e.ResourceId] = (name, e.GoroutineIndex, e.Goroutine);
            if (_filter.IsTaskOfInterest(Texts[name]))
            {
                EnterScope(e.GoroutineIndex, e.Goroutine, time, 1);
            }
        }
        else if (_filteredTasks.Remove(e.ResourceId, out (int Name, int Slot, long Goroutine) task)
            && _filter.IsTaskOfInterest(Texts[task.Name]))
        {
            EnterScope(task.Slot, task.Goroutine, time, -1);
        }
    }

    private void FilterRegion(ref readonly TraceEvent e, long time, int change)
    {
        if (_filter is not { HasRegions: true })
        {
            return;
        }

        string task = _filteredTasks.TryGetValue(e.ResourceId, out (int Name, int Slot, long Goroutine) known) ? Texts[known.Name] : "";
        if (_filter.IsRegionOfInterest(Texts[Texts.NumberOf(e.Text)], task))
        {
            EnterScope(e.GoroutineIndex, e.Goroutine, time, change);
        }
    }

    private void BeginRange(ref readonly TraceEvent e, long time)
    {
        switch (e.Range)
        {
            case TraceRange.StopTheWorld:
                Collectors.Ranges.BeginStop(Texts.NumberOf(e.Text), e.ResourceId, time);
                break;
            case TraceRange.ConcurrentMark:
                Collectors.Ranges.BeginMark(time);
                break;
            case TraceRange.IncrementalSweep:
                if (IndexOf(e.ResourceId) is >= 0 and int p)
                {
                    _processors[p].InSweep = true;
                    _processors[p].SweepSince = time;
                }

                break;
            case TraceRange.MarkAssist:
                if (TryTrack(e.ResourceIndex, e.ResourceId))
                {
                    _goroutines[e.ResourceIndex].InAssist = true;
                    _goroutines[e.ResourceIndex].AssistSince = time;
                }

                break;
        }
    }

    private void EndRange(ref readonly TraceEvent e, long time)
    {
        switch (e.Range)
        {
            case TraceRange.StopTheWorld:
                Collectors.Ranges.EndStop(Texts.NumberOf(e.Text), e.ResourceId, time);
                break;
            case TraceRange.ConcurrentMark:
                Collectors.Ranges.EndMark(time);
                break;
            case TraceRange.IncrementalSweep:
                if (IndexOf(e.ResourceId) is >= 0 and int p && _processors[p].InSweep)
                {
                    _processors[p].InSweep = false;
                    Collectors.Ranges.AddSweep(Since(time, _processors[p].SweepSince), e.Value, e.Value2);
                }

                break;
            case TraceRange.MarkAssist:
                if (TryTrack(e.ResourceIndex, e.ResourceId) && _goroutines[e.ResourceIndex].InAssist)
                {
                    _goroutines[e.ResourceIndex].InAssist = false;
                    Collectors.Ranges.AddAssist(Since(time, _goroutines[e.ResourceIndex].AssistSince));
                }

                break;
        }
    }
}
