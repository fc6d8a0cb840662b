using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Advice.Rules;

/// <summary>Goroutines by the hundred that hardly run.</summary>
internal static class ShortLivedGoroutines
{
    private const long LeastCount = 500;
    private const double MostNs = 50_000;

    public static Finding? Check(TraceAnalysis a)
    {
        GoroutineGroupFigures[] groups = [.. a.Goroutines.ByFunction.Where(IsOne)];
        if (groups.Length == 0)
        {
            return null;
        }

        long count = groups.Sum(g => g.Created);
        double mean = groups.Total(g => g.RunningNs) / (double)count;
        return new Finding
        {
            Rule = "short-lived-goroutines",
            Title = "Many goroutines live for very little work",
            Measured = $"{Measure.Number(count)} goroutines that ran for {Measure.Time(mean)} on average",
            Threshold = $"{LeastCount} of one function, running for {Measure.Time(MostNs)} or less on average",
            Why = "Making, scheduling and ending one costs a microsecond or so, and all of them wait in line behind each other.",
            Try = ["A worker for each P that takes items from a channel or a counter", "Give each goroutine a batch of items"],
            Verify = ["sched.latency.p99", "goroutines.created", "work.time"],
            Places = Measure.Groups(
                a, g => IsOne(g) ? g.Created : 0, g => $"{Measure.Number(g.Created)}, {Measure.Time(g.RunningNs / (double)g.Created)} each"),
        };
    }

    private static bool IsOne(GoroutineGroupFigures g) =>
        !g.System && g.Created >= LeastCount && g.Ended >= g.Created * 0.9 && g.RunningNs <= g.Created * MostNs;
}
