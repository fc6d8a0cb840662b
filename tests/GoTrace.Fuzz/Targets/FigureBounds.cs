using System.Text.Json;
using GoTrace.Analysis;
using GoTrace.Analysis.GarbageCollection;
using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Syscalls;
using GoTrace.Analysis.Timeline;

namespace GoTrace.Fuzz.Targets;

/// <summary>
/// What holds of the figures of any trace, however broken: no share is less than nothing or more than
/// all, no time is longer than there was room for, and parts add up to the whole.
/// </summary>
internal static class FigureBounds
{
    // Parts of a whole, by the names that they have in JSON.
    private static readonly string[] Shares = ["share", "utilization", "minimum", "evenness"];

    // Sums end at the largest number.
    private static readonly Int128 Most = long.MaxValue;

    public static void Check(TraceAnalysis a)
    {
        using JsonDocument json = JsonDocument.Parse(a.ToJson());
        CheckNumbers(json.RootElement, "");
        CheckProcessors(a);
        CheckWindows(a);
        CheckGoroutines(a);
        CheckPauses(a);
        CheckLengths(a);
    }

    private static void CheckNumbers(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty p in element.EnumerateObject())
                {
                    if (p.Name != "damage")
                    {
                        CheckNumbers(p.Value, $"{path}.{p.Name}");
                    }
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    CheckNumbers(item, path);
                }

                break;
            case JsonValueKind.Number when !IsId(path):
                double value = element.GetDouble();
                bool isShare = Shares.Any(s => path.EndsWith(s, StringComparison.Ordinal));
                Hold(value >= 0 && double.IsFinite(value) && (!isShare || value <= 1), $"{path} is {value}");
                break;
        }
    }

    private static bool IsId(string path) =>
        path.EndsWith("id", StringComparison.Ordinal) || path.EndsWith("goroutine", StringComparison.Ordinal)
        || path.EndsWith("processor", StringComparison.Ordinal) || path.EndsWith("line", StringComparison.Ordinal)
        || path.EndsWith("gomaxprocs", StringComparison.Ordinal);

    private static void CheckProcessors(TraceAnalysis a)
    {
        Int128 existed = 0;
        Int128 idle = 0;
        foreach (ProcessorFigures p in a.Processors)
        {
            string of = $" of processor {p.Id}, of {a.DurationNs}";
            Hold(Largest(p.RunningNs, p.GoroutineNs, p.SyscallNs, p.SchedulingNs, p.IdleNs, p.ExistedNs) <= a.DurationNs, $"{p} is more than the trace{of}");
            Hold(p.GoroutineNs >= p.GcWorkerNs, $"{p.GcWorkerNs} ns of GC workers of {p.GoroutineNs}{of}");
            if (p.Account is { } account)
            {
                CheckAccount(account, of);
                Hold(account.ExistedNs == p.ExistedNs, $"existed for {account.ExistedNs} and {p.ExistedNs}{of}");
                existed += account.ExistedNs;
                idle += (Int128)account.IdleNs + account.StopTheWorldNs;
            }
        }

        Hold(a.LostParallelism.StarvedNs <= Int128.Min(Most, idle), $"{a.LostParallelism.StarvedNs} ns lost, and idle {idle} of {existed}");
    }

    private static void CheckAccount(ProcessorAccount p, string of)
    {
        Int128 parts = (Int128)p.UserNs + p.GcWorkerNs + p.MarkAssistNs + p.SweepNs + p.StopTheWorldNs + p.SyscallHeldNs + p.SchedulingNs + p.IdleNs;
        Hold(Int128.Min(Most, parts) == p.ExistedNs, $"parts of {parts} ns in {p}{of}");
        Int128 workers = (Int128)p.GcWorkerDedicatedNs + p.GcWorkerFractionalNs + p.GcWorkerIdleNs;
        Hold(Int128.Min(Most, workers) == p.GcWorkerNs, $"workers of {workers} ns in {p}{of}");
    }

    private static void CheckWindows(TraceAnalysis a)
    {
        Int128 starved = 0;
        Int128 existed = 0;
        long end = 0;
        foreach (WindowFigures w in a.Windows)
        {
            string of = $" in the window at {w.StartNs}";
            CheckAccount(w.Account, of);
            Hold(w.StartNs == end, $"after the one that ends at {end}{of}");
            Hold(w.StarvedNs <= w.Account.IdleNs + (Int128)w.Account.StopTheWorldNs, $"{w.StarvedNs} ns lost of {w.Account}{of}");
            Hold(w.LatencyP50Ns <= w.LatencyP99Ns && w.LatencyP99Ns <= w.LatencyMaxNs && w.LatencyMaxNs <= w.LatencyTotalNs, $"{w}{of}");
            Hold(w.UserPreemptions <= w.Preemptions, $"{w.UserPreemptions} of {w.Preemptions} preemptions{of}");
            starved += w.StarvedNs;
            existed += w.Account.ExistedNs;
            end = w.StartNs + w.LengthNs;
        }

        Hold(end <= a.DurationNs, $"windows until {end} of {a.DurationNs}");
        if (a.Windows.Count > 0 && !a.DataQuality.IsTimeSeriesCut)
        {
            Same(starved, a.LostParallelism.StarvedNs, "lost by windows", rounding: a.Windows.Count);
            Same(existed, a.Processors.Aggregate((Int128)0, (sum, p) => sum + (p.Account?.ExistedNs ?? 0)), "processors' time by windows");
        }
    }

    private static void CheckGoroutines(TraceAnalysis a)
    {
        foreach (GoroutineGroupFigures g in a.Goroutines.ByFunction)
        {
            Int128 room = Int128.Min(Most, (Int128)a.DurationNs * g.Count);
            Hold(Largest(g.RunningNs, g.RunnableNs, g.WaitingNs, g.SyscallNs) <= room, $"{g} in {room} ns");
            Hold(g.WaitingNs == room || g.WaitingNs == g.WaitingByReasonNs.Aggregate((Int128)0, (sum, r) => sum + r.Value), $"waiting by reason of {g}");
        }

        Hold(a.Preemptions.Async + a.Preemptions.Handoff + a.Preemptions.Cooperative == a.Preemptions.Count, $"{a.Preemptions}");
        Hold(a.Preemptions.User <= a.Preemptions.Count && a.Yields.User <= a.Yields.Count, $"{a.Preemptions} {a.Yields}");
        Hold(a.Runnable.Mean <= a.Runnable.Max * 1.000001, $"{a.Runnable}");
    }

    private static void CheckPauses(TraceAnalysis a)
    {
        foreach (PauseRecord p in a.StopTheWorld.Longest)
        {
            Hold((a.DurationNs == long.MaxValue || p.StartNs <= a.DurationNs - p.LengthNs) && p.StoppingNs + p.StoppedNs == p.LengthNs, $"{p} of {a.DurationNs}");
        }

        foreach (GcCycle c in a.GcCycles.Cycles)
        {
            Hold(a.DurationNs == long.MaxValue || c.StartNs <= a.DurationNs - c.MarkNs, $"{c} of {a.DurationNs}");
            Hold(c.DedicatedShare + c.FractionalShare + c.IdleShare + c.AssistShare <= 1.000001, $"{c}");
        }
    }

    private static void CheckLengths(TraceAnalysis a)
    {
        IEnumerable<Distribution> all =
        [
            a.SchedulingLatency.All, a.SchedulingLatency.User, .. a.SchedulingLatency.ByCause.Values, .. a.SchedulingLatency.ByStack.Select(s => s.Lengths),
            a.Syscalls.All, a.Syscalls.User, a.Syscalls.Blocked, a.Syscalls.Cgo, a.Syscalls.GcStart, .. a.Syscalls.ByStack.Select(s => s.Lengths),
            a.Preemptions.Stint, .. a.BlockDurations.Values, .. a.Ranges.Values, .. a.Tasks.Values, .. a.Regions.Values,
            a.StopTheWorld.All, a.StopTheWorld.Gc, a.StopTheWorld.Stopping, a.StopTheWorld.Stopped, .. a.StopTheWorld.ByKind.Values,
        ];
        foreach (Distribution d in all)
        {
            Hold(d.P50Ns <= d.P90Ns && d.P90Ns <= d.P99Ns && d.P99Ns <= d.P999Ns && d.P999Ns <= d.MaxNs, $"{d}");
            Hold(d.MaxNs <= a.DurationNs && d.MaxNs <= d.TotalNs && d.TotalNs <= Int128.Min(Most, (Int128)d.MaxNs * d.Count), $"{d} of {a.DurationNs}");
        }

        foreach (ThreadTime t in a.Threads.ByThread)
        {
            Hold(Largest(t.GoroutineNs, t.SyscallNs) <= a.DurationNs, $"{t} of {a.DurationNs}");
        }

        foreach (LongSyscall s in a.Syscalls.Long.Longest)
        {
            Hold(a.DurationNs == long.MaxValue || s.StartNs <= a.DurationNs - s.LengthNs, $"{s} of {a.DurationNs}");
        }
    }

    private static Int128 Largest(params ReadOnlySpan<long> times)
    {
        long largest = 0;
        foreach (long ns in times)
        {
            largest = Math.Max(largest, ns);
        }

        return largest;
    }

    // What is not the same any more once a sum has ended at the largest number.
    private static void Same(Int128 sum, Int128 whole, string what, int rounding = 0) =>
        Hold(whole >= Most || sum >= Most || Int128.Abs(sum - whole) <= rounding, $"{what}: {sum} of {whole} ns");

    private static void Hold(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new BrokenPromiseException(otherwise);
        }
    }
}
