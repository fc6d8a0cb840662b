namespace GoTrace.Analysis.Advice.Rules;

/// <summary>Processors stand idle though much is ready: the operating system has no cores for their threads.</summary>
internal static class MoreProcessorsThanCores
{
    private const int LeastProcessors = 4;
    private const double LeastStarved = 0.2;
    private const double LeastIdle = 0.25;
    private const double LeastRunnable = 3;

    public static Finding? Check(TraceAnalysis a)
    {
        long procs = Measure.GoMaxProcs(a);
        double idle = Measure.ShareOf(a, p => p.IdleNs);
        if (procs < LeastProcessors || a.LostParallelism.Share < LeastStarved || idle < LeastIdle || a.Runnable.Mean < LeastRunnable)
        {
            return null;
        }

        string release = a.FormatVersion < 25
            ? "Go before 1.25 takes GOMAXPROCS from the machine's cores, and does not see the CPU limit of a container"
            : "Go 1.25 and later take a container's CPU limit into account, unless GOMAXPROCS is set by hand or GODEBUG=containermaxprocs=0";
        return new Finding
        {
            Rule = "more-processors-than-cores",
            Title = "Processors stand idle while many goroutines are ready: there seem to be more Ps than cores to run them",
            Measured = $"GOMAXPROCS {procs}; {Measure.Number(a.Runnable.Mean)} goroutines ready on average, while Ps were idle for {Measure.Percent(idle)} of their time",
            Threshold = $"{Measure.Percent(LeastStarved)} of P time lost to idle Ps beside ready goroutines, with {LeastRunnable} ready on average, and GOMAXPROCS {LeastProcessors} or more",
            Why = $"A P whose thread gets no core runs nothing, but holds the goroutine that it was given. {release}.",
            Try = ["Set GOMAXPROCS to the number of cores, or of the container's CPU limit", "Look at the operating system's run queue: other programs may take the cores"],
            Verify = ["processors.evenness", "processors.starved", "sched.latency.p99", "work.time"],
            Places = Measure.Groups(a, g => g.RunnableNs, g => $"{Measure.Time(g.RunnableNs)} ready"),
        };
    }
}
