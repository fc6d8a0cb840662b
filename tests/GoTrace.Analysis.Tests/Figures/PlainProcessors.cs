using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Figures;

/// <summary>What each processor does between an event and the next, found by looking it up.</summary>
internal sealed class PlainProcessors
{
    public const string Absent = "absent";
    public const string Idle = "idle";
    public const string Scheduling = "scheduling";
    public const string SyscallHeld = "syscall_held";
    public const string User = "user";
    public const string Dedicated = "GC (dedicated)";
    public const string Fractional = "GC (fractional)";
    public const string IdleWorker = "GC (idle)";
    public const string Sweep = "sweep";
    public const string Assist = "mark_assist";
    public const string StopTheWorld = "stop_the_world";

    private readonly PlainTrace _trace;
    private readonly Stretch?[] _runs; // by step, for the processor at hand
    private readonly bool[] _isHeld;
    private readonly bool[] _isStopped;
    private readonly long[] _limit;
    private readonly PlainEvent[] _labels;

    public PlainProcessors(PlainTrace trace, IReadOnlyList<PlainGoroutine> goroutines)
    {
        _trace = trace;
        Steps = trace.Events.Count;
        _runs = new Stretch?[Steps];
        _isHeld = new bool[Steps];
        _limit = Limits(trace);
        _labels = [.. trace.Events.Where(e => e.Kind == EventKind.Label)];
        _isStopped = Stops(trace, gcOnly: false);
        IsGcStopped = Stops(trace, gcOnly: true);
        Ids = [.. IdsOf(trace, goroutines)];
        Activities = new string[Ids.Count][];
        IsRunning = new bool[Ids.Count][];
        for (int p = 0; p < Ids.Count; p++)
        {
            IsRunning[p] = RunningOf(Ids[p]);
        }

        for (int p = 0; p < Ids.Count; p++)
        {
            Activities[p] = ActivitiesOf(Ids[p], IsRunning[p], goroutines);
        }
    }

    /// <summary>Step k is the time from event k to event k + 1.</summary>
    public int Steps { get; }

    public List<long> Ids { get; }

    /// <summary>By processor and step.</summary>
    public string[][] Activities { get; }

    /// <summary>By processor and step.</summary>
    public bool[][] IsRunning { get; }

    /// <summary>By step.</summary>
    public bool[] IsGcStopped { get; }

    public bool Exists(int p, int step) => Ids[p] < _limit[step];

    /// <summary>Those that exist, or run all the same.</summary>
    public int ExistingAt(int step) => Enumerable.Range(0, Ids.Count).Count(p => Exists(p, step) || IsRunning[p][step]);

    public int IdleAt(int step) => Enumerable.Range(0, Ids.Count).Count(p => Exists(p, step) && !IsRunning[p][step]);

    /// <summary>The event with which a goroutine that runs, or is in a syscall, loses its processor.</summary>
    public int LetGo(Stretch s)
    {
        int end = s.End is null ? Steps : s.EndIndex;
        int lost = Array.IndexOf(IsRunning[Ids.IndexOf(s.Processor)], false, s.Begin.Index);
        return lost < 0 ? end : Math.Min(end, lost);
    }

    private static long[] Limits(PlainTrace trace)
    {
        PlainEvent[] said = [.. trace.Events.Where(e => e.Kind == EventKind.Metric && e.Metric == TraceMetric.GoMaxProcs)];
        var limits = new long[trace.Events.Count];
        for (int k = 0; k < limits.Length; k++)
        {
            // Before the first word of it, it was the same.
            limits[k] = said.Length == 0 ? long.MaxValue : (said.LastOrDefault(e => e.Index <= k) ?? said[0]).Value;
        }

        return limits;
    }

    private static bool[] Stops(PlainTrace trace, bool gcOnly)
    {
        var stops = new bool[trace.Events.Count];
        foreach (PlainEvent begin in trace.Events.Where(e => e.Kind == EventKind.RangeBegin && e.Range == TraceRange.StopTheWorld))
        {
            if (!gcOnly || begin.Text.Contains("GC", StringComparison.Ordinal))
            {
                Array.Fill(stops, true, begin.Index, EndOf(trace, begin) - begin.Index);
            }
        }

        return stops;
    }

    /// <summary>The event that ends a range, or the trace's end.</summary>
    public static int EndOf(PlainTrace trace, PlainEvent begin) =>
        trace.Events.Skip(begin.Index + 1).FirstOrDefault(e => e.Kind == EventKind.RangeEnd
            && e.Range == begin.Range && e.Text == begin.Text && e.On == begin.On && e.Resource == begin.Resource)?.Index
        ?? trace.Events.Count;

    private static SortedSet<long> IdsOf(PlainTrace trace, IReadOnlyList<PlainGoroutine> goroutines)
    {
        var ids = new SortedSet<long>();
        ids.UnionWith(trace.Events.Where(e => e.On == ResourceKind.Processor).Select(e => e.Resource));
        ids.UnionWith(goroutines.SelectMany(g => g.Stretches)
            .Where(s => s.State is GoroutineState.Running or GoroutineState.Syscall && s.Processor != TraceEvent.NoId)
            .Select(s => s.Processor));
        foreach (PlainEvent e in trace.Events.Where(e => e.Metric == TraceMetric.GoMaxProcs))
        {
            ids.UnionWith(Enumerable.Range(0, (int)e.Value).Select(i => (long)i));
        }

        return ids;
    }

    private bool[] RunningOf(long id)
    {
        var running = new bool[Steps];
        PlainEvent[] changes = [.. _trace.Events.Where(e => e.IsProcessorTransition && e.Resource == id)];
        for (int i = 0; i < changes.Length; i++)
        {
            int end = i + 1 < changes.Length ? changes[i + 1].Index : Steps;
            Array.Fill(running, changes[i].ProcessorTo == ProcessorState.Running, changes[i].Index, end - changes[i].Index);
        }

        return running;
    }

    private string[] ActivitiesOf(long id, bool[] running, IReadOnlyList<PlainGoroutine> goroutines)
    {
        Array.Clear(_runs);
        Array.Clear(_isHeld);
        foreach (Stretch s in goroutines.SelectMany(g => g.Stretches).Where(s => s.Processor == id))
        {
            if (s.State == GoroutineState.Running)
            {
                Array.Fill(_runs, s, s.Begin.Index, LetGo(s) - s.Begin.Index);
            }
            else if (s.State == GoroutineState.Syscall)
            {
                Array.Fill(_isHeld, true, s.Begin.Index, LetGo(s) - s.Begin.Index);
            }
        }

        bool[] sweeps = Covered(TraceRange.IncrementalSweep, id);
        var assists = new Dictionary<long, bool[]>();
        var activities = new string[Steps];
        for (int k = 0; k < Steps; k++)
        {
            bool isAssisting = _runs[k] is { } run
                && (assists.TryGetValue(run.Goroutine.Id, out bool[]? of)
                    ? of
                    : assists[run.Goroutine.Id] = Covered(TraceRange.MarkAssist, run.Goroutine.Id))[k];
            activities[k] = !running[k] && !(id < _limit[k]) ? Absent
                : _isStopped[k] ? StopTheWorld
                : !running[k] ? Idle
                : isAssisting ? Assist
                : sweeps[k] ? Sweep
                : _runs[k] is { } worker && worker.Goroutine.Name == "runtime.gcBgMarkWorker" ? LabelAt(worker, k)
                : _runs[k] is not null ? User
                : _isHeld[k] ? SyscallHeld
                : Scheduling;
        }

        return activities;
    }

    // Where a range of this scope is open.
    private bool[] Covered(TraceRange range, long resource)
    {
        var covered = new bool[Steps];
        foreach (PlainEvent begin in _trace.Events.Where(
            e => e.Kind is EventKind.RangeBegin or EventKind.RangeActive && e.Range == range && e.Resource == resource))
        {
            Array.Fill(covered, true, begin.Index, EndOf(_trace, begin) - begin.Index);
        }

        return covered;
    }

    // The last label holds; a worker that has none yet is taken for a dedicated one.
    private string LabelAt(Stretch worker, int step) =>
        _labels.LastOrDefault(e => e.Index <= step && e.Resource == worker.Goroutine.Id)?.Text ?? Dedicated;
}
