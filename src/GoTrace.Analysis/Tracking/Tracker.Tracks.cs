using System.Runtime.CompilerServices;
using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Statistics;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <content>Which goroutines there are, what they are called, and how they are let go.</content>
internal sealed partial class Tracker
{
    // Goroutines of C threads come again under the same id; no others do.
    private readonly Dictionary<long, GoroutineTrack> _returning = new(IdComparer.Instance);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref GoroutineTrack TrackOf(int slot, long id)
    {
        if ((uint)slot < (uint)_goroutines.Length)
        {
            ref GoroutineTrack g = ref _goroutines[slot];
            if (g.IsAlive && g.Id == id)
            {
                return ref g;
            }
        }

        return ref AddTrack(slot, id);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref GoroutineTrack AddTrack(int slot, long id)
    {
        if (slot >= _goroutines.Length)
        {
            Array.Resize(ref _goroutines, Math.Max(slot + 1, _goroutines.Length * 2));
        }

        _tracksEnd = Math.Max(_tracksEnd, slot + 1);
        ref GoroutineTrack g = ref _goroutines[slot];
        if (g.IsAlive)
        {
            Bury(ref g);
        }

        g = new GoroutineTrack
        {
            Id = id,
            IsAlive = true,
            InScope = _filter is null || _filter.AcceptsUnnamed,
            Processor = -1,
            SyscallProcessor = -1,
            Region = -1,
        };
        if (_returning.Count > 0 && _returning.Remove(id, out GoroutineTrack before))
        {
            g.Processor = before.Processor;
            g.HasStarted = before.HasStarted;
            g.IsNamed = before.IsNamed;
            g.Group = before.Group!;
            g.InScope = _filter is null || _filter.Accepts(g.Group, depth: 0);
            g.WasInScope = before.WasInScope || g.InScope;
            g.Group.Seen += g.InScope && !before.WasInScope ? 1 : 0;
        }
        else
        {
            g.WasInScope = g.InScope;
        }

        // Whether it counts may turn out only with its name; until then it is put down in a group of its own.
        g.IsTallied = g.InScope || (!g.IsNamed && !_filter!.HasRegions);
        g.IsSettled = g.IsNamed && g.InScope;
        return ref g;
    }

    // Whether a goroutine is known by the slot that an event names.
    private bool TryTrack(int slot, long id) =>
        (uint)slot < (uint)_goroutines.Length && _goroutines[slot].IsAlive && _goroutines[slot].Id == id;

    private void TryName(ref GoroutineTrack g, int stack, long time)
    {
        int root = Stacks.FactsOf(stack).Root;
        if (root == 0)
        {
            return;
        }

        g.IsNamed = true;
        GoroutineGroup group = Groups.Of(root, Texts[root]);
        if (g.Group is { } own)
        {
            MoveTo(group, own, in g);
            Groups.Return(own);
        }
        else if (g.InScope)
        {
            group.Seen++;
        }

        g.Group = group;
        if (_filter is not null)
        {
            UpdateScope(ref g, time);
            g.IsTallied = g.InScope;
        }

        g.IsSettled = g.InScope;
    }

    // What a goroutine did before its name was known, if it counts.
    private void MoveTo(GoroutineGroup group, GoroutineGroup own, in GoroutineTrack g)
    {
        if (group.IsGCWorker && own.RunningByProcessor is { } pending)
        {
            foreach ((int processor, long ns) in pending)
            {
                _processors[processor].WorkerNs += ns;
            }
        }

        bool isOnTrial = g.IsTallied && !g.InScope;
        if (isOnTrial && !_filter!.Accepts(group, g.ScopeDepth))
        {
            return;
        }

        group.Merge(own);
        LogHistogram? waits = own.Latency();
        if (waits is not null && !group.IsSystem)
        {
            Windows.AddLatency(waits);
        }

        if (isOnTrial)
        {
            Windows.AddStarts(own.Starts);
            if (waits is not null)
            {
                Collectors.Waits.Add(stack: 0, waits);
            }
        }
    }

    // The goroutine is gone, or not to be followed any further.
    private void Bury(ref GoroutineTrack g)
    {
        if (!g.IsNamed)
        {
            GiveToUnnamed(in g);
        }

        Leave(ref g);
    }

    // A C thread lets go of its goroutine, which may come again: what it did as long as it has no name stays its own.
    private void Rest(ref GoroutineTrack g)
    {
        _returning[g.Id] = g;
        Leave(ref g);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Leave(ref GoroutineTrack g)
    {
        Collectors.Annotations.Forget(ref g);
        g.Group = null;
        g.IsAlive = false;
        g.IsSettled = false;
    }

    private void GiveToUnnamed(in GoroutineTrack g)
    {
        if (!g.IsNamed && g.Group is { } own)
        {
            if (g.InScope || !g.IsTallied)
            {
                Groups.Unnamed.Merge(own);
            }

            Groups.Return(own);
        }
    }

    private void CountAlive()
    {
        foreach (ref GoroutineTrack g in _goroutines.AsSpan())
        {
            if (g.IsAlive && g.InScope && g.Group is { } group)
            {
                group.Alive++;
            }
        }
    }

    private void CutAll()
    {
        for (int i = 0; i < _tracksEnd; i++)
        {
            ref GoroutineTrack g = ref _goroutines[i];
            if (g.IsAlive)
            {
                Cut(ref g);
            }
        }

        _tracksEnd = 0;

        CutProcessors();
        Runnable = 0;
        Collectors.Ranges.Cut();
        Collectors.Annotations.Cut();
    }

    // What is still under way counts towards totals, and is no sample.
    private void Cut(ref GoroutineTrack g)
    {
        EndAll(ref g, LastTime);
        Bury(ref g);
    }

    // What it is doing does not count any further.
    private void EndAll(ref GoroutineTrack g, long time)
    {
        long length = Since(time, g.Since);
        if (g.State == GoroutineState.Running)
        {
            AddProcessorTime(ref g, length);
        }

        if (g.IsTallied)
        {
            AddOpen(ref g, g.Group!, length);
        }

        if (!g.InScope)
        {
            return;
        }

        switch (g.State)
        {
            case GoroutineState.Running:
                Threads.AddRunning(g.Thread, length);
                break;
            case GoroutineState.Syscall:
                Threads.AddSyscall(g.Thread, length);
                Collectors.Syscalls.Add(in g, time, length, isOpenEnd: true);
                break;
        }

        if (_intervalCollectors.Length > 0 && g.State is not (GoroutineState.NotExist or GoroutineState.Undetermined))
        {
            Tell(ref g, g.State, GoroutineState.Undetermined, time, g.Processor, 0, 0);
        }
    }

    private static void AddOpen(ref GoroutineTrack g, GoroutineGroup group, long length)
    {
        switch (g.State)
        {
            case GoroutineState.Running:
                group.RunningNs += length;
                break;
            case GoroutineState.Runnable:
                group.RunnableNs += length;
                group.TruncatedWaits++;
                break;
            case GoroutineState.Waiting:
                group.AddWaiting(g.Reason, length);
                break;
            case GoroutineState.Syscall:
                group.SyscallNs += length;
                break;
        }
    }
}
