using System.IO.Compression;
using GoTrace.Fuzz.Cuts;
using GoTrace.Fuzz.Hostile;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Damage;

/// <summary>Every limit has its own error, which names it; what is within the limit is given.</summary>
public sealed class LimitTests
{
    public static TheoryData<string, string, TraceReaderOptions> Limits => new()
    {
        { "MaxGoroutines", "goroutines", new TraceReaderOptions { MaxGoroutines = 50 } },
        { "MaxProcessors", "processors", new TraceReaderOptions { MaxProcessors = 50 } },
        { "MaxThreads", "threads-of-no-events", new TraceReaderOptions { MaxThreads = 50 } },
        { "MaxOpenAnnotations", "tasks", new TraceReaderOptions { MaxOpenAnnotations = 50 } },
        { "MaxOpenAnnotations", "regions", new TraceReaderOptions { MaxOpenAnnotations = 50 } },
        { "MaxStrings", "strings", new TraceReaderOptions { MaxStrings = 50 } },
        { "MaxStacks", "stacks-empty", new TraceReaderOptions { MaxStacks = 50 } },
        { "MaxFrames", "frames", new TraceReaderOptions { MaxFrames = 50 } },
        { "MaxExperimentalBatches", "experiments", new TraceReaderOptions { MaxExperimentalBatches = 50 } },
        { "MaxGenerationBytes", "goroutines", new TraceReaderOptions { MaxGenerationBytes = 500 } },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task Is_named_by_its_error(string option, string input, TraceReaderOptions options)
    {
        byte[] bytes = HostileInput.ByName(input).Make(4000);
        bool hasNoBytes = input is "threads-of-no-events" or "experiments"; // their batches are empty
        Outcome unlimited = await Outcome.ReadAsync(bytes);
        unlimited.Damage.Should().NotContain(d => d.Error.Code == TraceFormatError.LimitExceeded);
        Outcome outcome = await Outcome.ReadAsync(bytes, options);
        TraceDamage damage = outcome.Damage.First(d => d.Error.Code == TraceFormatError.LimitExceeded);
        damage.Error.Message.Should().Contain($"({option})");
        damage.Kind.Should().Be(TraceDamageKind.LeftOut);
        outcome.LostBytes.Should().BeInRange(hasNoBytes ? 0 : 1, bytes.Length);
        outcome.FileEvents.Should().BeLessThanOrEqualTo(unlimited.FileEvents);
        Func<Task> strictly = () => Outcome.ReadAsync(bytes, options with { Strict = true });
        (await strictly.Should().ThrowAsync<TraceFormatException>()).Which.Code.Should().Be(TraceFormatError.LimitExceeded);
    }

    [Fact]
    public async Task A_generation_that_is_too_long_costs_itself_alone()
    {
        byte[] whole = TestTraces.Read("traces/go1.27/generations.trace.gz");
        Outcome all = await Outcome.ReadAsync(whole);
        var plain = new PlainTrace(whole);
        long longest = plain.Batches.GroupBy(b => b.Generation).Max(g => g.Last().End - g.First().Start);
        var options = new TraceReaderOptions { MaxGenerationBytes = longest - 1 };
        foreach (TraceReader reader in (TraceReader[])[TraceReader.Create(whole.AsMemory(), options), TraceReader.Create(new MemoryStream(whole), options)])
        {
            Outcome outcome = await Outcome.ReadAsync(reader);
            outcome.Damage.Should().OnlyContain(d => d.Error.Code == TraceFormatError.LimitExceeded && d.Kind == TraceDamageKind.LeftOut);
            outcome.Generations.Select(g => g.Number).Should().Equal(all.Generations.Select(g => g.Number));
            foreach ((GivenGeneration given, GivenGeneration expected) in outcome.Generations.Zip(all.Generations))
            {
                if (!given.IsPartial)
                {
                    given.Facts.SequenceEqual(expected.Facts).Should().BeTrue();
                }
            }

            outcome.Generations.Count(g => g.IsPartial).Should().Be(1);
        }
    }

    [Fact]
    public async Task Compressed_bytes_unfold_to_so_many_and_no_more()
    {
        byte[] packed = TestTraces.Zip(TestTraces.Read("traces/go1.27/generations.trace.gz"));
        Outcome outcome = await Outcome.ReadAsync(packed, new TraceReaderOptions { MaxDecompressedBytes = 100_000 });
        outcome.Damage.Should().ContainSingle().Which.Error.Message.Should().Contain("(MaxDecompressedBytes)");
        outcome.FileEvents.Should().BeGreaterThan(1000);
    }

    [Fact]
    public async Task Compressed_bytes_unfold_to_so_many_times_their_number_and_no_more()
    {
        // 64 MB of zeros behind a trace's beginning, in 64 kB.
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(TestTraces.Read("traces/go1.27/empty.trace"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++)
            {
                gzip.Write(zeros);
            }
        }

        Outcome outcome = await Outcome.ReadAsync(packed.ToArray());
        outcome.Damage.Should().Contain(d => d.Error.Message.Contains("(MaxDecompressionRatio)"));
        outcome.FileEvents.Should().BeGreaterThan(10);
    }
}
