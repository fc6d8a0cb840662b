using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Reading;

/// <summary>Each kind of fault: its code, and where in the file it is.</summary>
public sealed class FaultTests
{
    private const string Begin =
        """
        go 1.22
        clock 7 100
        batch 7 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2

        """;

    private const string End = "\nbatch 7 none 100\n Strings";

    private const string BeginWithEnds =
        """
        go 1.26
        clock 7 100
        batch 7 10 100
          ProcStatus 1 0 1

        """;

    [Theory]
    [InlineData(Begin + "here\n raw 03", TraceFormatError.BadBatch)]
    [InlineData(Begin + "here\n raw 01 07 0a 64 05 25", TraceFormatError.Truncated)]
    [InlineData(BeginWithEnds + "raw\n here", TraceFormatError.Truncated)]
    [InlineData(BeginWithEnds + "raw\n here\n batch 8 10 100\n ProcStop 1\n end", TraceFormatError.BadGeneration)]
    [InlineData(Begin + "batch 7 none 1\n Strings\n here\n Stack 1", TraceFormatError.BadTable)]
    [InlineData(Begin + "batch 7 none 1\n Stacks\n bytes 03 01 01 05\n here", TraceFormatError.BadTable)]
    [InlineData(Begin + "batch 7 10 1\n here\n bytes 7f 01" + End, TraceFormatError.BadEvent)]
    [InlineData(Begin + "here\n bytes 25" + End, TraceFormatError.BadEvent)]
    [InlineData(Begin + "here\n HeapAlloc 1 18446744073709551615\n bytes 25" + End, TraceFormatError.BadEvent, 12)]
    [InlineData(Begin + "here\n HeapAlloc 18446744073709551615 1\n HeapAlloc 1 1" + End, TraceFormatError.BadClock)]
    [InlineData(Begin + "HeapAlloc 1 1\n here\n ProcsChange 1 4 77" + End, TraceFormatError.UnknownId)]
    [InlineData(Begin + "HeapAlloc 1 1\n here\n GoLabel 1 77" + End, TraceFormatError.UnknownId)]
    [InlineData(Begin + "HeapAlloc 1 1\n here\n GoStatus 1 1 10 4" + End, TraceFormatError.Inconsistent)]
    [InlineData(Begin + "HeapAlloc 1 1\n here\n GoUnblock 1 77 1 0" + End, TraceFormatError.NoOrder)]
    public async Task Is_found_where_it_is(string description, TraceFormatError code, int beyond = 0)
    {
        byte[] trace = TraceAssembler.Assemble(description, out long here);

        foreach (TraceReader reader in (TraceReader[])[TraceReader.Create(trace.AsMemory()), TraceReader.Create(new FragmentedStream(trace, () => 1))])
        {
            TraceDamage damage = (await Damage(reader))[0];
            damage.Error.Code.Should().Be(code);
            damage.Error.Offset.Should().Be(here + beyond, damage.Error.Message);
            damage.Error.Generation.Should().Be(7);
            damage.Error.Message.Should().EndWith($", at byte {here + beyond}, in generation 7");
        }

        Func<Task> strict = () => Damage(TraceReader.Create(trace.AsMemory(), new TraceReaderOptions { Strict = true }));
        (await strict.Should().ThrowAsync<TraceFormatException>()).Which.Code.Should().Be(code);
    }

    // A whole generation may lack something: then it is told where the generation begins.
    [Theory]
    [InlineData("go 1.22\n batch 7 10 100\n ProcStatus 1 0 1" + End, TraceFormatError.BadClock)]
    [InlineData("go 1.25\n batch 7 none 1\n Sync\n Frequency 5\n batch 7 10 100\n ProcStatus 1 0 1" + End, TraceFormatError.BadClock)]
    [InlineData(Begin + "batch 7 none 1\n Stacks\n Stack 1 | 1 2 0 1" + End, TraceFormatError.UnknownId)]
    [InlineData(Begin + "batch 7 none 1\n Strings\n String 3 \"a\"\n String 3 \"b\"", TraceFormatError.BadTable)]
    public async Task Is_found_in_its_generation(string description, TraceFormatError code)
    {
        byte[] trace = TraceAssembler.Assemble(description);

        TraceDamage damage = (await Damage(TraceReader.Create(trace.AsMemory()))).Should().ContainSingle().Subject;

        damage.Error.Code.Should().Be(code);
        damage.Error.Offset.Should().Be(TraceHeader.Length);
        damage.Error.Generation.Should().Be(7);
    }

    [Fact]
    public async Task Limits_are_kept()
    {
        byte[] trace = TestTraces.Read("traces/go1.26/http.trace.gz");

        (await Damage(TraceReader.Create(trace.AsMemory(), new TraceReaderOptions { MaxGenerationBytes = 20_000 })))
            .Should().ContainSingle().Which.Error.Code.Should().Be(TraceFormatError.LimitExceeded);
        (await Damage(TraceReader.Create(new MemoryStream(TestTraces.Zip(trace)), new TraceReaderOptions { MaxDecompressedBytes = 20_000 })))
            .Should().ContainSingle().Which.Error.Code.Should().Be(TraceFormatError.LimitExceeded);
        (await Damage(TraceReader.Create(trace.AsMemory(), new TraceReaderOptions { MaxGoroutines = 5 })))
            .Should().ContainSingle().Which.Error.Code.Should().Be(TraceFormatError.LimitExceeded);
    }

    private static async Task<IReadOnlyList<TraceDamage>> Damage(TraceReader reader)
    {
        await using (reader)
        {
            while (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken) is not null)
            {
            }

            return reader.Damage;
        }
    }
}
