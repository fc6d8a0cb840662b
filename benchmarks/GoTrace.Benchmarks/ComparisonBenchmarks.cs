using BenchmarkDotNet.Attributes;
using GoTrace.Analysis;
using GoTrace.Analysis.Comparison;
using GoTrace.Benchmarks.Support;

namespace GoTrace.Benchmarks;

/// <summary>What a change did: eight runs a side of a bundled pair, figures made before.</summary>
[MemoryDiagnoser]
public class ComparisonBenchmarks
{
    private TraceAnalysis[] _before = [];
    private TraceAnalysis[] _after = [];

    [Params("chunks", "workers")]
    public string Change { get; set; } = "";

    [GlobalSetup]
    public async Task Setup()
    {
        _before = await AnalyzeAsync("before");
        _after = await AnalyzeAsync("after");
    }

    [Benchmark]
    public TraceComparison Compare() => TraceComparison.Compare(_before, _after);

    [Benchmark]
    public string CompareAndWrite() => TraceComparison.Compare(_before, _after).ToMarkdown();

    private async Task<TraceAnalysis[]> AnalyzeAsync(string side)
    {
        var runs = new List<TraceAnalysis>();
        foreach (string path in Directory.GetFiles(Path.Combine(TraceCase.TestData, "tuning", Change), side + "-*").Order(StringComparer.Ordinal))
        {
            runs.Add(await TraceAnalyzer.AnalyzeAsync(path));
        }

        return [.. runs];
    }
}
