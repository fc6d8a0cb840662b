using GoTrace.Analysis.GarbageCollection;
using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Profiling;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Syscalls;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <summary>Makes the result from what was collected.</summary>
internal static class AnalysisBuilder
{
    // From here on the processors of traces up to Go 1.21 are timers, the network and the like.
    private const long FirstFalseProcessor = 1_000_000;

    public static TraceAnalysis Build(
        Tracker tracker, Collectors collectors, TraceReader reader, AnalysisOptions options, int generations)
    {
        long duration = tracker.LastTime >= tracker.FirstTime ? tracker.LastTime - tracker.FirstTime : 0;
        List<ProcessorFigures> processors = Processors(tracker, duration);
        return new TraceAnalysis
        {
            FormatVersion = reader.Header.Minor,
            TimeBase = options.TimeBase,
            DurationNs = duration,
            Generations = generations,
            Events = collectors.Events.Total,
            EventKinds = collectors.Events.ByKind(),
            GoMaxProcs = collectors.Events.Processors,
            Preemptions = Preemptions(tracker, collectors.Preemptions, duration, processors.Sum(p => p.GoroutineNs)),
            Yields = new YieldFigures(
                tracker.Groups.All.Sum(g => g.Yields), tracker.Groups.All.Where(g => !g.IsSystem).Sum(g => g.Yields)),
            Goroutines = Goroutines(tracker, collectors.Goroutines),
            Processors = processors,
            Evenness = Evenness(processors),
            SchedulingLatency = Latency(tracker),
            Syscalls = Syscalls(tracker, collectors.Syscalls, options),
            Blocks = ByText(tracker, collectors.Blocks.All().Select(b => (b.Reason, b.Count))),
            BlockDurations = ByText(tracker, collectors.Blocks.All().Select(b => (b.Reason, Distribution.From(b.Lengths)))),
            StopTheWorld = StopTheWorld(tracker, collectors.Ranges),
            Ranges = Ranges(collectors.Ranges),
            Tasks = ByText(tracker, collectors.Annotations.Tasks.Select(t => (t.Key, Distribution.From(t.Value)))),
            Regions = ByText(tracker, collectors.Annotations.Regions.Select(t => (t.Key, Distribution.From(t.Value)))),
            Logs = ByText(tracker, collectors.Annotations.Logs.Select(t => (t.Key, t.Value))),
            CpuSamples = new CpuSampleFigures(collectors.Samples.Count, collectors.Samples.AsyncPreempt),
            DataQuality = new DataQuality
            {
                Damage =
                [
                    .. reader.Damage.Select(d => new DamageNote(
                        d.Error.Code.ToString(), d.Error.Message, d.Error.Offset, (long)d.Error.Generation, d.LostBytes)),
                ],
                UnnamedGoroutines = tracker.Groups.Unnamed.Seen,
            },
        };
    }

    private static PreemptionFigures Preemptions(Tracker tracker, PreemptionCollector p, long duration, long goroutineNs)
    {
        long user = tracker.Groups.All.Where(g => !g.IsSystem).Sum(g => g.Preemptions);
        return new PreemptionFigures
        {
            Count = p.Count,
            Async = p.Async,
            Handoff = p.Handoff,
            Cooperative = p.Count - p.Async - p.Handoff,
            User = user,
            ByFunction = ByText(tracker, p.ByFunction.Select(f => (f.Key, f.Value))),
            Stint = Distribution.From(p.Stints),
            PerSecond = Rate(p.Count, duration),
            UserPerGoroutineSecond = Rate(user, goroutineNs),
        };
    }

    private static GoroutineFigures Goroutines(Tracker tracker, GoroutineCounter counter) => new()
    {
        Created = counter.Created,
        Ended = counter.Ended,
        Seen = counter.Seen,
        Starts = counter.Starts,
        Migrations = counter.Migrations,
        MaxRunnable = tracker.MaxRunnable,
        ByFunction =
        [
            .. tracker.Groups.All.Where(g => g.Seen > 0).Select(Group)
                .OrderByDescending(g => g.RunningNs).ThenBy(g => g.Function, StringComparer.Ordinal),
        ],
    };

    private static GoroutineGroupFigures Group(GoroutineGroup g)
    {
        var latency = new LogHistogram();
        g.MergeLatencyInto(latency);
        return new GoroutineGroupFigures
        {
            Function = g.Name,
            System = g.IsSystem,
            Count = g.Seen,
            RunningNs = g.RunningNs,
            RunnableNs = g.RunnableNs,
            WaitingNs = g.WaitingNs,
            SyscallNs = g.SyscallNs,
            Preemptions = g.Preemptions,
            Yields = g.Yields,
            SchedulingLatency = Distribution.From(latency),
        };
    }

    private static List<ProcessorFigures> Processors(Tracker tracker, long duration)
    {
        var figures = new List<ProcessorFigures>();
        foreach (ref readonly ProcessorTrack p in tracker.Processors)
        {
            if (tracker.IsLegacy && p.Id >= FirstFalseProcessor)
            {
                continue;
            }

            figures.Add(new ProcessorFigures
            {
                Id = p.Id,
                RunningNs = p.RunningNs,
                GoroutineNs = p.GoroutineNs,
                GcWorkerNs = p.WorkerNs,
                SyscallNs = p.SyscallNs,
                SchedulingNs = Math.Max(0, p.RunningNs - p.GoroutineNs - p.SyscallNs),
                IdleNs = Math.Max(0, duration - p.RunningNs),
                Utilization = Ratio(p.GoroutineNs, duration),
                UserUtilization = Ratio(p.GoroutineNs - p.WorkerNs, duration),
            });
        }

        figures.Sort((a, b) => a.Id.CompareTo(b.Id));
        return figures;
    }

    private static double Evenness(List<ProcessorFigures> processors)
    {
        double sum = 0;
        double squares = 0;
        foreach (ProcessorFigures p in processors)
        {
            sum += p.GoroutineNs;
            squares += (double)p.GoroutineNs * p.GoroutineNs;
        }

        return squares == 0 ? 1 : sum * sum / (processors.Count * squares);
    }

    private static LatencyFigures Latency(Tracker tracker)
    {
        var all = new LogHistogram();
        var user = new LogHistogram();
        var byCause = new SortedDictionary<string, Distribution>(StringComparer.Ordinal);
        for (int i = 0; i < GoroutineGroup.Causes; i++)
        {
            var cause = (RunnableCause)i;
            var ofCause = new LogHistogram();
            foreach (GoroutineGroup group in tracker.Groups.All)
            {
                if (group.LatencyOf(cause) is { } part)
                {
                    ofCause.Merge(part);
                    if (!group.IsSystem)
                    {
                        user.Merge(part);
                    }
                }
            }

            all.Merge(ofCause);
            if (ofCause.Count > 0)
            {
                byCause.Add(NameOf(cause), Distribution.From(ofCause));
            }
        }

        return new LatencyFigures { All = Distribution.From(all), User = Distribution.From(user), ByCause = byCause };
    }

    private static string NameOf(RunnableCause cause) => cause switch
    {
        RunnableCause.Created => "created",
        RunnableCause.Unblocked => "unblocked",
        RunnableCause.Preempted => "preempted",
        RunnableCause.Yielded => "yielded",
        RunnableCause.Syscall => "syscall",
        _ => "other",
    };

    private static SyscallFigures Syscalls(Tracker tracker, SyscallCollector s, AnalysisOptions options) => new()
    {
        All = Distribution.From(s.All()),
        User = Distribution.From(s.User()),
        Blocked = Distribution.From(s.OfBlocked()),
        Cgo = Distribution.From(s.OfCgo()),
        GcStart = Distribution.From(s.OfGcStart()),
        CountOnly = s.CountOnly,
        Truncated = s.Truncated,
        Long = new LongSyscallFigures
        {
            ThresholdNs = options.LongSyscall.Ticks * 100,
            Count = s.LongCount,
            TotalNs = s.LongNs,
            Longest =
            [
                .. s.Longest.Select(r => new LongSyscall
                {
                    StartNs = r.Start - tracker.FirstTime,
                    LengthNs = r.Ns,
                    Goroutine = r.Goroutine,
                    Processor = r.Processor < 0 ? TraceEvent.NoId : tracker.Processors[r.Processor].Id,
                    Blocked = r.IsBlocked,
                    Cgo = r.IsCgo,
                    OpenStart = r.IsOpenStart,
                    OpenEnd = r.IsOpenEnd,
                    Stack = tracker.Stacks.CallsOf(r.Stack),
                }),
            ],
            ByStack =
            [
                .. s.LongByStack.OrderByDescending(e => e.Value.Ns).ThenBy(e => e.Key)
                    .Select(e => new SyscallStack(e.Value.Count, e.Value.Ns, tracker.Stacks.CallsOf(e.Key))),
            ],
        },
    };

    private static StopTheWorldFigures StopTheWorld(Tracker tracker, RangeCollector ranges)
    {
        var all = new LogHistogram();
        var gc = new LogHistogram();
        foreach ((int kind, LogHistogram lengths) in ranges.Stops)
        {
            all.Merge(lengths);
            if (tracker.Texts[kind].Contains("GC", StringComparison.Ordinal))
            {
                gc.Merge(lengths);
            }
        }

        return new StopTheWorldFigures
        {
            All = Distribution.From(all),
            Gc = Distribution.From(gc),
            ByKind = new SortedDictionary<string, Distribution>(
                ranges.Stops.ToDictionary(s => $"stop-the-world ({tracker.Texts[s.Key]})", s => Distribution.From(s.Value)),
                StringComparer.Ordinal),
        };
    }

    private static SortedDictionary<string, Distribution> Ranges(RangeCollector ranges)
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

    private static SortedDictionary<string, T> ByText<T>(Tracker tracker, IEnumerable<(int Text, T Value)> values)
    {
        var byText = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach ((int text, T value) in values)
        {
            byText.Add(tracker.Texts[text], value);
        }

        return byText;
    }

    private static double Rate(long count, long ns) => ns == 0 ? 0 : count / (ns / 1e9);

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
