using System.Runtime.CompilerServices;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Processors;

/// <content>Metrics, ranges and labels.</content>
internal sealed partial class ProcessorTracker
{
    private (int Taken, int Existing, int GcStops) _lastShare = (-1, -1, -1);

    private void OnOther(ref readonly TraceEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.Metric:
                OnMetric(in e);
                break;
            case EventKind.Sync when _initialLimit is { } limit:
                _initialLimit = null;
                SetLimit((ulong)limit);
                break;
            case EventKind.RangeBegin:
                OnRange(in e, begins: true);
                break;
            case EventKind.RangeActive when e.Range != TraceRange.ConcurrentMark:
                OnRange(in e, begins: true);
                break;
            case EventKind.RangeEnd:
                OnRange(in e, begins: false);
                break;
            case EventKind.Label:
                OnLabel(in e);
                break;
        }
    }

    private void OnMetric(ref readonly TraceEvent e)
    {
        switch (e.Metric)
        {
            case TraceMetric.GoMaxProcs:
                SetLimit(e.Value);
                break;
            case TraceMetric.HeapObjects:
                Heap.SetObjects(e.Value);
                break;
            case TraceMetric.HeapGoal:
                Heap.SetGoal(e.Value);
                break;
        }
    }

    private void SetLimit(ulong limit)
    {
        Advance();
        Processors.SetLimit((long)Math.Min(limit, int.MaxValue));
        UpdateMutator();
    }

    private void OnRange(ref readonly TraceEvent e, bool begins)
    {
        switch (e.Range)
        {
            case TraceRange.StopTheWorld:
                OnStopTheWorld(in e, begins);
                break;
            case TraceRange.ConcurrentMark when begins:
                Cycles.Begin(Processors, Heap.LastObjects, Heap.LastGoal);
                break;
            case TraceRange.ConcurrentMark:
                Cycles.End(Processors, Heap.LastObjects);
                break;
            case TraceRange.IncrementalSweep:
                if (IndexOf(e.ResourceId) is >= 0 and int p)
                {
                    Processors[p].InSweep = begins;
                    Refresh(ref Processors[p]);
                }

                break;
            case TraceRange.MarkAssist when e.ResourceIndex >= 0:
                ref GoroutineMark g = ref MarkOf(e.ResourceIndex, e.ResourceId);
                SetTraits(ref g, e.ResourceIndex, begins ? g.Traits | GoroutineTraits.InAssist : g.Traits & ~GoroutineTraits.InAssist);
                break;
        }
    }

    private void OnStopTheWorld(ref readonly TraceEvent e, bool begins)
    {
        long time = _options.TimeBase == TimeBase.Go ? e.GoTime : e.Time;
        int kind = _texts.NumberOf(e.Text);
        bool isGc = _texts[kind].Contains("GC", StringComparison.Ordinal);
        Advance();
        if (begins)
        {
            _gcStops += isGc ? 1 : 0;
            Pauses.Begin(kind, isGc, e.ResourceId, IndexOf(e.Processor), time, Processors);
        }
        else if (Pauses.End(kind, e.ResourceId, time, Processors) is { } pause)
        {
            _gcStops -= isGc ? 1 : 0;
            Cycles.AddPause(pause);
        }

        UpdateMutator();
    }

    // Only the GC's workers get labels, each time that they start.
    private void OnLabel(ref readonly TraceEvent e)
    {
        GoroutineTraits traits = _texts[_texts.NumberOf(e.Text)] switch
        {
            "GC (dedicated)" => GoroutineTraits.Worker,
            "GC (fractional)" => GoroutineTraits.Worker | GoroutineTraits.Fractional,
            "GC (idle)" => GoroutineTraits.Worker | GoroutineTraits.Idle,
            _ => GoroutineTraits.None,
        };
        if (traits != GoroutineTraits.None && e.ResourceIndex >= 0)
        {
            SetTraits(ref MarkOf(e.ResourceIndex, e.ResourceId), e.ResourceIndex, traits);
        }
    }

    private void SetTraits(ref GoroutineMark g, int slot, GoroutineTraits traits)
    {
        g.Traits = traits;
        if (g.Processor >= 0 && Processors[g.Processor].Goroutine == slot)
        {
            Processors[g.Processor].Traits = traits;
            Refresh(ref Processors[g.Processor]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void UpdateMutatorIfNew()
    {
        if (Processors.IsShareNew)
        {
            UpdateMutator();
        }
    }

    private void UpdateMutator()
    {
        Processors.IsShareNew = false;
        var share = (Processors.Taken, Processors.Existing, _gcStops);
        if (share != _lastShare)
        {
            _lastShare = share;
            Mutator.Set(
                Processors.Now,
                _gcStops > 0 ? 0 : Processors.Existing == 0 ? 1 : 1 - (Processors.Taken / (double)Processors.Existing));
        }
    }
}
