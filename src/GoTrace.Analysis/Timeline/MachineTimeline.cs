using System.Runtime.InteropServices;
using GoTrace.Analysis.Processors;

namespace GoTrace.Analysis.Timeline;

/// <summary>Notes for plots what each processor did, slice by slice.</summary>
internal sealed class MachineTimeline
{
    /// <summary>More processors than this are seen only in the sum of all.</summary>
    public const int MostProcessors = 256;

    private readonly MachineSlice[] _slices = new MachineSlice[SliceClock.Limit];
    private readonly float[] _all = new float[SliceClock.Limit * ProcessorParts.Count];
    private readonly float[] _unseen = new float[SliceClock.Limit * ProcessorParts.Count]; // what one did that is not known yet
    private readonly List<float[]> _parts = []; // by processor index: its parts, slice by slice
    private readonly List<ActivityTotals> _before = []; // by processor index
    private readonly long[] _sum = new long[Activities.Count]; // of all processors
    private ActivityTotals _othersBefore; // all that there are no parts of, together
    private int _known; // processors that were there when the last slice ended
    private ActivityTotals _unseenBefore;
    private SliceClock _clock = new();
    private Flow _flowBefore;
    private double _doubted; // lost parallelism of the slice at hand that is in doubt

    public long SliceNs => _clock.Length;

    /// <summary>How many slices there are, the last and shorter one among them.</summary>
    public int Count { get; private set; }

    /// <summary>When the slice at hand ends.</summary>
    public long End => _clock.End;

    /// <summary>From which time on an event is not in it any more.</summary>
    public long Due => _clock.Due;

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
        _othersBefore = default;
        _known = 0;
        _unseenBefore = default;
        _flowBefore = flow;
        _doubted = 0;
    }

    /// <summary>Closes the slice at hand.</summary>
    public void Close(ProcessorTracker tracker, long end)
    {
        if (end <= _clock.Begin || _clock.End == long.MaxValue)
        {
            return;
        }

        tracker.Processors.Sum(_sum);
        int slice = _clock.Closed;
        Flow flow = tracker.Flow;
        _slices[slice] = new MachineSlice(
            end - _clock.Begin,
            flow.RunnableNs - _flowBefore.RunnableNs,
            Flow.Without(flow.StarvedNs - _flowBefore.StarvedNs, _doubted),
            tracker.Processors.Existing,
            tracker.Heap.LastObjects,
            tracker.Heap.LastGoal,
            flow.StarvedEach);
        _flowBefore = flow;
        _doubted = 0;
        Span<float> all = _all.AsSpan(slice * ProcessorParts.Count, ProcessorParts.Count);
        all.Clear();
        for (; _known < tracker.Processors.Count; _known++)
        {
            AddProcessor(_known, slice, isLate: _known < tracker.Processors.Latecomers);
        }

        ActivityTotals others = default;
        _sum.CopyTo((Span<long>)others);
        for (int i = 0; i < _before.Count; i++)
        {
            ActivityTotals totals = tracker.Processors.TotalsOf(i);
            AddParts(in totals, _before[i], _parts[i].AsSpan(slice * ProcessorParts.Count, ProcessorParts.Count), all);
            _before[i] = totals;
            for (int a = 0; a < Activities.Count; a++)
            {
                others[a] -= totals[a];
            }
        }

        if (_known > _before.Count)
        {
            AddParts(in others, in _othersBefore, [], all);
            _othersBefore = others;
        }

        ref readonly ActivityTotals unseen = ref tracker.Processors.Unseen();
        AddParts(in unseen, in _unseenBefore, _unseen.AsSpan(slice * ProcessorParts.Count, ProcessorParts.Count), []);
        _unseenBefore = unseen;
        Count = slice + 1;
        if (end == _clock.End && _clock.Next())
        {
            Join();
        }
    }

    /// <summary>Takes back what is in doubt.</summary>
    /// <param name="processor">The processor: its index.</param>
    /// <param name="doubt">Of what.</param>
    /// <param name="times">Of how many processors; of more than one only where there are no timelines of them.</param>
    public void TakeBack(int processor, in Doubt doubt, int times)
    {
        _doubted += times * doubt.StarvedIn(_flowBefore.StarvedEach, doubt.StarvedUntil);
        long end = _clock.Begin;
        if (processor >= _known || doubt.In(long.MinValue, end) == 0)
        {
            return;
        }

        ref ActivityTotals before = ref processor < _before.Count ? ref CollectionsMarshal.AsSpan(_before)[processor] : ref _othersBefore;
        before[(int)doubt.What] -= times * doubt.In(long.MinValue, end);
        int part = (int)ProcessorParts.Of(doubt.What);
        for (int s = Count - 1; s >= 0 && end > doubt.Since; s--)
        {
            ref MachineSlice slice = ref _slices[s];
            long begin = end - slice.LengthNs;
            if (doubt.What != Activity.Absent)
            {
                TakeBack(ref _all[(s * ProcessorParts.Count) + part], times * doubt.In(begin, end));
                if (processor < MostProcessors)
                {
                    TakeBack(ref _parts[processor][(s * ProcessorParts.Count) + part], doubt.In(begin, end));
                }
            }

            double starved = doubt.StarvedIn(s == 0 ? doubt.StarvedSince : _slices[s - 1].StarvedEach, slice.StarvedEach);
            slice = slice with { StarvedNs = Flow.Without(slice.StarvedNs, times * starved) };
            end = begin;
        }
    }

    private static void TakeBack(ref float from, long ns) => from = Math.Max(0, from - ns);

    // One that becomes known before GOMAXPROCS is was there in the slices before.
    private void AddProcessor(int processor, int slice, bool isLate)
    {
        if (processor < MostProcessors)
        {
            _before.Add(isLate ? _unseenBefore : default);
            _parts.Add(new float[SliceClock.Limit * ProcessorParts.Count]);
        }
        else if (isLate)
        {
            for (int a = 0; a < Activities.Count; a++)
            {
                _othersBefore[a] += _unseenBefore[a];
            }
        }

        for (int i = 0; isLate && i < slice * ProcessorParts.Count; i++)
        {
            _all[i] += _unseen[i];
            if (processor < MostProcessors)
            {
                _parts[processor][i] = _unseen[i];
            }

            if (i % ProcessorParts.Count == 0)
            {
                ref MachineSlice before = ref _slices[i / ProcessorParts.Count];
                before = before with { Processors = before.Processors + 1 };
            }
        }
    }

    private static void AddParts(in ActivityTotals totals, in ActivityTotals before, Span<float> own, Span<float> all)
    {
        own.Clear();
        for (int a = (int)Activity.Absent + 1; a < Activities.Count; a++)
        {
            long ns = totals[a] - before[a];
            int part = (int)ProcessorParts.Of((Activity)a);
            if (!own.IsEmpty)
            {
                own[part] += ns;
            }

            if (!all.IsEmpty)
            {
                all[part] += ns;
            }
        }
    }

    private void Join()
    {
        Count = SliceClock.Limit / 2;
        for (int i = 0; i < Count; i++)
        {
            _slices[i] = _slices[2 * i].With(_slices[(2 * i) + 1]);
        }

        Join(_all);
        Join(_unseen);
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
    long LengthNs, long RunnableNs, long StarvedNs, int Processors, long HeapObjects, long HeapGoal, double StarvedEach)
{
    /// <summary>This one and the one after it as one.</summary>
    public MachineSlice With(in MachineSlice next) => new(
        LengthNs + next.LengthNs,
        RunnableNs + next.RunnableNs,
        StarvedNs + next.StarvedNs,
        next.Processors,
        next.HeapObjects,
        next.HeapGoal,
        next.StarvedEach);
}
