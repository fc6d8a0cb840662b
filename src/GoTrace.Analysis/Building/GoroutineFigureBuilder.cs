using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Tracking;

namespace GoTrace.Analysis.Building;

/// <summary>Figures of goroutines.</summary>
internal static class GoroutineFigureBuilder
{
    private const int MostThreads = 64;

    public static PreemptionFigures Preemptions(Tracker tracker, long duration, long goroutineNs)
    {
        PreemptionCollector p = tracker.Collectors.Preemptions;
        long user = tracker.Groups.All.Where(g => !g.IsSystem).Sum(g => g.Preemptions);
        return new PreemptionFigures
        {
            Count = p.Count,
            Async = p.Async,
            Handoff = p.Handoff,
            Cooperative = p.Count - p.Async - p.Handoff,
            User = user,
            ByFunction = Texts.Sorted(tracker, p.ByFunction.Select(f => (f.Key, f.Value))),
            Stint = Distribution.From(p.Stints),
            StintHistogram = p.Stints.ToBuckets(),
            PerSecond = Rate(p.Count, duration),
            PerGoroutineSecond = Rate(p.Count, goroutineNs),
            UserPerSecond = Rate(user, duration),
            UserPerGoroutineSecond = Rate(user, goroutineNs),
        };
    }

    public static GoroutineFigures Goroutines(Tracker tracker, long duration)
    {
        IEnumerable<GoroutineGroup> groups = tracker.Groups.All;
        return new GoroutineFigures
        {
            Created = groups.Sum(g => g.Created),
            Ended = groups.Sum(g => g.Ended),
            Seen = groups.Sum(g => g.Seen),
            Starts = groups.Sum(g => g.Starts),
            Migrations = groups.Sum(g => g.Migrations),
            MaxRunnable = tracker.MaxRunnable,
            ByFunction =
            [
                .. groups.Where(g => g.Seen > 0).Select(g => Group(tracker, g, duration))
                    .OrderByDescending(g => g.RunningNs).ThenBy(g => g.Function, StringComparer.Ordinal),
            ],
        };
    }

    public static LatencyFigures Latency(Tracker tracker, AnalysisOptions options)
    {
        var all = new LogHistogram();
        var user = new LogHistogram();
        var byCause = new SortedDictionary<string, Distribution>(StringComparer.Ordinal);
        var histograms = new SortedDictionary<string, IReadOnlyList<HistogramBucket>>(StringComparer.Ordinal);
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
                histograms.Add(NameOf(cause), ofCause.ToBuckets());
            }
        }

        (IReadOnlyList<StackFigures> byStack, FurtherStacks further) = StackLists.Of(tracker, tracker.Collectors.Waits, options.StackLimit);
        return new LatencyFigures
        {
            All = Distribution.From(all),
            User = Distribution.From(user),
            ByCause = byCause,
            UserHistogram = user.ToBuckets(),
            HistogramByCause = histograms,
            ByStack = byStack,
            FurtherStacks = further,
            Truncated = tracker.Groups.All.Sum(g => g.TruncatedWaits),
        };
    }

    public static ThreadFigures Threads(Tracker tracker, long duration)
    {
        var threads = new List<ThreadTime>();
        foreach (ref readonly ThreadTrack t in tracker.Threads.All)
        {
            threads.Add(new ThreadTime(t.Id, Math.Min(t.RunningNs, duration), Math.Min(t.SyscallNs, duration)));
        }

        return ThreadsOf(threads);
    }

    /// <summary>The busiest of threads, and what the others come to.</summary>
    public static ThreadFigures ThreadsOf(IReadOnlyCollection<ThreadTime> threads)
    {
        ThreadTime[] busiestFirst = [.. threads.OrderByDescending(t => Saturating.Add(t.GoroutineNs, t.SyscallNs)).ThenBy(t => t.Id)];
        ThreadTime[] further = [.. busiestFirst.Skip(MostThreads)];
        return new ThreadFigures
        {
            Seen = threads.Count,
            ByThread = [.. busiestFirst.Take(MostThreads)],
            FurtherThreads = new FurtherThreads(further.Length, further.Total(t => t.GoroutineNs), further.Total(t => t.SyscallNs)),
        };
    }

    private static GoroutineGroupFigures Group(Tracker tracker, GoroutineGroup g, long duration)
    {
        // Where a thread's clock is broken, a goroutine's stretches may lie upon each other.
        long room = Saturating.Product(duration, g.Seen);
        var latency = new LogHistogram();
        g.MergeLatencyInto(latency);
        return new GoroutineGroupFigures
        {
            Function = g.Name,
            System = g.IsSystem,
            Count = g.Seen,
            Created = g.Created,
            Ended = g.Ended,
            Alive = g.Alive,
            RunningNs = Math.Min(g.RunningNs, room),
            RunnableNs = Math.Min(g.RunnableNs, room),
            WaitingNs = Math.Min(g.WaitingNs, room),
            WaitingByReasonNs = Texts.Sorted(tracker, g.Waits().Select(w => (w.Reason, Math.Min(w.Ns, room)))),
            SyscallNs = Math.Min(g.SyscallNs, room),
            Preemptions = g.Preemptions,
            Yields = g.Yields,
            SchedulingLatency = Distribution.From(latency),
        };
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

    private static double Rate(long count, long ns) => ns == 0 ? 0 : count / (ns / 1e9);
}
