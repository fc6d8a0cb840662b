using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Advice.Rules;

/// <summary>Calls of C that stay away for long.</summary>
internal static class LongCgoCalls
{
    private const int LeastCount = 1;

    public static Finding? Check(TraceAnalysis a)
    {
        Syscalls.LongSyscall[] calls = [.. a.Syscalls.Long.Longest.Where(s => s.Cgo && !s.OpenStart && !s.OpenEnd)];
        if (calls.Length < LeastCount)
        {
            return null;
        }

        return new Finding
        {
            Rule = "long-cgo-calls",
            Title = "Calls of C stay away for long",
            Measured = $"{Measure.Number(calls.Length)} of {Measure.Time(a.Syscalls.Long.ThresholdNs)} or more, the longest {Measure.Time(calls[0].LengthNs)}",
            Threshold = $"{LeastCount} of {Measure.Time(a.Syscalls.Long.ThresholdNs)}",
            Why = "Go can't preempt C: the thread is lost to the scheduler meanwhile, and many such calls make as many threads.",
            Try = ["Limit how many run at once with a semaphore", "Cut the call into shorter ones"],
            Verify = ["syscalls.long.time", "syscalls.cgo.time"],
            Places = Measure.Stacks(calls.GroupBy(c => CallSites.OwnCall(c.Stack)).Select(g => (g.First().Stack, (long)g.Count(), g.Total(c => c.LengthNs)))),
        };
    }
}
