using GoTrace.Analysis;
using GoTrace.Parsing;

namespace GoTrace.Fuzz.Targets;

/// <summary>All figures, within their bounds: <see cref="FigureBounds"/>.</summary>
internal sealed class SummaryTarget : Target
{
    private static readonly AnalysisOptions Options = new() { Parallelism = 1, WindowLimit = 100 };

    public override string Name => "summary";

    public override int Stride => 8;

    // Its JSON is read back, with four thousand processors and a hundred windows in it if GOMAXPROCS says so.
    public override long FreeBytes => 256 << 20;

    public override void Take(byte[] input, Random random)
    {
        TraceAnalysis? analysis = Analyse(input, Options);
        if (analysis is null)
        {
            return;
        }

        FigureBounds.Check(analysis);
        if (random.Next(4) == 0)
        {
            CheckTwins(input, Options with { Scope = AnyScope(random, analysis) }, random);
        }
    }

    // Neither threads nor the paths of the commonest events change a figure.
    private static void CheckTwins(byte[] input, AnalysisOptions options, Random random)
    {
        AnalysisOptions other = options with { Parallelism = random.Next(1, 4), UsesPlainPaths = true };
        if (Analyse(input, options)?.ToJson() != Analyse(input, other)?.ToJson())
        {
            throw new InvalidOperationException($"figures differ with {other.Parallelism} threads and without hot paths, in {options.Scope}");
        }
    }

    private static AnalysisScope AnyScope(Random random, TraceAnalysis analysis) => random.Next(6) switch
    {
        0 => new AnalysisScope { From = TimeSpan.FromTicks(analysis.DurationNs / 400), To = TimeSpan.FromTicks(analysis.DurationNs / 200) },
        1 => new AnalysisScope { To = TimeSpan.FromTicks(analysis.DurationNs / 130) },
        2 => new AnalysisScope { Goroutine = "main.*" },
        3 => new AnalysisScope { Region = "*" },
        4 => new AnalysisScope { IncludeSystem = false },
        _ => new AnalysisScope(),
    };

    private static TraceAnalysis? Analyse(byte[] input, AnalysisOptions options)
    {
        TraceAnalysis? analysis = null;
        Calls.Run(async () =>
        {
            await using TraceReader reader = TraceReader.Create(input);
            analysis = await TraceAnalyzer.AnalyzeAsync(reader, options);
        });
        return analysis;
    }
}
