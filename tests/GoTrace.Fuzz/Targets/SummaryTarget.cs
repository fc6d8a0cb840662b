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
        TraceAnalysis? analysis = null;
        Calls.Run(async () =>
        {
            await using TraceReader reader = TraceReader.Create(input);
            analysis = await TraceAnalyzer.AnalyzeAsync(reader, Options);
        });
        if (analysis is not null)
        {
            FigureBounds.Check(analysis);
        }
    }
}
