namespace GoTrace.Analysis.Advice.Rules;

/// <summary>A few processors do all the work.</summary>
internal static class UnevenWork
{
    private const double MostEvenness = 0.7;
    private const double LeastUse = 0.25;
    private const long LeastNs = 5_000_000;

    public static Finding? Check(TraceAnalysis a)
    {
        double use = Measure.ShareOf(a, p => p.UserNs);
        if (a.Processors.Count < 2 || a.Evenness >= MostEvenness || use < LeastUse || a.DurationNs < LeastNs || a.Runnable.Mean < 1)
        {
            return null;
        }

        return new Finding
        {
            Rule = "uneven-work",
            Title = "Work is spread unevenly over processors",
            Measured = $"evenness {Measure.Number(a.Evenness)} (1 is even) over {a.Processors.Count} Ps, used by goroutines for {Measure.Percent(use)} of their time",
            Threshold = $"evenness below {MostEvenness}, with use of at least {Measure.Percent(LeastUse)} and one goroutine ready on average",
            Why = "The program takes as long as its busiest processor.",
            Try = ["As many workers as Ps, taking items from one queue", "Smaller items, so that the last one is short"],
            Verify = ["processors.evenness", "work.time"],
            Places = [.. a.Processors.OrderByDescending(p => p.GoroutineNs).Take(5).Select(p => new FindingPlace($"P{p.Id}", Measure.Percent(p.Utilization)))],
        };
    }
}
