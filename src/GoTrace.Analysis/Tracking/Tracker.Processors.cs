using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <content>Processors from state to state.</content>
internal sealed partial class Tracker
{
    private void OnProcessor(ref readonly TraceEvent e, long time)
    {
        ProcessorState to = e.NewProcessorState;
        int index = IndexOf(e.ResourceId);
        if (e.OldProcessorState == to || index < 0)
        {
            return;
        }

        ref ProcessorTrack p = ref _processors[index];
        if (p.IsRunning && to != ProcessorState.Running)
        {
            p.RunningNs += Since(time, p.Since);
            p.IsRunning = false;
            if (p.SyscallGoroutine >= 0)
            {
                _goroutines[p.SyscallGoroutine].IsBlocked = true;
                EndHeld(ref p, time);
            }
        }
        else if (!p.IsRunning && to == ProcessorState.Running)
        {
            p.IsRunning = true;
            p.Since = time;
        }
    }
}
