using BenchmarkDotNet.Attributes;
using GoTrace.Benchmarks.Support;
using GoTrace.Parsing;

namespace GoTrace.Benchmarks;

/// <summary>Events as text, written nowhere.</summary>
[MemoryDiagnoser]
public class TextBenchmarks
{
    public static IEnumerable<TraceCase> Traces => TraceCase.Of("1.22", "1.27");

    [ParamsSource(nameof(Traces))]
    public TraceCase Trace { get; set; } = null!;

    [Benchmark]
    public async Task<long> Parsed()
    {
        await using TraceReader reader = Trace.Open();
        return (await TraceText.WriteParsedAsync(reader, Stream.Null)).ByteCount;
    }

    [Benchmark]
    public async Task<long> Json()
    {
        await using TraceReader reader = Trace.Open();
        return (await TraceText.WriteJsonAsync(reader, Stream.Null)).ByteCount;
    }

    [Benchmark]
    public async Task<long> Wire() => (await TraceText.WriteWireAsync(new MemoryStream(Trace.Bytes), Stream.Null)).ByteCount;
}
