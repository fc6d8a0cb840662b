using GoTrace.Analysis.Timeline;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Processors;

/// <content>Holes in a trace: meanwhile a processor counts as absent, and nobody as ready.</content>
internal sealed partial class ProcessorTracker
{
    private TraceGeneration? _generation;
    private bool _isAfterGap;

    private void Forget()
    {
        Advance();
        _flow.Runnable = 0;
        Array.Clear(_goroutines, 0, _marksEnd);
        _marksEnd = 0;
        Pauses.Cut();
        Cycles.Cut();
        _gcStops = 0;
        if (_generation is { HasHole: true })
        {
            DoubtIdle();
        }

        Processors.Forget();
        _isAfterGap = true;
        UpdateMutator();
    }

    // The first event behind a gap.
    private void EndGap()
    {
        _isAfterGap = false;
        Advance();
        Processors.GoOn();
        UpdateMutator();
    }

    // Nothing is known of how its last stretch ended.
    private void Disown(ref GoroutineMark g, int slot)
    {
        if (g.IsReady)
        {
            g.IsReady = false;
            Advance();
            _flow.Add(-1);
        }

        int was = g.Processor;
        g.Processor = -1;
        if (was >= 0 && was < Processors.Count)
        {
            ref ProcessorAccounts.Entry p = ref Processors[was];
            if (p.Goroutine == slot)
            {
                p.Goroutine = -1;
                p.Traits = GoroutineTraits.None;
            }

            if (p.SyscallGoroutine == slot)
            {
                p.SyscallGoroutine = -1;
            }

            Refresh(ref p);
        }
    }

    // At the end of a generation with a hole: who is idle may long have been at work.
    private void DoubtIdle()
    {
        Doubt last = default;
        int first = 0;
        int same = 0; // processors beyond those that plots show, and whose doubt is the same
        for (int i = 0; i < Processors.Count; i++)
        {
            if (!Processors.IsIdle(i))
            {
                continue;
            }

            Doubt doubt = Processors.Doubt(ref Processors[i]);
            if (same > 0 && i > MachineTimeline.MostProcessors && doubt == last)
            {
                same++;
                continue;
            }

            TakeBack(first, last, same);
            (first, last, same) = (i, doubt, 1);
        }

        TakeBack(first, last, same);
    }

    // What was noted of a time that is in doubt now, of one processor or of several.
    private void TakeBack(int processor, Doubt doubt, int times)
    {
        if (times > 0)
        {
            _flow.Doubted += times * doubt.Starved;
            _windows.TakeBack(processor, doubt, times);
            Cycles.TakeBack(doubt, times);
        }
    }

    private void PassHole(int index, ref readonly TraceEvent e)
    {
        ref ProcessorAccounts.Entry p = ref Processors[index];
        Advance();
        if (!p.IsLost && e.OldProcessorState == ProcessorState.Undetermined)
        {
            TakeBack(index, Processors.Doubt(ref p), 1);
        }

        Processors.SetLost(ref p, e.NewProcessorState == ProcessorState.Undetermined);
        UpdateMutator();
    }
}
