using System.Runtime.InteropServices;
using GoTrace.Analysis;
using GoTrace.Parsing;

namespace GoTrace.Export.Perfetto;

/// <content>What has no length of its own: what makes goroutines ready, counters, CPU samples.</content>
internal sealed partial class TimelineCollector
{
    private void OnTransition(ref readonly TraceEvent e, AnalysisContext context)
    {
        if (e.OldState == e.NewState)
        {
            return;
        }

        CountGoroutines(in e, context);
        if (e.NewState == GoroutineState.Runnable && e.OldState is GoroutineState.Waiting or GoroutineState.NotExist)
        {
            AddWake(in e, context);
        }
        else if (e.NewState == GoroutineState.NotExist)
        {
            _goroutines.Remove(e.ResourceId); // one that nothing else was told of
        }
    }

    private void AddWake(ref readonly TraceEvent e, AnalysisContext context)
    {
        if (!context.IsInScope(in e))
        {
            return;
        }

        string function = context.NameOf(e.ResourceIndex);
        bool isCreation = e.OldState == GoroutineState.NotExist;
        ulong name = _names.Events[isCreation ? "create" : "unblock"];
        ulong value = _names.Values[function];
        ulong stack = _stacks.Prepare(context.StackNumberOf(e.Stack), context);
        ulong track = _tracks.OfProcessor(e.Processor);
        ulong flow = ++_flows;
        CollectionsMarshal.GetValueRefOrAddDefault(_goroutines, e.ResourceId, out _).Flow = flow;

        packets.BeginEvent(context.TimeOf(in e), EventField.Instant, track);
        packets.Fields.Write(EventField.NameIid, name);
        packets.Fields.Write(EventField.CategoryIid, _names.States);
        packets.Annotate(_names.Goroutine, (ulong)e.ResourceId);
        packets.AnnotateText(_names.Function, value);
        EndSliceBegin(stack, flow, isLast: false);
    }

    private void CountGoroutines(ref readonly TraceEvent e, AnalysisContext context)
    {
        if (_countsRunning)
        {
            _running += (e.NewState == GoroutineState.Running ? 1 : 0) - (e.OldState == GoroutineState.Running ? 1 : 0);
        }
        else
        {
            _countsRunning = true;
            _running = context.Tracker.CountRunning(); // with what came before a window
        }

        long time = context.TimeOf(in e);
        if (_running != _lastRunning)
        {
            _lastRunning = _running;
            packets.WriteCounter(time, TrackTable.RunningCounter, _running);
        }

        if (context.RunnableGoroutines != _lastRunnable)
        {
            _lastRunnable = context.RunnableGoroutines;
            packets.WriteCounter(time, TrackTable.RunnableCounter, _lastRunnable);
        }
    }

    // Traces up to Go 1.21 have no event for it.
    private void AddInitialGoMaxProcs(long time)
    {
        _hasGoMaxProcs = true;
        if (_initialGoMaxProcs is { } value)
        {
            packets.WriteCounter(time, TrackTable.GoMaxProcsCounter, value);
        }
    }

    private void OnMetric(ref readonly TraceEvent e, AnalysisContext context)
    {
        ulong track = e.Metric switch
        {
            TraceMetric.HeapObjects => TrackTable.HeapCounter,
            TraceMetric.HeapGoal => TrackTable.GoalCounter,
            TraceMetric.GoMaxProcs => TrackTable.GoMaxProcsCounter,
            _ => 0,
        };
        if (track != 0)
        {
            packets.WriteCounter(context.TimeOf(in e), track, (long)Math.Min(e.Value, long.MaxValue));
        }
    }

    private void AddSample(ref readonly TraceEvent e, AnalysisContext context)
    {
        if (!context.IsInScope(in e))
        {
            return;
        }

        ulong name = _names.Events["CPU sample"];
        ulong stack = _stacks.Prepare(context.StackNumberOf(e.Stack), context);
        ulong track = _tracks.SamplesOf(e.Processor);
        packets.BeginEvent(context.TimeOf(in e), EventField.Instant, track);
        packets.Fields.Write(EventField.NameIid, name);
        packets.Fields.Write(EventField.CategoryIid, _names.Runtime);
        if (e.Goroutine != TraceEvent.NoId)
        {
            packets.Annotate(_names.Goroutine, (ulong)e.Goroutine);
        }

        if (e.Thread != TraceEvent.NoId)
        {
            packets.Annotate(_names.Thread, (ulong)e.Thread);
        }

        EndSliceBegin(stack, flow: 0, isLast: false);
    }
}
