using System.Reflection;
using GoTrace.Analysis;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Simulation;

/// <summary>A run whose primary figures have the values given; all else is the same in each.</summary>
internal static class MadeRun
{
    /// <summary>How many primary figures there are.</summary>
    public const int Figures = 9;

    private static readonly TraceAnalysis Like = TraceAnalyzer.AnalyzeAsync(
        Path.Combine(
            typeof(MadeRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "TestData").Value!,
            "tuning",
            "pool",
            "before-1.trace.gz")).GetAwaiter().GetResult();

    public static TraceAnalysis Of(ReadOnlySpan<double> values)
    {
        long[] ns = new long[values.Length];
        for (int i = 0; i < ns.Length; i++)
        {
            ns[i] = (long)Math.Round(values[i] * 1_000); // so that no figure's floor matters
        }

        return Like with
        {
            Tasks = new Dictionary<string, Distribution> { ["work"] = new() { Count = 1, P50Ns = ns[0] * 1000 } },
            Preemptions = Like.Preemptions with { UserPerGoroutineSecond = values[1] },
            SchedulingLatency = Like.SchedulingLatency with { User = Like.SchedulingLatency.User with { P50Ns = ns[2], P99Ns = ns[3] } },
            Evenness = values[4],
            LostParallelism = Like.LostParallelism with { Share = values[5] },
            Syscalls = Like.Syscalls with { Long = Like.Syscalls.Long with { Count = ns[6], TotalNs = ns[7] * 1000 } },
            StopTheWorld = Like.StopTheWorld with { Gc = new Distribution { Count = 1, P99Ns = ns[8] } },
        };
    }

    /// <summary>Several runs; with a share of each value common to all figures of a run.</summary>
    /// <param name="random">What to draw with.</param>
    /// <param name="source">Where values come from.</param>
    /// <param name="count">How many runs.</param>
    /// <param name="shift">What to add to the first figure.</param>
    /// <param name="common">How much of a run's values is common to all its figures, from 0 to 1.</param>
    public static TraceAnalysis[] Several(Random random, Source source, int count, double shift = 0, double common = 0)
    {
        var runs = new TraceAnalysis[count];
        Span<double> values = stackalloc double[Figures];
        for (int i = 0; i < count; i++)
        {
            double shared = source.Draw(random);
            for (int f = 0; f < Figures; f++)
            {
                values[f] = random.NextDouble() < common ? shared : source.Draw(random);
            }

            values[0] += shift;
            runs[i] = Of(values);
        }

        return runs;
    }
}
