using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Syscalls;

namespace GoTrace.Analysis.Comparison;

/// <summary>What a changed figure's change is made up of.</summary>
internal static class Explanations
{
    private delegate IEnumerable<(string What, string Name, double Value)> Parts(TraceAnalysis run);

    public static IReadOnlyList<Explanation> Of(string figure, Side baseline, Side candidate, int most)
    {
        Parts? parts = PartsOf(figure);
        if (parts is null)
        {
            return [];
        }

        Dictionary<(string, string), double> before = Mean(baseline, parts);
        Dictionary<(string, string), double> after = Mean(candidate, parts);
        (string What, string Name)[] keys = [.. before.Keys.Union(after.Keys)];
        var changes = keys.Select(k => (Key: k, Before: before.GetValueOrDefault(k), After: after.GetValueOrDefault(k))).ToList();

        // Each sort of part (functions, causes) adds up to the whole by itself.
        var whole = changes.GroupBy(c => c.Key.What).ToDictionary(g => g.Key, g => g.Sum(c => c.After - c.Before));
        return
        [
            .. changes
                .Select(c => new Explanation(
                    c.Key.What, c.Key.Name, c.Before, c.After, whole[c.Key.What] == 0 ? 0 : (c.After - c.Before) / whole[c.Key.What]))
                .Where(e => e.Candidate != e.Baseline)
                .OrderByDescending(e => Math.Abs(e.Candidate - e.Baseline))
                .ThenBy(e => e.Name, StringComparer.Ordinal)
                .Take(most),
        ];
    }

    private static Parts? PartsOf(string figure) => figure switch
    {
        _ when figure.StartsWith("preemptions.", StringComparison.Ordinal) => Preemptions,
        _ when figure.StartsWith("sched.latency.", StringComparison.Ordinal) => Waits,
        _ when figure.StartsWith("syscalls.", StringComparison.Ordinal) => LongSyscalls,
        _ when figure.StartsWith("processors.", StringComparison.Ordinal) => Processors,
        _ when figure.StartsWith("gc.pause.", StringComparison.Ordinal) => Pauses,
        "work.time" => Groups,
        _ => null,
    };

    // Per second of goroutine time, as the figure itself.
    private static IEnumerable<(string, string, double)> Preemptions(TraceAnalysis run)
    {
        double seconds = Math.Max(1, run.Processors.Sum(p => p.GoroutineNs)) / 1e9;
        return run.Preemptions.ByFunction.Select(f => ("function", f.Key.Length == 0 ? "(runtime)" : f.Key, f.Value / seconds));
    }

    private static IEnumerable<(string, string, double)> Waits(TraceAnalysis run)
    {
        foreach ((string cause, Statistics.Distribution waits) in run.SchedulingLatency.ByCause)
        {
            yield return ("cause", cause, waits.TotalNs);
        }

        foreach (GoroutineGroupFigures group in run.Goroutines.ByFunction)
        {
            if (!group.System)
            {
                yield return ("goroutines", group.Function, group.SchedulingLatency.TotalNs);
            }
        }
    }

    private static IEnumerable<(string, string, double)> LongSyscalls(TraceAnalysis run)
    {
        foreach (SyscallStack stack in run.Syscalls.Long.ByStack)
        {
            yield return ("stack", Caller(stack.Stack), stack.TotalNs);
        }
    }

    private static IEnumerable<(string, string, double)> Processors(TraceAnalysis run) =>
        run.Processors.Select(p => ("processor", $"P{p.Id}", p.Utilization));

    private static IEnumerable<(string, string, double)> Pauses(TraceAnalysis run) =>
        run.StopTheWorld.ByKind.Where(k => k.Key.Contains("GC", StringComparison.Ordinal)).Select(k => ("kind", k.Key, (double)k.Value.P99Ns));

    private static IEnumerable<(string, string, double)> Groups(TraceAnalysis run) =>
        run.Goroutines.ByFunction.Where(g => !g.System).Select(g => ("goroutines", g.Function, (double)g.RunningNs));

    private static string Caller(IReadOnlyList<CallSite> stack) =>
        stack.FirstOrDefault(c => !c.Function.StartsWith("syscall.", StringComparison.Ordinal)
            && !c.Function.StartsWith("runtime.", StringComparison.Ordinal)
            && !c.Function.StartsWith("internal/", StringComparison.Ordinal))?.Function
        ?? (stack.Count > 0 ? stack[0].Function : "(no stack)");

    private static Dictionary<(string, string), double> Mean(Side side, Parts parts)
    {
        var sums = new Dictionary<(string, string), double>();
        foreach (TraceAnalysis run in side.Runs)
        {
            foreach ((string what, string name, double value) in parts(run))
            {
                sums[(what, name)] = sums.GetValueOrDefault((what, name)) + (value / side.Runs.Count);
            }
        }

        return sums;
    }
}
