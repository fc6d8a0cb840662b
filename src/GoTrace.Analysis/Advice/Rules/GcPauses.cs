namespace GoTrace.Analysis.Advice.Rules;

/// <summary>The garbage collector stops the world for long.</summary>
internal static class GcPauses
{
    private const long LeastNs = 1_000_000;
    private const long LeastCount = 2;

    public static Finding? Check(TraceAnalysis a)
    {
        Statistics.Distribution pauses = a.StopTheWorld.Gc;
        if (pauses.Count < LeastCount || pauses.P99Ns < LeastNs || SlowToStop.Check(a) is not null)
        {
            return null;
        }

        return new Finding
        {
            Rule = "gc-pauses",
            Title = "The garbage collector's pauses are long",
            Measured = $"{Measure.Number(pauses.Count)} pauses, the 99th percentile {Measure.Time(pauses.P99Ns)}, the longest {Measure.Time(pauses.MaxNs)}",
            Threshold = $"a 99th percentile of {Measure.Time(LeastNs)}",
            Why = "They are usually of some ten microseconds. Long ones mean that the stopped program's threads got no core, or that there is much to set up: very many goroutines or stacks.",
            Try = ["Check whether the machine has the cores that GOMAXPROCS says", "Fewer cycles: raise GOGC"],
            Verify = ["gc.pause.p99", "gc.pause.total"],
            Places = [.. a.StopTheWorld.Longest.Where(p => p.Kind.Contains("GC", StringComparison.Ordinal)).Take(5)
                .Select(p => new FindingPlace($"{p.Kind} at {Measure.Time(p.StartNs)}", $"{Measure.Time(p.LengthNs)}, {Measure.Time(p.StoppingNs)} of it to stop"))],
        };
    }
}
