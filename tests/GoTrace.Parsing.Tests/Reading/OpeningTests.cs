using System.Text;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Reading;

/// <summary>What is no trace is told so, and why.</summary>
public sealed class OpeningTests
{
    [Theory]
    [InlineData("", TraceFormatError.Empty, 0)]
    [InlineData("g", TraceFormatError.NotATrace, 0)]
    [InlineData("hello, world: this is a text file\n", TraceFormatError.NotATrace, 0)]
    [InlineData("go 1.x trace\0\0\0\0", TraceFormatError.NotATrace, 0)]
    [InlineData("go 1.22 races\0\0\0", TraceFormatError.NotATrace, 0)]
    [InlineData("go 1.22 trace\0\0\u0001", TraceFormatError.NotATrace, 0)]
    [InlineData("go 1.222 trace\0\0", TraceFormatError.NotATrace, 0)]
    [InlineData("go 2.22 trace\0\0\0", TraceFormatError.NotATrace, 0)]
    [InlineData("go 1.22 tr", TraceFormatError.Truncated, 10)]
    [InlineData("go 1.22 trace\0\0", TraceFormatError.Truncated, 15)]
    [InlineData("go 1.20 trace\0\0\0", TraceFormatError.UnsupportedVersion, 0)]
    [InlineData("go 1.24 trace\0\0\0", TraceFormatError.UnsupportedVersion, 0)]
    [InlineData("go 1.4 trace\0\0\0\0", TraceFormatError.UnsupportedVersion, 0)]
    public async Task Is_refused(string text, TraceFormatError code, long offset)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        foreach (TraceReader reader in (TraceReader[])
            [TraceReader.Create(bytes.AsMemory()), TraceReader.Create(new FragmentedStream(bytes, () => 1)), TraceReader.Create(new MemoryStream(TestTraces.Zip(bytes)))])
        {
            Func<Task> read = async () => await reader.ReadGenerationAsync();
            TraceFormatException e = (await read.Should().ThrowAsync<TraceFormatException>()).Which;
            e.Code.Should().Be(code);
            e.Offset.Should().Be(offset);
            e.Generation.Should().Be(0);
            e.Detail.Should().NotBeNullOrEmpty().And.NotEndWith(".");
            e.Message.Should().Contain(e.Detail).And.Contain($"byte {offset}");
            await reader.DisposeAsync();
        }
    }

    [Fact]
    public async Task Broken_compression_is_told_from_broken_traces()
    {
        byte[] zipped = TestTraces.Zip(TestTraces.Read("traces/go1.26/annotations.trace"));
        zipped.AsSpan(200, 40).Fill(0xff);
        await using TraceReader reader = TraceReader.Create(zipped.AsMemory());

        while (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken) is not null)
        {
        }

        reader.Damage.Should().ContainSingle().Which.Error.Code.Should().Be(TraceFormatError.BadCompression);
    }

    [Fact]
    public void A_file_that_is_not_there_is_not_opened()
    {
        Action missing = () => TraceReader.Open(Path.Combine(TestTraces.Root, "no-such.trace"));
        missing.Should().Throw<FileNotFoundException>();
        Action nowhere = () => TraceReader.Open(Path.Combine(TestTraces.Root, "no-such-folder", "a.trace"));
        nowhere.Should().Throw<DirectoryNotFoundException>();
        Action empty = () => TraceReader.Open("");
        empty.Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task A_directory_is_not_opened()
    {
        Action open = () => TraceReader.Open(TestTraces.Root);
        open.Should().Throw<IOException>().WithMessage("*is a directory*");
        Func<Task> wire = () => TraceText.WriteWireAsync(TestTraces.Root, Stream.Null);
        await wire.Should().ThrowAsync<IOException>().WithMessage("*is a directory*");
    }

    [Fact]
    public void Nothing_is_asked_of_nothing()
    {
        ((Action)(() => TraceReader.Create((Stream)null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => TraceReader.Create((System.IO.Pipelines.PipeReader)null!))).Should().Throw<ArgumentNullException>();
    }
}
