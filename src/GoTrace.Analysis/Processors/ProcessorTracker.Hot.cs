using System.Runtime.CompilerServices;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Processors;

/// <content>
/// The commonest transitions, of goroutines whose name is known. <see cref="OnGoroutine"/> is their
/// plain twin: it does the same with any.
/// </content>
internal sealed partial class ProcessorTracker
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryHot(ref readonly TraceEvent e)
    {
        int slot = e.ResourceIndex;
        GoroutineMark[] goroutines = _goroutines;
        if ((uint)slot >= (uint)goroutines.Length)
        {
            return false;
        }

        ref GoroutineMark g = ref goroutines[slot];
        if (g.Root == 0 || g.Id != e.ResourceId)
        {
            return false;
        }

        GoroutineState from = e.OldState;
        switch (e.NewState)
        {
            case GoroutineState.Running when from == GoroutineState.Runnable:
                Start(ref g, slot, in e);
                return true;
            case GoroutineState.Waiting when from == GoroutineState.Running:
                Stop(ref g, slot);
                g.IsReady = false;
                return true;
            case GoroutineState.Runnable when from == GoroutineState.Waiting:
                g.Processor = -1;
                g.IsReady = true;
                AddReady(1);
                return true;
            case GoroutineState.Runnable when from == GoroutineState.Running:
                g.IsReady = true;
                AddReady(1);
                Stop(ref g, slot);
                return true;
            default:
                return false;
        }
    }

    private void Start(ref GoroutineMark g, int slot, ref readonly TraceEvent e)
    {
        AddReady(-1);
        int index = IndexOf(e.Processor);
        g.IsReady = false;
        g.Processor = index;
        if (index >= 0)
        {
            ref ProcessorAccounts.Entry p = ref Processors[index];
            p.Goroutine = slot;
            p.Traits = g.Traits;
            Refresh(ref p);
        }
    }

    private void Stop(ref GoroutineMark g, int slot)
    {
        int index = g.Processor;
        g.Processor = -1;
        if (index < 0)
        {
            return;
        }

        ref ProcessorAccounts.Entry p = ref Processors[index];
        if (p.Goroutine == slot)
        {
            if (Pauses.Awaits(in p, index))
            {
                NoteLate(ref p, slot);
            }

            p.Goroutine = -1;
            p.Traits = GoroutineTraits.None;
        }

        Refresh(ref p);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddReady(int change)
    {
        Advance();
        _flow.Add(change);
    }
}
