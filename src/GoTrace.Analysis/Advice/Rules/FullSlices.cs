namespace GoTrace.Analysis.Advice.Rules;

/// <summary>Goroutines run until their time slice is over.</summary>
internal static class FullSlices
{
    // sysmon lets a goroutine run for 10 ms before it asks it to give way.
    private const long SliceNs = 9_000_000;
    private const long LeastCount = 3;

    public static Finding? Check(TraceAnalysis a)
    {
        if (a.Preemptions.Async < LeastCount || a.Preemptions.Stint.P50Ns < SliceNs)
        {
            return null;
        }

        return new Finding
        {
            Rule = "full-slices",
            Title = "Goroutines run until the end of their time slice, and are stopped by a signal",
            Measured = $"{Measure.Number(a.Preemptions.Async)} preemptions by a signal; half of all preemptions came after {Measure.Time(a.Preemptions.Stint.P50Ns)} or more",
            Threshold = $"{LeastCount} of them, and a median stint of {Measure.Time(SliceNs)} (a slice is 10 ms)",
            Why = "Whoever else is ready waits for whole slices meanwhile: the wait's upper quantiles are multiples of 10 ms.",
            Try = ["Cut the loops into chunks of about a millisecond with runtime.Gosched in between, or hand chunks to workers", "Where nothing else has to run meanwhile, leave it: throughput does not suffer"],
            Verify = ["sched.latency.p99", "preemptions.rate"],
            Places = Measure.Counts(a.Preemptions.ByFunction),
        };
    }
}
