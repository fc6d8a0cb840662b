using System.Runtime.CompilerServices;
using GoTrace.Analysis.Goroutines;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <content>
/// The commonest transitions, of goroutines whose name is known and which count: most of all events.
/// <see cref="OnGoroutine"/> is their plain twin, and is used where a collector wants to be told: the
/// figures are the same. What no trace has with a transition (a stack or a reason where a goroutine
/// starts or is unblocked) is not looked at.
/// </content>
internal sealed partial class Tracker
{
    // Takes in an event if it is one of those.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryHot(ref readonly TraceEvent e, long time)
    {
        int slot = e.ResourceIndex;
        GoroutineTrack[] goroutines = _goroutines;
        if ((uint)slot >= (uint)goroutines.Length)
        {
            return false;
        }

        ref GoroutineTrack g = ref goroutines[slot];
        GoroutineState from = e.OldState;
        if (!g.IsSettled || g.Id != e.ResourceId || g.State != from)
        {
            return false;
        }

        switch (e.NewState)
        {
            case GoroutineState.Running when from == GoroutineState.Runnable:
                Start(ref g, in e, time);
                return true;
            case GoroutineState.Waiting when from == GoroutineState.Running:
                Block(ref g, in e, time);
                return true;
            case GoroutineState.Runnable when from == GoroutineState.Waiting:
                Unblock(ref g, time);
                return true;
            case GoroutineState.Runnable when from == GoroutineState.Running:
                Stop(ref g, in e, time);
                return true;
            default:
                return false;
        }
    }

    private void Start(ref GoroutineTrack g, ref readonly TraceEvent e, long time)
    {
        GoroutineGroup group = g.Group!;
        long length = Since(time, g.Since);
        int processor = IndexOf(e.Processor);
        Runnable--;
        group.RunnableNs += length;
        group.Starts++;
        group.Migrations += g.HasStarted && g.Processor != processor ? 1 : 0;
        Windows.AddStarts(1);
        if (g.IsStartSeen)
        {
            Collectors.Waits.Add(g.Stack, group, g.Cause, length);
            if (!group.IsSystem)
            {
                Windows.AddLatency(length);
            }
        }
        else
        {
            group.TruncatedWaits++;
        }

        g.Reason = 0;
        g.Processor = processor;
        g.Thread = Threads.IndexOf(e.Thread);
        g.HasStarted = true;
        SetState(ref g, GoroutineState.Running, time);
    }

    private void Block(ref GoroutineTrack g, ref readonly TraceEvent e, long time)
    {
        int stack = Stacks.NumberOf(e.TransitionStack);
        int reason = Texts.NumberOf(e.Text);
        EndPlainRun(ref g, Since(time, g.Since));
        Collectors.Blocks.Begin(reason);
        g.Reason = reason;
        g.Stack = stack;
        g.HasBlocked = true;
        SetState(ref g, GoroutineState.Waiting, time);
    }

    private void Unblock(ref GoroutineTrack g, long time)
    {
        long length = Since(time, g.Since);
        g.Group!.AddWaiting(g.Reason, length);
        Collectors.Blocks.End(g.Reason, g.IsStartSeen && g.HasBlocked, length);
        Runnable++;
        MaxRunnable = Math.Max(MaxRunnable, Runnable);
        g.Reason = 0;
        g.Cause = RunnableCause.Unblocked;
        SetState(ref g, GoroutineState.Runnable, time);
    }

    private void Stop(ref GoroutineTrack g, ref readonly TraceEvent e, long time)
    {
        int stack = Stacks.NumberOf(e.TransitionStack);
        int reason = Texts.NumberOf(e.Text);
        EndRunning(ref g, GoroutineState.Runnable, reason, stack, Since(time, g.Since));
        Runnable++;
        MaxRunnable = Math.Max(MaxRunnable, Runnable);
        g.Reason = reason;
        g.Cause = CauseOf(GoroutineState.Running, reason);
        g.Stack = stack;
        SetState(ref g, GoroutineState.Runnable, time);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetState(ref GoroutineTrack g, GoroutineState state, long time)
    {
        g.State = state;
        g.Since = time;
        g.IsStartSeen = true;
    }

    private void EndPlainRun(ref GoroutineTrack g, long length)
    {
        GoroutineGroup group = g.Group!;
        group.RunningNs += length;
        Threads.AddRunning(g.Thread, length);
        if ((uint)g.Processor < (uint)_processors.Length)
        {
            ref ProcessorTrack p = ref _processors[g.Processor];
            p.GoroutineNs += length;
            p.WorkerNs += group.IsGCWorker ? length : 0;
        }
    }
}
