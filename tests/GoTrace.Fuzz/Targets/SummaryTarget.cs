using GoTrace.Analysis;
using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Scheduling;
using GoTrace.Parsing;

namespace GoTrace.Fuzz.Targets;

/// <summary>All figures; none is negative, none is more than there is room for.</summary>
internal sealed class SummaryTarget : Target
{
    private static readonly AnalysisOptions Options = new() { Parallelism = 1, WindowLimit = 100 };

    public override string Name => "summary";

    public override int Stride => 8;

    public override void Take(byte[] input, Random random)
    {
        TraceAnalysis? analysis = null;
        Calls.Run(async () =>
        {
            await using TraceReader reader = TraceReader.Create(input);
            analysis = await TraceAnalyzer.AnalyzeAsync(reader, Options);
        });
        if (analysis is not null)
        {
            Check(analysis);
        }
    }

    private static void Check(TraceAnalysis a)
    {
        Check(a.DurationNs >= 0, "a negative duration");
        foreach (ProcessorFigures p in a.Processors)
        {
            Check(p.RunningNs >= 0 && p.GoroutineNs >= 0 && p.SyscallNs >= 0 && p.IdleNs >= 0 && p.SchedulingNs >= 0, $"a negative time of processor {p.Id}");
            Check(double.IsFinite(p.Utilization), $"utilization of processor {p.Id} is {p.Utilization}");
        }

        foreach (GoroutineGroupFigures g in a.Goroutines.ByFunction)
        {
            Check(g.RunningNs >= 0 && g.RunnableNs >= 0 && g.WaitingNs >= 0 && g.SyscallNs >= 0, $"a negative time of {g.Function}");
        }

        Check(a.ToJson().Length > 0, "no JSON");
    }

    private static void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new BrokenPromiseException(otherwise);
        }
    }
}
