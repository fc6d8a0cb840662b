using GoTrace.Analysis.Statistics;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <content>
/// Holes in a trace: no stretch of time reaches over one. What is lost counts up to where it was last
/// seen, and what was lost without a word not at all.
/// </content>
internal sealed partial class Tracker
{
    private long _gapFrom = long.MaxValue;

    /// <summary>Nanoseconds between generations of which nothing is known.</summary>
    public long LostNs { get; private set; }

    // From here on nothing is known of it.
    private void Lose(int slot, long id, long time)
    {
        if (TryTrack(slot, id))
        {
            ref GoroutineTrack g = ref _goroutines[slot];
            if (g.Group is not null)
            {
                EndAll(ref g, time);
            }

            Disown(ref g, slot, time);
        }
    }

    // Its stretch has no known end, and is forgotten.
    private void Disown(ref GoroutineTrack g, int slot, long time)
    {
        if (g.State == GoroutineState.Runnable)
        {
            Runnable--;
        }

        if (g.SyscallProcessor >= 0 && _processors[g.SyscallProcessor].SyscallGoroutine == slot)
        {
            EndHeld(ref _processors[g.SyscallProcessor], time);
        }

        g.State = GoroutineState.Undetermined;
        g.Since = time;
        g.IsStartSeen = false;
        g.InAssist = false;
        Collectors.Annotations.Forget(ref g);
        Collectors.Ranges.Cut(g.Id);
    }

    // Where events are missing, what waits or is ready at the end may long have been otherwise.
    private void DisownWaiting()
    {
        for (int i = 0; i < _tracksEnd; i++)
        {
            ref GoroutineTrack g = ref _goroutines[i];
            if (g.IsAlive && g.State is GoroutineState.Runnable or GoroutineState.Waiting or GoroutineState.Syscall)
            {
                Disown(ref g, i, LastTime);
            }
        }
    }

    private void BeginGap()
    {
        if (Generation is { HasHole: true })
        {
            DisownWaiting();
        }

        _gapFrom = LastTime == long.MinValue ? long.MaxValue : LastTime;
    }

    private void EndGap(long time)
    {
        if (time > _gapFrom)
        {
            LostNs = Saturating.Add(LostNs, time - _gapFrom);
        }

        _gapFrom = long.MaxValue;
    }
}
