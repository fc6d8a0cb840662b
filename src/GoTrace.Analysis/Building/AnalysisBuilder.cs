using System.Text.Json;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Profiling;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Tracking;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Building;

/// <summary>Makes the result from what was collected.</summary>
internal static class AnalysisBuilder
{
    /// <summary>From here on the processors of traces up to Go 1.21 are timers, the network and the like.</summary>
    public const long FirstFalseProcessor = 1_000_000;

    // With more than one goroutine in so many without a name, what goes by names is not told.
    private const int MostUnnamed = 20;

    public static TraceAnalysis Build(
        Tracker tracker, ProcessorTracker machine, TraceReader reader, AnalysisOptions options, int generations)
    {
        Collectors collectors = tracker.Collectors;
        long duration = tracker.LastTime >= tracker.FirstTime ? (long)Int128.Min((Int128)tracker.LastTime - tracker.FirstTime, long.MaxValue) : 0;
        bool hasTracker = options.Figures.HasFlag(FigureSets.Goroutines) || options.Collectors.Count > 0;
        if (!hasTracker)
        {
            duration = ProcessorAccounts.Between(Math.Min(machine.Processors.Now, machine.Processors.Begin), machine.Processors.Now);
        }

        IReadOnlyList<ProcessorFigures> processors = MachineFigures.Processors(tracker, machine, duration);
        IReadOnlyList<Timeline.WindowFigures> windows = MachineFigures.Windows(tracker, machine);
        return new TraceAnalysis
        {
            FormatVersion = reader.Header.Minor,
            TimeBase = options.TimeBase,
            Scope = ScopeFigures.Of(
                options.Scope,
                isEmpty: hasTracker
                    ? collectors.Events.Total == 0 || (options.Scope.HasGoroutines && tracker.Groups.All.All(g => g.Seen == 0))
                    : duration == 0),
            DurationNs = duration,
            Generations = generations,
            Events = collectors.Events.Total,
            EventKinds = collectors.Events.ByKind(),
            GoMaxProcs = collectors.Events.GoMaxProcs,
            InitialGoMaxProcs = tracker.InitialGoMaxProcs,
            Preemptions = GoroutineFigureBuilder.Preemptions(tracker, Math.Max(0, duration - tracker.LostNs), GoroutineNs(tracker, options, processors)),
            Yields = new YieldFigures(
                tracker.Groups.All.Sum(g => g.Yields), tracker.Groups.All.Where(g => !g.IsSystem).Sum(g => g.Yields), collectors.OwnYields),
            Goroutines = GoroutineFigureBuilder.Goroutines(tracker, duration),
            Runnable = MachineFigures.Runnable(tracker, machine),
            Processors = processors,
            Evenness = MachineFigures.Evenness(processors),
            EvennessCv = MachineFigures.CoefficientOfVariation(processors),
            LostParallelism = MachineFigures.LostParallelism(machine),
            SchedulingLatency = GoroutineFigureBuilder.Latency(tracker, options),
            Syscalls = SyscallFigureBuilder.Build(tracker, options),
            Blocks = Texts.Sorted(tracker, collectors.Blocks.All().Select(b => (b.Reason, b.Count))),
            BlockDurations = Texts.Sorted(tracker, collectors.Blocks.All().Select(b => (b.Reason, Distribution.From(b.Lengths)))),
            StopTheWorld = PauseFigureBuilder.StopTheWorld(tracker, machine),
            GcCycles = PauseFigureBuilder.Cycles(machine),
            MutatorUtilization = machine.Mutator.Build(),
            Heap = MachineFigures.Heap(machine),
            Ranges = PauseFigureBuilder.Ranges(collectors.Ranges),
            Sweep = new GarbageCollection.SweepFigures(collectors.Ranges.SweptBytes, collectors.Ranges.ReclaimedBytes),
            Tasks = Texts.Sorted(tracker, collectors.Annotations.Tasks.Select(t => (t.Key, Distribution.From(t.Value)))),
            Regions = Texts.Sorted(tracker, collectors.Annotations.Regions.Select(t => (t.Key, Distribution.From(t.Value)))),
            Logs = Texts.Sorted(tracker, collectors.Annotations.Logs.Select(t => (t.Key, t.Value))),
            CpuSamples = new CpuSampleFigures(collectors.Samples.Count, collectors.Samples.AsyncPreempt),
            Threads = GoroutineFigureBuilder.Threads(tracker, duration),
            Windows = windows,
            Timeline = TimelineBuilder.Build(tracker, machine),
            DataQuality = Quality(tracker, reader, machine),
        };
    }

    // Of all goroutines it is what processors say; of some it is their own.
    private static long GoroutineNs(Tracker tracker, AnalysisOptions options, IReadOnlyList<ProcessorFigures> processors) =>
        options.Scope.HasGoroutines ? tracker.Groups.All.Total(g => g.RunningNs) : processors.Total(p => p.GoroutineNs);

    private static DataQuality Quality(Tracker tracker, TraceReader reader, ProcessorTracker machine)
    {
        DataQuality known = KnownQuality(tracker, reader, machine);
        long seen = tracker.Groups.All.Sum(g => g.Seen);
        return !known.IsDamaged || known.UnnamedGoroutines * MostUnnamed <= seen
            ? known
            : known with
            {
                LacksNames = true,
                Warnings =
                [
                    .. known.Warnings,
                    $"the functions of {known.UnnamedGoroutines} of {seen} goroutines are lost: what goes by functions can't be told, as these count as the runtime's own (user figures), their preemptions as cooperative, and pauses of the GC as others",
                ],
            };
    }

    private static DataQuality KnownQuality(Tracker tracker, TraceReader reader, ProcessorTracker machine) => new()
    {
        Damage =
        [
            .. reader.Damage.Select(d => new DamageNote(
                JsonNamingPolicy.SnakeCaseLower.ConvertName(d.Error.Code.ToString()), d.Error.Message, d.Error.Offset, (long)d.Error.Generation, d.LostBytes)),
        ],
        LostBytes = reader.Damage.Sum(d => d.LostBytes),
        LostNs = tracker.LostNs,
        Warnings = [.. reader.Warnings.Select(w => w.Message)],
        UnnamedGoroutines = tracker.Groups.Unnamed.Seen,
        MendedTimes = tracker.Mended,
        LargestMendNs = tracker.LargestShift,
        TruncatedWaits = tracker.Groups.All.Sum(g => g.TruncatedWaits),
        TruncatedSyscalls = tracker.Collectors.Syscalls.Truncated,
        IsTimeSeriesCut = machine.IsTimeSeriesCut,
    };
}
