using CsCheck;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Reading;

/// <summary>Wherever the bytes come from and however they come, the events are the same.</summary>
public sealed class SourceTests
{
    public static TheoryData<string> Traces =>
    [
        "traces/go1.22/empty.trace",
        "traces/go1.23/coroutines.trace.gz",
        "traces/go1.25/flightrecorder-2.trace.gz",
        "traces/go1.26/boundaries.trace.gz",
        "traces/go1.27/cgo-callbacks.trace",
    ];

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Files_streams_pipes_and_memory_give_the_same(string trace)
    {
        byte[] plain = TestTraces.Read(trace);
        byte[] zipped = TestTraces.Zip(plain);
        foreach (byte[] bytes in (byte[][])[plain, zipped])
        {
            string path = Path.GetTempFileName();
            try
            {
                await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
                await Check(trace, TraceReader.Open(path));
            }
            finally
            {
                File.Delete(path);
            }

            await Check(trace, TraceReader.Create(new MemoryStream(bytes)));
            await Check(trace, TraceReader.Create(System.IO.Pipelines.PipeReader.Create(new MemoryStream(bytes))));
            await Check(trace, TraceReader.Create(bytes.AsMemory()));
            await Check(trace, TraceReader.Create(new MemoryStream(bytes), new TraceReaderOptions { ReadAhead = false }));
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Pieces_of_one_byte_give_the_same(string trace)
    {
        byte[] plain = TestTraces.Read(trace);

        await Check(trace, TraceReader.Create(new FragmentedStream(plain, () => 1)));
        await Check(trace, TraceReader.Create(new FragmentedPipeReader(plain, () => 1)));
        await Check(trace, TraceReader.Create(new FragmentedStream(TestTraces.Zip(plain), () => 1)));
        await Check(trace, TraceReader.Create(new FragmentedPipeReader(TestTraces.Zip(plain), () => 1)));
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void Pieces_of_any_length_give_the_same(string trace)
    {
        byte[] plain = TestTraces.Read(trace);
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 70_000]).Sample((seed, most) =>
        {
            var random = new Random(seed);
            int Next() => random.Next(1, random.Next(2, most + 2));
            Check(trace, TraceReader.Create(new FragmentedStream(plain, Next))).GetAwaiter().GetResult();
            Check(trace, TraceReader.Create(new FragmentedPipeReader(plain, Next))).GetAwaiter().GetResult();
        }, iter: 12, threads: 1);
    }

    // What lies behind a trace in memory is not looked at, and one that ends with its memory is not overrun.
    [Fact]
    public async Task Memory_may_end_where_the_trace_does()
    {
        byte[] plain = TestTraces.Read("traces/go1.22/empty.trace");
        byte[] longer = [.. plain, .. Enumerable.Repeat((byte)0xff, 200)];

        await Check("traces/go1.22/empty.trace", TraceReader.Create(longer.AsMemory(0, plain.Length)));
    }

    // A stream is read from where it stands.
    [Fact]
    public async Task Streams_may_have_been_read_before()
    {
        byte[] plain = TestTraces.Read("traces/go1.22/empty.trace");
        var stream = new MemoryStream([1, 2, 3, .. plain]) { Position = 3 };

        await Check("traces/go1.22/empty.trace", TraceReader.Create(stream));
    }

    private static async Task Check(string trace, TraceReader reader)
    {
        ExpectedText expected = TestTraces.Texts.Single(t => t.Trace == trace && t.Form == "parsed");
        using var output = new HashingStream();
        await Texts.WriteAsync("parsed", reader, output);
        output.Sha256().Should().Be(expected.Sha256);
    }
}
