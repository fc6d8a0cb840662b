namespace GoTrace.Analysis.Advice.Rules;

/// <summary>Goroutines pay for their allocations with marking.</summary>
internal static class GcAssists
{
    private const double LeastShare = 0.05;

    public static Finding? Check(TraceAnalysis a)
    {
        double share = Measure.ShareOf(a, p => p.MarkAssistNs);
        if (share < LeastShare || !a.Ranges.TryGetValue("GC mark assist", out Statistics.Distribution? assists))
        {
            return null;
        }

        return new Finding
        {
            Rule = "gc-assists",
            Title = "Goroutines of the program have to help the collector",
            Measured = $"{Measure.Percent(share)} of P time in {Measure.Number(assists.Count)} assists, the longest {Measure.Time(assists.MaxNs)}",
            Threshold = $"{Measure.Percent(LeastShare)} of P time",
            Why = "The program allocates faster than the background workers mark: whoever allocates then waits, or marks, in the midst of a request.",
            Try = ["Raise GOGC, so that the collector starts with more room ahead of it", "Allocate less in bursts"],
            Verify = ["gc.assist.time", "sched.latency.p99", "work.time"],
            Places = Measure.Groups(
                a, g => g.WaitingByReasonNs.GetValueOrDefault("GC mark assist wait for work"), g => $"waited {Measure.Time(g.WaitingByReasonNs["GC mark assist wait for work"])} to assist"),
        };
    }
}
