using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Timeline;
using GoTrace.Analysis.Tracking;

namespace GoTrace.Analysis.Building;

/// <summary>Figures of processors and of the machine as a whole.</summary>
internal static class MachineFigures
{
    private const int WorstWindows = 5;

    public static IReadOnlyList<ProcessorFigures> Processors(Tracker tracker, ProcessorTracker machine, long duration)
    {
        var accounts = new SortedDictionary<long, ProcessorAccount>();
        for (int i = 0; i < machine.Processors.Count; i++)
        {
            ref ProcessorAccounts.Entry p = ref machine.Processors[i];
            accounts.Add(p.Id, ProcessorAccount.From(p.Totals));
        }

        var figures = new SortedDictionary<long, ProcessorFigures>();
        foreach (ref readonly ProcessorTrack p in tracker.Processors)
        {
            if (tracker.IsLegacy && p.Id >= AnalysisBuilder.FirstFalseProcessor)
            {
                continue;
            }

            accounts.TryGetValue(p.Id, out ProcessorAccount? account);
            figures.Add(p.Id, Figures(p, account, duration));
        }

        // Those that only GOMAXPROCS tells of did nothing, and those that left before the part that is looked at are none.
        foreach ((long id, ProcessorAccount account) in accounts)
        {
            if (!figures.ContainsKey(id) && account.ExistedNs > 0)
            {
                figures.Add(id, Figures(new ProcessorTrack { Id = id }, account, duration));
            }
        }

        return [.. figures.Values];
    }

    public static RunnableFigures Runnable(Tracker tracker, ProcessorTracker machine)
    {
        long length = machine.Processors.Now > machine.Processors.Begin ? ProcessorAccounts.Between(machine.Processors.Begin, machine.Processors.Now) : 0;
        return new RunnableFigures(length <= 0 ? 0 : machine.Flow.RunnableNs / (double)length, Math.Max(tracker.MaxRunnable, machine.Flow.MaxRunnable));
    }

    public static LostParallelismFigures LostParallelism(ProcessorTracker machine)
    {
        double existed = 0;
        for (int i = 0; i < machine.Processors.Count; i++)
        {
            existed += ProcessorAccount.From(machine.Processors[i].Totals).ExistedNs;
        }

        long starved = Flow.Without(machine.Flow.StarvedNs, machine.Flow.Doubted);
        ProcessorWindow[] worstFirst = [.. machine.Windows.Where(w => w.StarvedNs > 0).OrderByDescending(w => w.StarvedNs).ThenBy(w => w.Begin)];
        ProcessorWindow[] further = [.. worstFirst.Skip(WorstWindows)];
        return new LostParallelismFigures
        {
            StarvedNs = starved,
            Share = existed == 0 ? 0 : starved / existed,
            WorstWindows =
            [
                .. worstFirst.Take(WorstWindows)
                    .Select(w => new StarvedWindow(ProcessorAccounts.Between(machine.Processors.Begin, w.Begin), w.Length, w.StarvedNs)),
            ],
            FurtherWindows = new FurtherWindows(further.Length, further.Total(w => w.StarvedNs)),
        };
    }

    public static HeapFigures Heap(ProcessorTracker machine) => new()
    {
        MaxObjectsBytes = machine.Heap.MaxObjects,
        LastObjectsBytes = machine.Heap.LastObjects,
        MaxGoalBytes = machine.Heap.MaxGoal,
        LastGoalBytes = machine.Heap.LastGoal,
    };

    /// <summary>Jain's index of goroutine time: 1 is even.</summary>
    public static double Evenness(IReadOnlyList<ProcessorFigures> processors)
    {
        double sum = 0;
        double squares = 0;
        foreach (ProcessorFigures p in processors)
        {
            sum += p.GoroutineNs;
            squares += (double)p.GoroutineNs * p.GoroutineNs;
        }

        return squares == 0 ? 1 : Math.Min(1, sum * sum / (processors.Count * squares));
    }

    /// <summary>The standard deviation of goroutine time over its mean: 0 is even.</summary>
    public static double CoefficientOfVariation(IReadOnlyList<ProcessorFigures> processors)
    {
        // With Jain's index J, the square of this is 1 / J - 1.
        double evenness = Evenness(processors);
        return evenness <= 0 ? 0 : Math.Sqrt(Math.Max(0, (1 / evenness) - 1));
    }

    public static IReadOnlyList<WindowFigures> Windows(Tracker tracker, ProcessorTracker machine)
    {
        IReadOnlyList<GoroutineWindow> goroutines = tracker.Windows.Windows;
        IReadOnlyList<ProcessorWindow> processors = machine.Windows;
        var windows = new WindowFigures[processors.Count];
        for (int i = 0; i < windows.Length; i++)
        {
            ProcessorWindow p = processors[i];
            GoroutineWindow g = i < goroutines.Count ? goroutines[i] : default;
            Distribution latency = g.Latency ?? Distribution.Empty;
            windows[i] = new WindowFigures
            {
                StartNs = ProcessorAccounts.Between(machine.Processors.Begin, p.Begin),
                LengthNs = p.Length,
                Preemptions = g.Preemptions,
                UserPreemptions = g.UserPreemptions,
                Starts = g.Starts,
                LatencyCount = latency.Count,
                LatencyP50Ns = latency.P50Ns,
                LatencyP99Ns = latency.P99Ns,
                LatencyMaxNs = latency.MaxNs,
                LatencyTotalNs = latency.TotalNs,
                BlockedSyscalls = g.BlockedSyscalls,
                LongSyscalls = g.LongSyscalls,
                LongSyscallNs = g.LongSyscallNs,
                MeanRunnable = p.RunnableNs / (double)p.Length,
                StarvedNs = p.StarvedNs,
                Processors = p.Existing,
                Account = ProcessorAccount.From(p.Totals),
                HeapObjectsBytes = p.HeapObjects,
                HeapGoalBytes = p.HeapGoal,
            };
        }

        return windows;
    }

    private static ProcessorFigures Figures(in ProcessorTrack p, ProcessorAccount? account, long duration)
    {
        long existed = account?.ExistedNs ?? duration;

        // Times are as recorded. Where a thread's clock is broken, stretches may lie upon each other.
        long running = Math.Min(p.RunningNs, existed);
        long goroutine = Math.Min(p.GoroutineNs, existed);
        long worker = Math.Min(p.WorkerNs, goroutine);
        long syscall = Math.Min(p.SyscallNs, existed);
        return new ProcessorFigures
        {
            Id = p.Id,
            RunningNs = running,
            GoroutineNs = goroutine,
            GcWorkerNs = worker,
            SyscallNs = syscall,
            SchedulingNs = Math.Max(0, running - goroutine - syscall),
            IdleNs = existed - running,
            ExistedNs = existed,
            Utilization = Ratio(goroutine, existed),
            UserUtilization = Ratio(goroutine - worker, existed),
            Account = account,
        };
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
