using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Text;

/// <summary>Text is made while the text before it is written: of that whoever gave the stream sees nothing.</summary>
public sealed class OutputTests
{
    private static readonly byte[] Trace = LongTrace.Make(generations: 2, loops: 10_000);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("parsed", false)]
    [InlineData("parsed", true)]
    [InlineData("json", false)]
    [InlineData("json", true)]
    [InlineData("wire", false)]
    [InlineData("wire", true)]
    public async Task One_write_at_a_time_and_in_order(string form, bool isSlow)
    {
        using var quick = new Recorder(isSlow: false);
        using var output = new Recorder(isSlow);

        TraceTextResult once = await WriteAsync(form, quick, Cancellation);
        TraceTextResult result = await WriteAsync(form, output, Cancellation);

        output.Writes.Should().BeGreaterThan(5);
        output.AtOnce.Should().Be(1);
        output.Text.Length.Should().BeGreaterThan(1_000_000);
        result.ByteCount.Should().Be(output.Text.Length);
        result.Should().Be(once);
        output.Text.ToArray().AsSpan().SequenceEqual(quick.Text.ToArray()).Should().BeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task What_a_write_fails_with_is_told_and_nothing_is_written_after_it(int failing)
    {
        foreach (string form in (string[])["parsed", "json", "wire"])
        {
            using var output = new Recorder(isSlow: true) { Failing = failing };

            Func<Task> write = () => WriteAsync(form, output, Cancellation);

            await write.Should().ThrowExactlyAsync<IOException>().WithMessage("no room");
            output.Writes.Should().Be(failing);
            output.UnderWay.Should().Be(0);
        }
    }

    // A write that has begun is waited for: its room is used again.
    [Theory]
    [InlineData("parsed")]
    [InlineData("json")]
    [InlineData("wire")]
    public async Task A_stop_leaves_no_write_under_way(string form)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var output = new Recorder(isSlow: true) { Stop = stop };

        Func<Task> write = () => WriteAsync(form, output, stop.Token);

        await write.Should().ThrowAsync<OperationCanceledException>();
        output.UnderWay.Should().Be(0);
        output.Writes.Should().BeLessThan(5);
    }

    private static async Task<TraceTextResult> WriteAsync(string form, Stream output, CancellationToken cancellationToken)
    {
        if (form == "wire")
        {
            return await TraceText.WriteWireAsync(new MemoryStream(Trace), output, cancellationToken);
        }

        await using TraceReader reader = TraceReader.Create(Trace.AsMemory());
        return form == "parsed"
            ? await TraceText.WriteParsedAsync(reader, output, cancellationToken)
            : await TraceText.WriteJsonAsync(reader, output, cancellationToken);
    }

    /// <summary>Keeps what is written, and how.</summary>
    private sealed class Recorder(bool isSlow) : MemoryStream
    {
        private int _underWay;

        public MemoryStream Text => this;

        public int Writes { get; private set; }

        public int AtOnce { get; private set; }

        public int UnderWay => _underWay;

        /// <summary>Which write fails; 0 for none.</summary>
        public int Failing { get; init; }

        /// <summary>Stopped at the second write.</summary>
        public CancellationTokenSource? Stop { get; init; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            AtOnce = Math.Max(AtOnce, Interlocked.Increment(ref _underWay));
            Writes++;
            byte[] first = buffer.ToArray();
            if (isSlow)
            {
                await Task.Delay(20, Cancellation);
            }

            Interlocked.Decrement(ref _underWay);
            if (Writes == Failing)
            {
                throw new IOException("no room");
            }

            if (Writes == 2 && Stop is { } stop)
            {
                await stop.CancelAsync();
            }

            first.AsSpan().SequenceEqual(buffer.Span).Should().BeTrue("nobody touches what is being written");
            Write(buffer.Span);
        }
    }
}
