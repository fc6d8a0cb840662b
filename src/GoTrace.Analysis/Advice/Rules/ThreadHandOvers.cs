namespace GoTrace.Analysis.Advice.Rules;

/// <summary>Woken goroutines wait for their own thread, though processors are idle.</summary>
internal static class ThreadHandOvers
{
    private const long LeastCount = 200;
    private const long LeastWaitNs = 10_000;
    private const double LeastIdle = 0.5;
    private const double LeastStarved = 0.2;
    private const double MostRunnable = 2;

    public static Finding? Check(TraceAnalysis a)
    {
        if (!a.SchedulingLatency.ByCause.TryGetValue("unblocked", out Statistics.Distribution? waits)
            || waits.Count < LeastCount
            || waits.P50Ns < LeastWaitNs
            || Measure.ShareOf(a, p => p.IdleNs) < LeastIdle
            || a.LostParallelism.Share < LeastStarved
            || a.Runnable.Mean > MostRunnable)
        {
            return null;
        }

        return new Finding
        {
            Rule = "thread-hand-overs",
            Title = "Woken goroutines wait for a thread to wake up, though processors are idle",
            Measured = $"{Measure.Number(waits.Count)} goroutines were unblocked and waited {Measure.Time(waits.P50Ns)} (median), while Ps were idle for {Measure.Percent(Measure.ShareOf(a, p => p.IdleNs))} of their time",
            Threshold = $"{LeastCount} of them, a median of {Measure.Time(LeastWaitNs)}, Ps idle for half of their time, no more than {MostRunnable} goroutines ready on average",
            Why = "That is what goroutines locked to threads (runtime.LockOSThread) do when they hand over to each other: each step needs the operating system to wake another thread.",
            Try = ["Take runtime.LockOSThread away where nothing needs it", "Keep both ends of a conversation on one goroutine, or send batches"],
            Verify = ["sched.latency.p50", "processors.starved", "work.time"],
            Places = Measure.Groups(a, g => g.RunnableNs, g => $"{Measure.Number(g.SchedulingLatency.Count)} waits, {Measure.Time(g.SchedulingLatency.P50Ns)} each"),
        };
    }
}
