using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Legacy;

/// <summary>
/// A v1 trace is read whole, and then once: all that is ever allocated is its size and little more, whatever
/// it comes from, as long as its length can be known.
/// </summary>
[Collection(nameof(Tests.Reading.AllocationTests))]
public sealed class MemoryTests
{
    private const int Batches = 150;
    private const int Pairs = 10_000; // of GoSched and GoStartLocal in a batch
    private const long Bound = 2 << 20;

    private static readonly byte[] Trace = Make();

    public static TheoryData<string> Sources => ["file", "packed file", "stream", "packed stream", "packed memory"];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Reading_takes_the_traces_size_and_little_more(string source)
    {
        string path = Path.GetTempFileName();
        try
        {
            byte[] bytes = source.StartsWith("packed", StringComparison.Ordinal) ? TestTraces.Zip(Trace) : Trace;
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            await ReadAsync(TraceReader.Create(Trace.AsMemory(0, 1 << 20))); // what is made once
            using var unused = new EmptyPool();

            long before = GC.GetTotalAllocatedBytes(precise: true);
            long events = await ReadAsync(source switch
            {
                "packed memory" => TraceReader.Create(bytes.AsMemory()),
                "stream" or "packed stream" => TraceReader.Create(new MemoryStream(bytes)),
                _ => TraceReader.Open(path),
            });
            long taken = GC.GetTotalAllocatedBytes(precise: true) - before;

            events.Should().Be((2L * Pairs * Batches) + 3);
            taken.Should().BeLessThan(Trace.Length + Bound);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Memory_is_read_where_it_lies()
    {
        await ReadAsync(TraceReader.Create(Trace.AsMemory(0, 1 << 20)));
        using var unused = new EmptyPool();

        long before = GC.GetTotalAllocatedBytes(precise: true);
        await ReadAsync(TraceReader.Create(Trace.AsMemory()));

        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(Bound);
    }

    // What a packed file says of its length is a hint: it may be that of the last of several parts, or none at all.
    [Theory]
    [InlineData("00000000")]
    [InlineData("10000000")]
    [InlineData("ffffffff")]
    public async Task A_false_length_changes_nothing(string end)
    {
        byte[] bytes = TestTraces.Read("traces/go1.21/http.trace.gz");
        byte[] packed = [.. TestTraces.Zip(bytes), .. Convert.FromHexString(end)];
        byte[] parts = [.. TestTraces.Zip(bytes[..^1000]), .. TestTraces.Zip(bytes[^1000..])];
        List<TraceEvent> expected = await LegacyEvents.ReadAsync(bytes);

        await using TraceReader ofPacked = TraceReader.Create(new MemoryStream(packed));
        await using TraceReader ofParts = TraceReader.Create(new MemoryStream(parts));
        List<TraceEvent> fromPacked = await LegacyEvents.ReadAsync(ofPacked);
        List<TraceEvent> fromParts = await LegacyEvents.ReadAsync(ofParts);

        LegacyEvents.DescribeTimed(fromPacked).Should().Equal(LegacyEvents.DescribeTimed(expected));
        LegacyEvents.DescribeTimed(fromParts).Should().Equal(LegacyEvents.DescribeTimed(expected));
    }

    private static async Task<long> ReadAsync(TraceReader reader)
    {
        long events = 0;
        await using (reader)
        {
            var room = new TraceEvent[1024];
            while (await reader.ReadGenerationAsync() is { } generation)
            {
                int n;
                while ((n = generation.Read(room)) > 0)
                {
                    events += n;
                }
            }
        }

        return events;
    }

    // One goroutine that yields and starts again, 3 million events in 9 MB.
    private static byte[] Make()
    {
        List<byte> trace =
        [
            .. LegacyAssembler.Assemble(
                """
                go 1.21
                batch 0 1000
                GoCreate 1000 1 0 0
                ProcStart 1001 1
                GoStartLocal 1002 1
                Gomaxprocs 1003 1 0
                Frequency 1000000000
                """),
        ];
        var random = new Random(3);
        for (int i = 0; i < Batches; i++)
        {
            trace.AddRange([1 | 0x40, 0]); // Batch: P, ticks
            TraceAssembler.Varint(trace, (ulong)(2000 + (i * 256L * Pairs)));
            for (int j = 0; j < Pairs; j++)
            {
                // GoSched: ticks, stack; GoStartLocal: ticks, goroutine
                trace.AddRange([17 | 0x40, (byte)random.Next(1, 128), 0, 38 | 0x40, (byte)random.Next(1, 128), 1]);
            }
        }

        return [.. trace];
    }
}
