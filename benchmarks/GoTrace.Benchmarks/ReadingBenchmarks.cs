using BenchmarkDotNet.Attributes;
using GoTrace.Benchmarks.Support;
using GoTrace.Parsing;

namespace GoTrace.Benchmarks;

/// <summary>Ordered, checked events: one trace of each format.</summary>
[MemoryDiagnoser]
public class ReadingBenchmarks
{
    public static IEnumerable<TraceCase> Traces => TraceCase.Of("1.15", "1.19", "1.21", "1.22", "1.23", "1.25", "1.27");

    [ParamsSource(nameof(Traces))]
    public TraceCase Trace { get; set; } = null!;

    /// <summary>From memory, shown to a struct.</summary>
    [Benchmark(Baseline = true)]
    public Task<long> Visitor() => CountAsync(Trace.Open());

    /// <summary>From a stream: its bytes are copied.</summary>
    [Benchmark]
    public Task<long> Stream() => CountAsync(TraceReader.Create(new MemoryStream(Trace.Bytes)));

    /// <summary>From memory, with <c>foreach</c>.</summary>
    [Benchmark]
    public async Task<long> Enumerator()
    {
        long transitions = 0;
        await using TraceReader reader = Trace.Open();
        while (await reader.ReadGenerationAsync() is { } generation)
        {
            foreach (ref readonly TraceEvent e in generation)
            {
                transitions += e.Kind == EventKind.StateTransition ? 1 : 0;
            }
        }

        return transitions;
    }

    private static async Task<long> CountAsync(TraceReader reader)
    {
        var counter = new EventCounter();
        await using (reader)
        {
            while (await reader.ReadGenerationAsync() is { } generation)
            {
                generation.Accept(ref counter);
            }
        }

        return counter.Count;
    }
}
