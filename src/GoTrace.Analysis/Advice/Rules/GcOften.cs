namespace GoTrace.Analysis.Advice.Rules;

/// <summary>The garbage collector takes a good part of the time.</summary>
internal static class GcOften
{
    private const long LeastCycles = 2;
    private const double LeastShare = 0.15;

    public static Finding? Check(TraceAnalysis a)
    {
        double share = Measure.ShareOf(a, p => p.GcWorkerDedicatedNs + p.GcWorkerFractionalNs + p.MarkAssistNs + p.SweepNs);
        if (a.GcCycles.Count < LeastCycles || share < LeastShare)
        {
            return null;
        }

        return new Finding
        {
            Rule = "gc-often",
            Title = "Collecting garbage takes a large part of the processors' time",
            Measured = $"{Measure.Percent(share)} of P time in dedicated and fractional workers, assists and sweeping; {Measure.Number(a.GcCycles.Count)} cycles, {Measure.Number(a.GcCycles.Count / (a.DurationNs / 1e9))} a second",
            Threshold = $"{LeastCycles} cycles and {Measure.Percent(LeastShare)} of P time",
            Why = "A cycle costs about as much as there is live memory, however little garbage it finds: fewer cycles cost less.",
            Try = ["Raise GOGC: twice the value, half the cycles, for more memory", "GOMEMLIMIT with a high GOGC, where the memory is there", "Allocate less: an allocation profile says where"],
            Verify = ["gc.cycles", "gc.mark.time", "gc.assist.time", "work.time"],
            Places = Measure.Groups(
                a, g => g.WaitingByReasonNs.GetValueOrDefault("GC mark assist wait for work"), g => $"waited {Measure.Time(g.WaitingByReasonNs["GC mark assist wait for work"])} to assist"),
        };
    }
}
