using GoTrace.Analysis.Tests.Figures;

namespace GoTrace.Analysis.Tests.Parallel;

/// <summary>The paths of the commonest events do just what their plain twins do.</summary>
public sealed class TwinTests
{
    public static TheoryData<string> Traces => TestTraces.All;

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Figures_are_the_same_without_the_paths_of_the_commonest_events(string name)
    {
        AnalysisOptions options = PlainFigures.Options(TimeBase.Recorded) with { Parallelism = 1 };
        long length = (await AnalyzeAsync(name, options)).DurationNs;
        AnalysisOptions[] all =
        [
            options,
            options with { TimeBase = TimeBase.Go, StackLimit = int.MaxValue },
            options with { Scope = new AnalysisScope { From = TimeSpan.FromTicks(length / 300), To = TimeSpan.FromTicks(length / 150) } },
            options with { Scope = new AnalysisScope { Goroutine = "main.*" } },
        ];
        foreach (AnalysisOptions one in all)
        {
            string plain = (await AnalyzeAsync(name, one with { UsesPlainPaths = true })).ToJson();
            (await AnalyzeAsync(name, one)).ToJson().Should().Be(plain);
        }
    }

    private static Task<TraceAnalysis> AnalyzeAsync(string name, AnalysisOptions options) =>
        TraceAnalyzer.AnalyzeAsync(TestTraces.PathOf(name), options);
}
