using GoTrace.Parsing;

namespace GoTrace.Analysis.Processors;

/// <content>Holes in a trace: meanwhile a processor counts as absent, and nobody as ready.</content>
internal sealed partial class ProcessorTracker
{
    private TraceGeneration? _generation;
    private bool _isAfterGap;

    private void Forget()
    {
        _flow.Advance(Processors.Now, Processors.Idle);
        _flow.Runnable = 0;
        Array.Clear(_goroutines);
        Pauses.Cut();
        Cycles.Cut();
        _gcStops = 0;
        if (_generation is { HasHole: true })
        {
            Processors.DoubtIdle();
        }

        Processors.Forget();
        _isAfterGap = true;
        UpdateMutator();
    }

    // The first event behind a gap.
    private void EndGap()
    {
        _isAfterGap = false;
        _flow.Advance(Processors.Now, Processors.Idle);
        Processors.GoOn();
        UpdateMutator();
    }

    // Nothing is known of how its last stretch ended.
    private void Disown(ref GoroutineMark g, int slot)
    {
        if (g.IsReady)
        {
            g.IsReady = false;
            _flow.Advance(Processors.Now, Processors.Idle);
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

    private void PassHole(ref ProcessorAccounts.Entry p, ref readonly TraceEvent e)
    {
        _flow.Advance(Processors.Now, Processors.Idle);
        if (!p.IsLost && e.OldProcessorState == ProcessorState.Undetermined)
        {
            Processors.Doubt(ref p);
        }

        Processors.SetLost(ref p, e.NewProcessorState == ProcessorState.Undetermined);
        UpdateMutator();
    }
}
