using GoTrace.Analysis.Processors;

namespace GoTrace.Analysis.Timeline;

/// <summary>Notes for plots what each processor did, slice by slice.</summary>
internal sealed class MachineTimeline
{
    /// <summary>More processors than this are seen only in the sum of all.</summary>
    public const int MostProcessors = 256;

    private readonly MachineSlice[] _slices = new MachineSlice[SliceClock.Limit];
    private readonly float[] _all = new float[SliceClock.Limit * ProcessorParts.Count];
    private readonly List<float[]> _parts = []; // by processor index: its parts, slice by slice
    private readonly List<ActivityTotals> _before = []; // by processor index
    private SliceClock _clock = new();
    private Flow _flowBefore;

    public long SliceNs => _clock.Length;

    /// <summary>How many slices there are, the last and shorter one among them.</summary>
    public int Count { get; private set; }

    /// <summary>When the slice at hand ends.</summary>
    public long End => _clock.End;

    public ReadOnlySpan<MachineSlice> Slices => _slices.AsSpan(0, Count);

    /// <summary>What all processors did together: the nanoseconds of each part, slice by slice.</summary>
    public ReadOnlySpan<float> All => _all.AsSpan(0, Count * ProcessorParts.Count);

    /// <summary>How many processors there are timelines of, by their indexes.</summary>
    public int Processors => _parts.Count;

    /// <summary>What one processor did: the nanoseconds of each part, slice by slice.</summary>
    public ReadOnlySpan<float> PartsOf(int processor) => _parts[processor].AsSpan(0, Count * ProcessorParts.Count);

    public void Start(long time, Flow flow)
    {
        _clock.Start(time);
        Count = 0;
        _parts.Clear();
        _before.Clear();
        _flowBefore = flow;
    }

    /// <summary>Closes the slice at hand.</summary>
    public void Close(ProcessorTracker tracker, long end)
    {
        if (end <= _clock.Begin || _clock.End == long.MaxValue)
        {
            return;
        }

        tracker.Processors.Settle();
        int slice = _clock.Closed;
        Flow flow = tracker.Flow;
        _slices[slice] = new MachineSlice(
            end - _clock.Begin,
            flow.RunnableNs - _flowBefore.RunnableNs,
            flow.StarvedNs - _flowBefore.StarvedNs,
            tracker.Processors.Existing,
            tracker.Heap.LastObjects,
            tracker.Heap.LastGoal);
        _flowBefore = flow;
        Span<float> all = _all.AsSpan(slice * ProcessorParts.Count, ProcessorParts.Count);
        all.Clear();
        for (int i = 0; i < tracker.Processors.Count; i++)
        {
            Add(i, slice, in tracker.Processors[i].Totals, all);
        }

        Count = slice + 1;
        if (end == _clock.End && _clock.Next())
        {
            Join();
        }
    }

    private void Add(int processor, int slice, in ActivityTotals totals, Span<float> all)
    {
        if (processor == _before.Count)
        {
            _before.Add(default);
            if (processor < MostProcessors)
            {
                _parts.Add(new float[SliceClock.Limit * ProcessorParts.Count]);
            }
        }

        Span<float> own = processor < _parts.Count
            ? _parts[processor].AsSpan(slice * ProcessorParts.Count, ProcessorParts.Count)
            : [];
        own.Clear();
        ActivityTotals before = _before[processor];
        for (int a = (int)Activity.Absent + 1; a < Activities.Count; a++)
        {
            long ns = totals[a] - before[a];
            int part = (int)ProcessorParts.Of((Activity)a);
            all[part] += ns;
            if (!own.IsEmpty)
            {
                own[part] += ns;
            }
        }

        _before[processor] = totals;
    }

    private void Join()
    {
        Count = SliceClock.Limit / 2;
        for (int i = 0; i < Count; i++)
        {
            _slices[i] = _slices[2 * i].With(_slices[(2 * i) + 1]);
        }

        Join(_all);
        foreach (float[] parts in _parts)
        {
            Join(parts);
        }
    }

    private static void Join(float[] parts)
    {
        for (int i = 0; i < SliceClock.Limit / 2; i++)
        {
            for (int part = 0; part < ProcessorParts.Count; part++)
            {
                int from = (2 * i * ProcessorParts.Count) + part;
                parts[(i * ProcessorParts.Count) + part] = parts[from] + parts[from + ProcessorParts.Count];
            }
        }
    }
}

/// <summary>One slice of the machine's time.</summary>
internal readonly record struct MachineSlice(
    long LengthNs, long RunnableNs, long StarvedNs, int Processors, long HeapObjects, long HeapGoal)
{
    /// <summary>This one and the one after it as one.</summary>
    public MachineSlice With(in MachineSlice next) => new(
        LengthNs + next.LengthNs,
        RunnableNs + next.RunnableNs,
        StarvedNs + next.StarvedNs,
        next.Processors,
        next.HeapObjects,
        next.HeapGoal);
}
