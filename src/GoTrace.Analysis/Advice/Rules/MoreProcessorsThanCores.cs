namespace GoTrace.Analysis.Advice.Rules;

/// <summary>Processors stand idle though much is ready: the operating system has no cores for their threads.</summary>
internal static class MoreProcessorsThanCores
{
    private const int LeastProcessors = 4;
    private const double LeastStarved = 0.2;
    private const double LeastIdle = 0.25;
    private const double LeastRunnable = 3;

    // A signal reaches a thread only when it has a core: a goroutine that is stopped after two slices
    // or more was waiting for one.
    private const long LateStintNs = 20_000_000;
    private const long LeastLate = 10;

    public static Finding? Check(TraceAnalysis a)
    {
        long procs = Measure.GoMaxProcs(a);
        double idle = Measure.ShareOf(a, p => p.IdleNs);
        bool isStarved = a.LostParallelism.Share >= LeastStarved && idle >= LeastIdle && a.Runnable.Mean >= LeastRunnable;
        bool isLate = a.Preemptions.Async >= LeastLate && a.Preemptions.Stint.P50Ns >= LateStintNs;
        if (procs < LeastProcessors || (!isStarved && !isLate))
        {
            return null;
        }

        string release = a.FormatVersion < 25
            ? "Go before 1.25 takes GOMAXPROCS from the machine's cores, and does not see the CPU limit of a container"
            : "Go 1.25 and later take a container's CPU limit into account, unless GOMAXPROCS is set by hand or GODEBUG=containermaxprocs=0";
        return new Finding
        {
            Rule = "more-processors-than-cores",
            Title = "There seem to be more Ps than cores to run their threads",
            Measured = isLate
                ? $"GOMAXPROCS {procs}; {Measure.Number(a.Preemptions.Async)} preemptions by a signal, half of them after {Measure.Time(a.Preemptions.Stint.P50Ns)} or more, where a slice is 10 ms"
                : $"GOMAXPROCS {procs}; {Measure.Number(a.Runnable.Mean)} goroutines ready on average, while Ps were idle for {Measure.Percent(idle)} of their time",
            Threshold = $"{Measure.Percent(LeastStarved)} of P time lost to idle Ps beside ready goroutines, with {LeastRunnable} ready on average; or {LeastLate} preemptions by a signal with a median stint of {Measure.Time(LateStintNs)}; and GOMAXPROCS {LeastProcessors} or more",
            Why = $"A P whose thread gets no core runs nothing, but holds the goroutine that it was given. {release}.",
            Try = ["Set GOMAXPROCS to the number of cores, or of the container's CPU limit", "Look at the operating system's run queue: other programs may take the cores"],
            Verify = ["processors.evenness", "processors.starved", "sched.latency.p99", "work.time"],
            Places = Measure.Groups(a, g => g.RunnableNs, g => $"{Measure.Time(g.RunnableNs)} ready"),
        };
    }
}
