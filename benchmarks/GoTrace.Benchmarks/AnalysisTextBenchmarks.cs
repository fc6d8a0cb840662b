using BenchmarkDotNet.Attributes;
using GoTrace.Analysis;
using GoTrace.Benchmarks.Support;
using GoTrace.Parsing;

namespace GoTrace.Benchmarks;

/// <summary>
/// An analysis, made before, as text. The trace is no parameter of the columns of rates, as these go by a trace's bytes and events,
/// and the length of the text does not.
/// </summary>
[MemoryDiagnoser]
public class AnalysisTextBenchmarks
{
    private TraceAnalysis _analysis = null!;
    private string _json = "";

    public static IEnumerable<string> Names => TraceCase.Of("1.19", "1.22", "1.27").Select(t => t.Name);

    [ParamsSource(nameof(Names))]
    public string Trace { get; set; } = "";

    [GlobalSetup]
    public async Task Setup()
    {
        await using TraceReader reader = TraceCase.Of("1.19", "1.22", "1.27").First(t => t.Name == Trace).Open();
        _analysis = await TraceAnalyzer.AnalyzeAsync(reader);
        _json = _analysis.ToJson();
    }

    [Benchmark(Baseline = true)]
    public string Text() => _analysis.ToText();

    [Benchmark]
    public string Markdown() => _analysis.ToMarkdown();

    [Benchmark]
    public string Json() => _analysis.ToJson();

    [Benchmark]
    public string Html() => _analysis.ToHtml();

    /// <summary>The JSON form read back.</summary>
    [Benchmark]
    public TraceAnalysis FromJson() => TraceAnalysis.FromJson(_json);
}
