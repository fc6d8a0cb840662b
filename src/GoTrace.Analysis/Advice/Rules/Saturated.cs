namespace GoTrace.Analysis.Advice.Rules;

/// <summary>All processors are busy, and more is ready than they can run.</summary>
internal static class Saturated
{
    private const double LeastUse = 0.9;
    private const long LeastWaitNs = 10_000_000;

    public static Finding? Check(TraceAnalysis a)
    {
        double use = Measure.ShareOf(a, p => p.UserNs);
        long procs = Measure.GoMaxProcs(a);
        if (use < LeastUse || a.Runnable.Mean < procs || a.SchedulingLatency.User.P99Ns < LeastWaitNs)
        {
            return null;
        }

        return new Finding
        {
            Rule = "saturated",
            Title = "Every processor is busy with the program, and goroutines wait in line",
            Measured = $"Ps ran the program for {Measure.Percent(use)} of their time; {Measure.Number(a.Runnable.Mean)} goroutines were ready on average; 1 in 100 waited {Measure.Time(a.SchedulingLatency.User.P99Ns)} or more",
            Threshold = $"{Measure.Percent(LeastUse)}, as many ready as GOMAXPROCS ({procs}), and a 99th percentile of {Measure.Time(LeastWaitNs)}",
            Why = "No scheduler setting makes this faster: there is more work than cores.",
            Try = ["Raise GOMAXPROCS if there are more cores than that", "Do less: a CPU profile says where", "Let fewer in at once, if those in should wait less"],
            Verify = ["sched.latency.p99", "work.time"],
            Places = Measure.Groups(a, g => g.RunningNs, g => $"ran {Measure.Time(g.RunningNs)}"),
        };
    }
}
