using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.GarbageCollection;

/// <summary>Makes a row of each GC cycle.</summary>
internal sealed class CycleCollector(int limit)
{
    private readonly List<Cycle> _cycles = [];
    private readonly long[] _before = new long[Activities.Count];
    private readonly long[] _after = new long[Activities.Count];
    private Cycle? _open;

    public IReadOnlyList<Cycle> Cycles => _cycles;

    /// <summary>All cycles that ended, those beyond the limit too.</summary>
    public long Count { get; private set; }

    /// <summary>Those beyond the limit.</summary>
    public FurtherCycles Further { get; private set; } = new(0, 0, 0, 0);

    public void Begin(ProcessorAccounts processors, long heap, long goal)
    {
        if (_cycles.Count < limit)
        {
            processors.Sum(_before);
        }

        _open = new Cycle { Begin = processors.Now, HeapAtBegin = heap, Goal = goal };
    }

    public void End(ProcessorAccounts processors, long heap)
    {
        if (_open is not { } cycle)
        {
            return;
        }

        _open = null;
        Last = cycle;
        Count++;
        cycle.End = processors.Now;
        if (_cycles.Count >= limit)
        {
            cycle.IsBeyondLimit = true; // and nobody asks what processors did meanwhile
            Further = new FurtherCycles(
                Further.Cycles + 1,
                Saturating.Add(Further.MarkNs, ProcessorAccounts.Between(cycle.Begin, cycle.End)),
                Further.Pauses + cycle.Pauses,
                Saturating.Add(Further.PauseNs, cycle.PauseNs));
            return;
        }

        processors.Sum(_after);
        for (Activity activity = Activity.Absent + 1; activity <= Activity.StopTheWorld; activity++)
        {
            cycle.ProcessorNs = Saturating.Add(cycle.ProcessorNs, Between(activity));
        }

        cycle.HeapAtEnd = heap;
        cycle.DedicatedNs = Between(Activity.WorkerDedicated);
        cycle.FractionalNs = Between(Activity.WorkerFractional);
        cycle.IdleNs = Between(Activity.WorkerIdle);
        cycle.AssistNs = Between(Activity.MarkAssist);
        _cycles.Add(cycle);
    }

    // The pause at the end of marking ends after the marking does.
    private Cycle? Last { get; set; }

    public void AddPause(PauseCollector.Pause pause)
    {
        Cycle? cycle = _open ?? Last;
        if (pause is { IsGc: true, IsCut: false } && cycle is not null && pause.Begin >= cycle.Begin)
        {
            cycle.Pauses++;
            cycle.PauseNs = Saturating.Add(cycle.PauseNs, pause.Length);
            if (cycle.IsBeyondLimit)
            {
                Further = Further with { Pauses = Further.Pauses + 1, PauseNs = Saturating.Add(Further.PauseNs, pause.Length) };
            }
        }
    }

    /// <summary>Takes back what was booked before the open cycle began and is in doubt now.</summary>
    public void TakeBack(in Doubt doubt, int times)
    {
        if (_open is { } cycle)
        {
            _before[(int)doubt.What] -= times * doubt.In(long.MinValue, cycle.Begin);
        }
    }

    public void Cut()
    {
        _open = null;
        Last = null;
    }

    private long Between(Activity activity) => _after[(int)activity] - _before[(int)activity];

    internal sealed class Cycle
    {
        public long Begin { get; init; }

        public long End { get; set; }

        /// <summary>Whether it ended, and is not listed.</summary>
        public bool IsBeyondLimit { get; set; }

        /// <summary>All processors' time while it marked.</summary>
        public long ProcessorNs { get; set; }

        public int Pauses { get; set; }

        public long PauseNs { get; set; }

        public long DedicatedNs { get; set; }

        public long FractionalNs { get; set; }

        public long IdleNs { get; set; }

        public long AssistNs { get; set; }

        public long HeapAtBegin { get; init; }

        public long Goal { get; init; }

        public long HeapAtEnd { get; set; }
    }
}
