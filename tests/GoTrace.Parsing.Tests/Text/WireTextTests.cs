using System.Text;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Text;

public sealed class WireTextTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Each version knows the events that it had; what comes later is nothing to it. As Go's tool has it.
    [Theory]
    [InlineData("1.22", 44)]
    [InlineData("1.23", 49)]
    [InlineData("1.25", 51)]
    [InlineData("1.26", 136)]
    public async Task Each_version_has_its_events(string version, int last)
    {
        for (int type = 0; type < 256; type++)
        {
            // Numbers 0 to the end: enough for any event, and an end within the next.
            byte[] trace = [.. TraceAssembler.Assemble("go " + version), (byte)type, .. new byte[8]];

            TraceTextResult result = await TraceText.WriteWireAsync(new MemoryStream(trace), Stream.Null, Cancellation);

            bool known = type > 0 && type <= last;
            (result.EventCount > 0).Should().Be(known, "of type {0}", type);
            result.Stop!.Code.Should().Be(TraceFormatError.BadEvent);
        }
    }

    [Fact]
    public async Task Stacks_and_data_are_written_as_Go_writes_them()
    {
        byte[] trace = TraceAssembler.Assemble(
            """
            go 1.26
            batch 1 none 18446744073709551615
              Stacks
              Stack 1 | 0x10 1 2 3 | 0x11 4 5 6
              Stack 2
              Strings
              String 1 "a \"b\" \xff é"
              String 2 ""
            experiment 1 2 3 4
              bytes 00 ff
            end
            raw 35 7f
            """);

        (await Texts.WireAsync(trace)).Should().Be(
            """
            EventBatch gen=1 m=18446744073709551615 time=18446744073709551615 size=32
            Stacks
            Stack id=1 nframes=2
            	pc=16 func=1 file=2 line=3
            	pc=17 func=4 file=5 line=6
            Stack id=2 nframes=0
            Strings
            String id=1
            	data="a \"b\" \xff é"
            String id=2
            ExperimentalBatch exp=1 gen=2 m=3 time=4
            	data="\x00\xff"
            EndOfGeneration



            """.ReplaceLineEndings("\n"), "two types have no name, but are types of the version");
    }

    [Theory]
    [InlineData("25 01", TraceFormatError.Truncated, 0)]
    [InlineData("25 01 01 25", TraceFormatError.Truncated, 3)]
    [InlineData("25 01 ff ff ff ff ff ff ff ff ff 02", TraceFormatError.BadEvent, 0)]
    [InlineData("05 01 05 61 62", TraceFormatError.Truncated, 0)]
    [InlineData("05 01", TraceFormatError.Truncated, 0)]
    [InlineData("03 01 02 01 01 01 01 01", TraceFormatError.Truncated, 0)]
    [InlineData("03 01 ff ff ff ff 0f 01 01", TraceFormatError.Truncated, 0)]
    [InlineData("25 01 01 c8", TraceFormatError.BadEvent, 3)]
    public async Task Ends_where_an_event_can_not_be_read(string hex, TraceFormatError code, int at)
    {
        byte[] trace = TraceAssembler.Assemble("go 1.22\nraw " + hex);
        using var output = new MemoryStream();

        TraceTextResult result = await TraceText.WriteWireAsync(new FragmentedStream(trace, () => 1), output, Cancellation);

        result.Stop!.Code.Should().Be(code);
        result.Stop.Offset.Should().Be(16 + at);
        Encoding.ASCII.GetString(output.ToArray()).Should().Be(at == 0 ? "" : "HeapAlloc dt=1 heapalloc_value=1\n");
        result.ByteCount.Should().Be(output.Length);
    }

    [Fact]
    public async Task Does_not_wait_for_an_event_without_end()
    {
        byte[] head = TraceAssembler.Assemble("go 1.22\nraw 05 01 ff ff ff ff 7f");
        byte[] trace = [.. head, .. new byte[40 << 20]];

        TraceTextResult result = await TraceText.WriteWireAsync(new MemoryStream(trace), Stream.Null, Cancellation);

        result.Stop!.Code.Should().Be(TraceFormatError.LimitExceeded);
        result.EventCount.Should().Be(0);
    }

    // Longer than what is read at once, shorter than what is refused.
    [Fact]
    public async Task Takes_long_events()
    {
        byte[] head = TraceAssembler.Assemble("go 1.22\nraw 05 01 80 80 80 01");
        byte[] trace = [.. head, .. Enumerable.Repeat((byte)'x', 2 << 20)];
        using var output = new MemoryStream();

        TraceTextResult result = await TraceText.WriteWireAsync(new MemoryStream(trace), output, Cancellation);

        result.IsWhole.Should().BeTrue();
        output.Length.Should().Be("String id=1\n\tdata=\"\"\n".Length + (2 << 20));
    }

    [Theory]
    [InlineData("traces/go1.15/empty.trace")]
    [InlineData("traces/go1.21/empty.trace")]
    public async Task There_is_none_of_older_traces(string trace)
    {
        Func<Task> write = () => TraceText.WriteWireAsync(TestTraces.PathOf(trace), Stream.Null, Cancellation);

        (await write.Should().ThrowAsync<TraceFormatException>()).Which.Code.Should().Be(TraceFormatError.UnsupportedVersion);
    }

    [Fact]
    public async Task Leaves_the_stream_open_and_reads_from_where_it_stands()
    {
        byte[] plain = TestTraces.Read("traces/go1.22/empty.trace");
        var stream = new MemoryStream([9, 9, .. TestTraces.Zip(plain)]) { Position = 2 };
        using var output = new HashingStream();

        await TraceText.WriteWireAsync(stream, output, Cancellation);

        stream.CanRead.Should().BeTrue();
        output.Sha256().Should().Be(TestTraces.Texts.Single(t => t is { Trace: "traces/go1.22/empty.trace", Form: "wire" }).Sha256);
    }
}
