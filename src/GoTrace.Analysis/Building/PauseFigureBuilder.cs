using GoTrace.Analysis.GarbageCollection;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Tracking;

namespace GoTrace.Analysis.Building;

/// <summary>Figures of pauses, of the GC's cycles and of the runtime's ranges.</summary>
internal static class PauseFigureBuilder
{
    public static StopTheWorldFigures StopTheWorld(Tracker tracker, ProcessorTracker machine)
    {
        var all = new LogHistogram();
        var gc = new LogHistogram();
        foreach ((int kind, LogHistogram lengths) in tracker.Collectors.Ranges.Stops)
        {
            all.Merge(lengths);
            if (tracker.Texts[kind].Contains("GC", StringComparison.Ordinal))
            {
                gc.Merge(lengths);
            }
        }

        PauseCollector pauses = machine.Pauses;
        return new StopTheWorldFigures
        {
            All = Distribution.From(all),
            Gc = Distribution.From(gc),
            ByKind = new SortedDictionary<string, Distribution>(
                tracker.Collectors.Ranges.Stops.ToDictionary(s => $"stop-the-world ({tracker.Texts[s.Key]})", s => Distribution.From(s.Value)),
                StringComparer.Ordinal),
            Stopping = Distribution.From(pauses.Stopping),
            Stopped = Distribution.From(pauses.Stopped),
            GcStopping = Distribution.From(pauses.GcStopping),
            GcStopped = Distribution.From(pauses.GcStopped),
            Longest =
            [
                .. pauses.Longest.Select(p => new PauseRecord
                {
                    Kind = machine.TextOf(p.Kind),
                    StartNs = p.Time > machine.Processors.Begin ? ProcessorAccounts.Between(machine.Processors.Begin, p.Time) : 0,
                    LengthNs = p.Length,
                    StoppingNs = p.Stopping,
                    StoppedNs = p.Length - p.Stopping,
                    LastProcessor = p.Processor,
                    LastGoroutine = p.LateGoroutine,
                    LastFunction = machine.TextOf(p.LateRoot),
                }),
            ],
            FurtherPauses = new FurtherLengths(pauses.NotListedCount, pauses.NotListedNs),
        };
    }

    public static GcCycleFigures Cycles(ProcessorTracker machine) => new()
    {
        Count = machine.Cycles.Count,
        Cycles =
        [
            .. machine.Cycles.Cycles.Select(c => new GcCycle
            {
                StartNs = ProcessorAccounts.Between(machine.Processors.Begin, c.Begin),
                MarkNs = ProcessorAccounts.Between(c.Begin, c.End),
                Pauses = c.Pauses,
                PauseNs = c.PauseNs,
                DedicatedShare = Share(c, c.DedicatedNs),
                FractionalShare = Share(c, c.FractionalNs),
                IdleShare = Share(c, c.IdleNs),
                AssistShare = Share(c, c.AssistNs),
                HeapAtStartBytes = c.HeapAtBegin,
                GoalBytes = c.Goal,
                HeapAtEndBytes = c.HeapAtEnd,
            }),
        ],
        FurtherCycles = machine.Cycles.Further,
    };

    public static SortedDictionary<string, Distribution> Ranges(RangeCollector ranges)
    {
        var byName = new SortedDictionary<string, Distribution>(StringComparer.Ordinal);
        Add("GC concurrent mark phase", ranges.Marks);
        Add("GC incremental sweep", ranges.Sweeps);
        Add("GC mark assist", ranges.Assists);
        return byName;

        void Add(string name, LogHistogram lengths)
        {
            if (lengths.Count > 0)
            {
                byName.Add(name, Distribution.From(lengths));
            }
        }
    }

    private static double Share(CycleCollector.Cycle cycle, long ns) =>
        cycle.ProcessorNs <= 0 ? 0 : ns / (double)cycle.ProcessorNs;
}
