using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Crafted;

/// <summary>Where GoTrace differs from Go's reader on purpose: docs/differences.md.</summary>
public sealed class DifferenceTests
{
    private const string Running =
        """
        go 1.23
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2

        """;

    // Go takes the lowest 8 bits, and 0 for a state.
    [Theory]
    [InlineData("ProcStatus 1 5 0")]
    [InlineData("ProcStatus 1 5 5")]
    [InlineData("ProcStatus 1 5 257")]
    [InlineData("GoStatus 1 5 10 0")]
    [InlineData("GoStatus 1 5 10 5")]
    [InlineData("GoStatus 1 5 10 260")]
    [InlineData("ProcStatus 1 18446744073709551615 1")]
    [InlineData("GoStatus 1 18446744073709551615 10 4")]
    [InlineData("GoCreate 1 18446744073709551615 0 0")]
    public async Task Statuses_and_ids_that_can_not_be_are_refused(string line)
    {
        (string text, TraceTextResult result) = await Texts.ParsedAsync(TraceAssembler.Assemble(Running + line + "\nHeapAlloc 1 5"));

        result.Stop!.Code.Should().Be(TraceFormatError.BadEvent);
        text.Should().EndWith("GoID=1 Undetermined->Running Reason=\"\"\n");
    }

    // Go takes it for the generation's end.
    [Fact]
    public async Task An_end_mark_in_a_batch_is_refused()
    {
        (_, TraceTextResult result) = await Texts.ParsedAsync(TraceAssembler.Assemble(
            """
            go 1.26
            clock 1 100
            batch 1 10 100
              EndOfGeneration
            end
            """));

        result.Stop!.Code.Should().Be(TraceFormatError.BadBatch);
    }

    // Go looks the kind's id up in the later generation's strings, where it is another text or none.
    [Fact]
    public async Task The_kind_of_a_stopped_world_outlives_its_generation()
    {
        (string text, _) = await Texts.ParsedAsync(TraceAssembler.Assemble(Running +
            """
              STWBegin 1 3 0
            batch 1 none 90
              Strings
              String 3 "GC sweep termination"
            batch 2 10 200
              ProcStatus 1 0 1
              GoStatus 1 1 10 2
              STWEnd 1
            clock 2 200
            """));

        text.Should().Contain("RangeEnd Time=203 Name=\"stop-the-world (GC sweep termination)\"");
    }

    // Go gives nothing of a generation that is cut off; here its events are counted.
    [Fact]
    public async Task What_Go_does_not_give_is_counted()
    {
        byte[] whole = TestTraces.Read("traces/go1.26/empty.trace");
        (_, TraceTextResult all) = await Texts.ParsedAsync(whole);
        (string text, TraceTextResult cut) = await Texts.ParsedAsync(whole[..^1]);

        all.IsWhole.Should().BeTrue();
        all.FurtherEventCount.Should().Be(0);
        cut.IsWhole.Should().BeFalse();
        cut.EventCount.Should().Be(1);
        text.Should().Be("M=-1 P=-1 G=-1 Sync Time=1 N=1\n");
        cut.FurtherEventCount.Should().BeGreaterThanOrEqualTo(all.EventCount - 1, "there may be some that stand for what is missing");
        cut.Stop!.Code.Should().Be(TraceFormatError.Truncated);
    }

    // The event before a broken one, a sample without its stack, a batch of an unknown experiment.
    [Theory]
    [InlineData("HeapAlloc 1 5\n HeapAlloc 1 6\n bytes 7f 01", 1, 4, TraceFormatError.BadEvent)]
    [InlineData("HeapAlloc 1 5\n batch 1 none 100\n CPUSamples\n CPUSample 103 10 0 1 9", 1, 4, TraceFormatError.UnknownId)]
    [InlineData("experiment 2 1 10 100\n bytes 01 02", 3, 0, TraceFormatError.UnknownId)]
    public async Task What_Go_loses_is_counted(string lines, long further, long written, TraceFormatError code)
    {
        (_, TraceTextResult result) = await Texts.ParsedAsync(TraceAssembler.Assemble(Running + lines));

        result.FurtherEventCount.Should().BeGreaterThanOrEqualTo(further);
        result.EventCount.Should().Be(written);
        result.Stop!.Code.Should().Be(code);
    }
}
