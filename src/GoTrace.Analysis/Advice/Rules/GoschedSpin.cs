namespace GoTrace.Analysis.Advice.Rules;

/// <summary>Goroutines give way again and again after hardly any work.</summary>
internal static class GoschedSpin
{
    private const long LeastCount = 1_000;
    private const double LeastRate = 20_000; // a second of goroutine time

    public static Finding? Check(TraceAnalysis a)
    {
        double seconds = Measure.GoroutineNs(a) / 1e9;
        if (a.Yields.Own < LeastCount || a.Yields.Own < LeastRate * seconds)
        {
            return null;
        }

        return new Finding
        {
            Rule = "gosched-spin",
            Title = "runtime.Gosched is called after hardly any work: a spin, or chunks that are too small",
            Measured = $"{Measure.Number(a.Yields.Own)} calls, one every {Measure.Time(seconds * 1e9 / a.Yields.Own)} of goroutine time",
            Threshold = $"{Measure.Number(LeastCount)} calls, and one every {Measure.Time(1e9 / LeastRate)} or less",
            Why = "Each call goes through the scheduler's global queue, under its lock, and may move the goroutine to another processor.",
            Try = ["In a spin, give way on one turn in 64, or wait on a channel or a sync.Cond instead", "In chunked work, make chunks of 100 µs or more"],
            Verify = ["yields.user", "goroutines.migrations", "processors.scheduling"],
            Places = Measure.Groups(a, g => g.Yields, g => $"{Measure.Number(g.Yields)} calls"),
        };
    }
}
