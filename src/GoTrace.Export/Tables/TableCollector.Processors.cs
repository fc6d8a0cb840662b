using System.Runtime.InteropServices;
using GoTrace.Analysis.Building;
using GoTrace.Analysis.Tracking;
using GoTrace.Export.Tables.Rows;
using GoTrace.Parsing;

namespace GoTrace.Export.Tables;

/// <content>What processors do.</content>
internal sealed partial class TableCollector
{
    private readonly TableFeed<ProcessorStateRows> _processors = feeds.ProcessorStates;
    private readonly Dictionary<long, ProcessorStretch> _stretches = new(IdComparer.Instance);

    private void OnProcessor(ref readonly TraceEvent e, Tracker tracker, long time)
    {
        ProcessorState from = e.OldProcessorState;
        ProcessorState to = e.NewProcessorState;

        // The false processors of traces up to Go 1.21 (timers, the network) are none.
        if (from == to || (tracker.IsLegacy && e.ResourceId >= AnalysisBuilder.FirstFalseProcessor))
        {
            return;
        }

        ref ProcessorStretch stretch = ref CollectionsMarshal.GetValueRefOrAddDefault(_stretches, e.ResourceId, out _);
        if (from == ProcessorState.Undetermined)
        {
            if (stretch.State == ProcessorState.Running)
            {
                CutSweepOf(e.ResourceId, tracker);
            }

            stretch.State = ProcessorState.Undetermined; // nothing is known of how its last stretch ended
        }

        AddStretch(e.ResourceId, in stretch, time, isEndSeen: to != ProcessorState.Undetermined);
        stretch = new ProcessorStretch
        {
            State = to,
            Start = time,
            IsStartSeen = from != ProcessorState.Undetermined,
            Thread = to == ProcessorState.Running ? e.Thread : TraceEvent.NoId,
        };
    }

    private void CutProcessors(long time)
    {
        foreach ((long processor, ProcessorStretch stretch) in _stretches)
        {
            AddStretch(processor, in stretch, time, isEndSeen: false);
        }

        _stretches.Clear();
    }

    private void AddStretch(long processor, in ProcessorStretch stretch, long time, bool isEndSeen)
    {
        if (!_processors.IsWanted || stretch.State is not (ProcessorState.Running or ProcessorState.Idle))
        {
            return;
        }

        ProcessorStateRows rows = _processors.Rows;
        rows.Processor.Add(processor);
        rows.State.Add(Words.Of(stretch.State));
        rows.Start.Add(stretch.Start);
        rows.End.Add(time);
        rows.Duration.Add(Math.Max(0, time - stretch.Start));
        rows.IsStartSeen.Add(stretch.IsStartSeen);
        rows.IsEndSeen.Add(isEndSeen);
        rows.Thread.AddId(stretch.Thread);
        _processors.EndRow();
    }

    private struct ProcessorStretch
    {
        public ProcessorState State;
        public long Start;
        public bool IsStartSeen;
        public long Thread;
    }
}
