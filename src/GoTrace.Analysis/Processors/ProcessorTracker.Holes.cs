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

            Refresh(was);
        }
    }

    // At the end of a generation with a hole: who is idle may long have been at work.
    private void DoubtIdle()
    {
        for (int i = 0; i < Processors.Count; i++)
        {
            if (Processors.IsIdle(i))
            {
                TakeBack(i, Processors.Doubt(ref Processors[i]));
            }
        }
    }

    // What was noted of a time that is in doubt now.
    private void TakeBack(int processor, Doubt doubt)
    {
        _flow.Doubted += doubt.Starved;
        _windows.TakeBack(processor, doubt);
        Cycles.TakeBack(doubt);
    }

    private void PassHole(int index, ref readonly TraceEvent e)
    {
        ref ProcessorAccounts.Entry p = ref Processors[index];
        Advance();
        if (!p.IsLost && e.OldProcessorState == ProcessorState.Undetermined)
        {
            TakeBack(index, Processors.Doubt(ref p));
        }

        Processors.SetLost(ref p, e.NewProcessorState == ProcessorState.Undetermined);
        UpdateMutator();
    }
}
