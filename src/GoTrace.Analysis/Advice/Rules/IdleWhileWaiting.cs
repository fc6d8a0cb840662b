namespace GoTrace.Analysis.Advice.Rules;

/// <summary>Processors are idle beside ready goroutines, more than waking a thread explains.</summary>
internal static class IdleWhileWaiting
{
    private const double LeastShare = 0.2;
    private const long LeastNs = 5_000_000;

    public static Finding? Check(TraceAnalysis a)
    {
        if (a.LostParallelism.Share < LeastShare
            || a.LostParallelism.StarvedNs < LeastNs
            || MoreProcessorsThanCores.Check(a) is not null
            || ThreadHandOvers.Check(a) is not null)
        {
            return null;
        }

        return new Finding
        {
            Rule = "idle-while-waiting",
            Title = "Processors are idle while goroutines are ready",
            Measured = $"{Measure.Time(a.LostParallelism.StarvedNs)} of P time, {Measure.Percent(a.LostParallelism.Share)} of all",
            Threshold = $"{Measure.Percent(LeastShare)} of P time and {Measure.Time(LeastNs)}",
            Why = "Work-stealing should prevent it; where it does not, threads wake up slowly, or work comes in bursts shorter than a wake-up.",
            Try = ["Larger pieces of work, so that a wake-up pays", "Check whether the machine has the cores that GOMAXPROCS says"],
            Verify = ["processors.starved", "sched.latency.p99"],
            Places = [.. a.LostParallelism.WorstWindows.Select(w => new FindingPlace($"from {Measure.Time(w.StartNs)}", Measure.Time(w.StarvedNs)))],
        };
    }
}
