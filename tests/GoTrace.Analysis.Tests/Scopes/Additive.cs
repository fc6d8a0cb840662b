using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Scheduling;

namespace GoTrace.Analysis.Tests.Scopes;

/// <summary>Those figures of which the parts of a trace have parts that add up.</summary>
internal static class Additive
{
    public static SortedDictionary<string, long> Of(TraceAnalysis a)
    {
        var all = new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["duration"] = a.DurationNs,
            ["events"] = a.Events,
            ["preemptions"] = a.Preemptions.Count,
            ["preemptions async"] = a.Preemptions.Async,
            ["preemptions handoff"] = a.Preemptions.Handoff,
            ["yields"] = a.Yields.Count,
            ["created"] = a.Goroutines.Created,
            ["ended"] = a.Goroutines.Ended,
            ["starts"] = a.Goroutines.Starts,
            ["migrations"] = a.Goroutines.Migrations,
            ["running"] = a.Goroutines.ByFunction.Sum(g => g.RunningNs),
            ["runnable"] = a.Goroutines.ByFunction.Sum(g => g.RunnableNs),
            ["waiting"] = a.Goroutines.ByFunction.Sum(g => g.WaitingNs),
            ["syscall"] = a.Goroutines.ByFunction.Sum(g => g.SyscallNs),
            ["starved"] = a.LostParallelism.StarvedNs,
            ["mended"] = a.DataQuality.MendedTimes,
            ["samples"] = a.CpuSamples.Count,
        };
        Add(all, "event", a.EventKinds);
        Add(all, "block", a.Blocks);
        Add(all, "log", a.Logs);
        Add(all, "preempted in", a.Preemptions.ByFunction);
        foreach (GoroutineGroupFigures g in a.Goroutines.ByFunction)
        {
            Add(all, "waiting for", g.WaitingByReasonNs);
        }

        foreach (ThreadTime t in a.Threads.ByThread)
        {
            Add(all, "thread", new Dictionary<string, long> { [$"{t.Id} goroutines"] = t.GoroutineNs, [$"{t.Id} syscalls"] = t.SyscallNs });
        }

        foreach (ProcessorFigures p in a.Processors)
        {
            Add(all, $"P {p.Id}", Of(p));
        }

        return all;
    }

    public static SortedDictionary<string, long> Sum(SortedDictionary<string, long> a, SortedDictionary<string, long> b)
    {
        var sum = new SortedDictionary<string, long>(a, StringComparer.Ordinal);
        foreach ((string key, long value) in b)
        {
            sum[key] = sum.GetValueOrDefault(key) + value;
        }

        return sum;
    }

    private static Dictionary<string, long> Of(ProcessorFigures p)
    {
        ProcessorAccount a = p.Account!;
        return new Dictionary<string, long>
        {
            ["running"] = p.RunningNs,
            ["goroutine"] = p.GoroutineNs,
            ["worker"] = p.GcWorkerNs,
            ["syscall"] = p.SyscallNs,
            ["existed"] = p.ExistedNs,
            ["account user"] = a.UserNs,
            ["account dedicated"] = a.GcWorkerDedicatedNs,
            ["account fractional"] = a.GcWorkerFractionalNs,
            ["account idle workers"] = a.GcWorkerIdleNs,
            ["account assist"] = a.MarkAssistNs,
            ["account sweep"] = a.SweepNs,
            ["account stw"] = a.StopTheWorldNs,
            ["account syscall"] = a.SyscallHeldNs,
            ["account scheduling"] = a.SchedulingNs,
            ["account idle"] = a.IdleNs,
        };
    }

    private static void Add(SortedDictionary<string, long> all, string name, IReadOnlyDictionary<string, long> values)
    {
        foreach ((string key, long value) in values)
        {
            if (value != 0)
            {
                all[$"{name} {key}"] = all.GetValueOrDefault($"{name} {key}") + value;
            }
        }
    }
}
