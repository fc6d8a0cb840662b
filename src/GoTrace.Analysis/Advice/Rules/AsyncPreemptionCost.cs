namespace GoTrace.Analysis.Advice.Rules;

/// <summary>Preemption by signals takes a share of the time itself.</summary>
internal static class AsyncPreemptionCost
{
    private const double LeastShare = 0.01;
    private const long LeastSamples = 100;
    private const double LeastRate = 200; // a second of goroutine time; slices alone give 100
    private const long LeastCount = 50;

    public static Finding? Check(TraceAnalysis a)
    {
        double seconds = Measure.GoroutineNs(a) / 1e9;
        double rate = seconds == 0 ? 0 : a.Preemptions.Async / seconds;
        bool bySamples = a.CpuSamples.Count >= LeastSamples;
        double share = bySamples ? a.CpuSamples.AsyncPreempt / (double)a.CpuSamples.Count : 0;
        if (bySamples ? share <= LeastShare : rate < LeastRate || a.Preemptions.Async < LeastCount)
        {
            return null;
        }

        return new Finding
        {
            Rule = "async-preemption-cost",
            Title = "Preemption by signals is frequent enough to cost time itself",
            Measured = bySamples
                ? $"{Measure.Percent(share)} of {Measure.Number(a.CpuSamples.Count)} CPU samples are in runtime.asyncPreempt"
                : $"{Measure.Number(rate)} preemptions by a signal per second of goroutine time; there are no CPU samples to say what they cost",
            Threshold = $"{Measure.Percent(LeastShare)} of CPU samples, or without enough of them {LeastRate} a second (time slices alone make 100 at most)",
            Why = "Each is a signal, a saved register set and a trip through the scheduler; beyond time slices it is the GC that asks for them.",
            Try = ["Fewer GC cycles: raise GOGC, or set GOMEMLIMIT", "Loops in chunks with a call in between"],
            Verify = ["preemptions.rate", "gc.cycles"],
            Places = Measure.Counts(a.Preemptions.ByFunction),
        };
    }
}
