namespace GoTrace.Analysis.Advice.Rules;

/// <summary>Goroutines run far beyond a time slice, and no signal ever stops one.</summary>
internal static class AsyncPreemptionOff
{
    private const long LeastStintNs = 20_000_000;

    public static Finding? Check(TraceAnalysis a)
    {
        if (a.Preemptions.Count == 0 || a.Preemptions.Async > 0 || a.Preemptions.Stint.P50Ns < LeastStintNs)
        {
            return null;
        }

        return new Finding
        {
            Rule = "async-preemption-off",
            Title = "Goroutines run on for long, and no signal stops them: preemption by signals seems to be off",
            Measured = $"{Measure.Number(a.Preemptions.Count)} preemptions, none by a signal; half of them after {Measure.Time(a.Preemptions.Stint.P50Ns)} or more",
            Threshold = $"no preemption by a signal, and stints of {Measure.Time(LeastStintNs)}: twice a time slice",
            Why = "A loop without calls can then hold its processor, and a GC waiting to stop the world, for as long as it likes.",
            Try = ["Take asyncpreemptoff=1 out of GODEBUG, unless it is there to work around a fault", "Give long loops a place to give way: a call that is not inlined, or runtime.Gosched every few milliseconds"],
            Verify = ["sched.latency.p99", "gc.pause.p99"],
            Places = Measure.Counts(a.Preemptions.ByFunction),
        };
    }
}
