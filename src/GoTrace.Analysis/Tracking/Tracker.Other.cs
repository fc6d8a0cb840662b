using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <content>Everything that is no state transition.</content>
internal sealed partial class Tracker
{
    private void OnOther(ref readonly TraceEvent e, long time)
    {
        _collectors.Events.Add(e.Kind);
        switch (e.Kind)
        {
            case EventKind.Metric:
                if (e.Metric == TraceMetric.GoMaxProcs)
                {
                    _collectors.Events.SetProcessors((long)e.Value);
                }

                break;
            case EventKind.StackSample:
                _collectors.Samples.Add(in Stacks.FactsOf(Stacks.NumberOf(e.Stack)));
                break;
            case EventKind.RangeBegin:
                BeginRange(in e, time);
                break;
            case EventKind.RangeEnd:
                EndRange(in e, time);
                break;
            case EventKind.TaskBegin:
                _collectors.Annotations.BeginTask(e.ResourceId, Texts.NumberOf(e.Text), time);
                break;
            case EventKind.TaskEnd:
                _collectors.Annotations.EndTask(e.ResourceId, time);
                break;
            case EventKind.RegionBegin:
                if (TryTrack(e.GoroutineIndex, e.Goroutine))
                {
                    _collectors.Annotations.BeginRegion(ref _goroutines[e.GoroutineIndex], Texts.NumberOf(e.Text), time);
                }

                break;
            case EventKind.RegionEnd:
                if (TryTrack(e.GoroutineIndex, e.Goroutine))
                {
                    _collectors.Annotations.EndRegion(ref _goroutines[e.GoroutineIndex], time);
                }

                break;
            case EventKind.Log:
                _collectors.Annotations.AddLog(Texts.NumberOf(e.Text));
                break;
        }
    }

    private void BeginRange(ref readonly TraceEvent e, long time)
    {
        switch (e.Range)
        {
            case TraceRange.StopTheWorld:
                _collectors.Ranges.BeginStop(Texts.NumberOf(e.Text), e.ResourceId, time);
                break;
            case TraceRange.ConcurrentMark:
                _collectors.Ranges.BeginMark(time);
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
                _collectors.Ranges.EndStop(Texts.NumberOf(e.Text), e.ResourceId, time);
                break;
            case TraceRange.ConcurrentMark:
                _collectors.Ranges.EndMark(time);
                break;
            case TraceRange.IncrementalSweep:
                if (IndexOf(e.ResourceId) is >= 0 and int p && _processors[p].InSweep)
                {
                    _processors[p].InSweep = false;
                    _collectors.Ranges.AddSweep(Since(time, _processors[p].SweepSince));
                }

                break;
            case TraceRange.MarkAssist:
                if (TryTrack(e.ResourceIndex, e.ResourceId) && _goroutines[e.ResourceIndex].InAssist)
                {
                    _goroutines[e.ResourceIndex].InAssist = false;
                    _collectors.Ranges.AddAssist(Since(time, _goroutines[e.ResourceIndex].AssistSince));
                }

                break;
        }
    }

    // Whether a goroutine is known by the slot that an event names.
    private bool TryTrack(int slot, long id) =>
        (uint)slot < (uint)_goroutines.Length && _goroutines[slot].IsAlive && _goroutines[slot].Id == id;
}
