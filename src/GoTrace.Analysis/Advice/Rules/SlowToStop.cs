namespace GoTrace.Analysis.Advice.Rules;

/// <summary>The world takes long to come to a stop.</summary>
internal static class SlowToStop
{
    private const long LeastNs = 500_000;
    private const long LeastCount = 2;

    public static Finding? Check(TraceAnalysis a)
    {
        Statistics.Distribution stopping = a.StopTheWorld.Stopping;
        if (stopping.Count < LeastCount || stopping.P99Ns < LeastNs || stopping.TotalNs * 2 < a.StopTheWorld.All.TotalNs)
        {
            return null;
        }

        return new Finding
        {
            Rule = "slow-to-stop",
            Title = "Most of the pauses' time goes into waiting for someone to stop",
            Measured = $"until the last P had stopped: the 99th percentile {Measure.Time(stopping.P99Ns)}, {Measure.Percent(stopping.TotalNs / (double)Math.Max(1, a.StopTheWorld.All.TotalNs))} of all pauses' time",
            Threshold = $"a 99th percentile of {Measure.Time(LeastNs)}, and half of all pauses' time",
            Why = "Whoever stops early stands still until the last one does.",
            Try = ["Give the loops named here a place to give way", "Is preemption by signals switched off (GODEBUG=asyncpreemptoff=1)?"],
            Verify = ["gc.pause.p99"],
            Places = [.. a.StopTheWorld.Longest.Where(p => p.LastProcessor >= 0).OrderByDescending(p => p.StoppingNs).Take(5)
                .Select(p => new FindingPlace(p.LastFunction.Length == 0 ? $"P{p.LastProcessor}" : p.LastFunction, $"{Measure.Time(p.StoppingNs)} of {p.Kind}"))],
        };
    }
}
