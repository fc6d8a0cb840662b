using System.IO.Pipelines;
using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Damage;

/// <summary>
/// How soon reading ends once its token was cancelled: not in seconds, which depend on the machine,
/// but in bytes and events that are still asked for.
/// </summary>
[Collection(nameof(Alone))]
public sealed class CancelTests
{
    private const int Piece = 1000;

    // What unpacks asks for as many bytes at a time.
    private const int MostUnpacked = 16 << 10;

    private static readonly byte[] Later = TestTraces.Read("traces/go1.27/generations.trace.gz");
    private static readonly byte[] Earlier = TestTraces.Read("traces/go1.21/http.trace.gz");

    [Theory]
    [InlineData("stream", true)]
    [InlineData("stream", false)]
    [InlineData("pipe", true)]
    [InlineData("pipe", false)]
    [InlineData("gzip", true)]
    [InlineData("gzip", false)]
    public async Task A_source_that_does_not_look_is_asked_no_further(string how, bool isLater)
    {
        int before = GenerationPool.Outstanding;
        using var stopping = new CancellationTokenSource();
        byte[] trace = isLater ? Later : Earlier;
        byte[] bytes = how == "gzip" ? TestTraces.Zip(trace) : trace;
        using var stream = new DeafStream(bytes, bytes.Length / 2, stopping);
        TraceReader reader = Reader(how, stream, readsAhead: false);

        await ShouldStopAsync(reader, stopping);

        stream.GivenSince.Should().BeLessThanOrEqualTo(how == "gzip" ? MostUnpacked : 0);
        GenerationPool.Outstanding.Should().Be(before);
    }

    // What is read ahead is the next call's, whose token nobody knows yet.
    [Theory]
    [InlineData("stream")]
    [InlineData("pipe")]
    [InlineData("gzip")]
    public async Task Of_what_is_read_ahead_no_more_than_a_generation(string how)
    {
        int before = GenerationPool.Outstanding;
        int largest = await LargestGenerationAsync();
        using var stopping = new CancellationTokenSource();
        byte[] bytes = how == "gzip" ? TestTraces.Zip(Later) : Later;
        using var stream = new DeafStream(bytes, bytes.Length / 4, stopping);
        TraceReader reader = Reader(how, stream, readsAhead: true);

        await ShouldStopAsync(reader, stopping);

        stream.GivenSince.Should().BeLessThan(Math.Min(largest + Piece, bytes.Length / 2));
        GenerationPool.Outstanding.Should().Be(before);
    }

    [Theory]
    [InlineData("file", true)]
    [InlineData("file", false)]
    [InlineData("memory", true)]
    [InlineData("memory", false)]
    public async Task Events_that_were_left_are_not_gone_through(string how, bool isLater)
    {
        int before = GenerationPool.Outstanding;
        using var stopping = new CancellationTokenSource();
        TraceReader reader = how == "memory"
            ? TraceReader.Create(isLater ? Later : Earlier)
            : TraceReader.Open(TestTraces.PathOf(isLater ? "traces/go1.27/generations.trace.gz" : "traces/go1.21/http.trace.gz"));
        TraceGeneration generation = (await reader.ReadGenerationAsync(stopping.Token))!;
        var room = new TraceEvent[16];
        generation.Read(room);
        await stopping.CancelAsync();

        Func<Task> next = async () => await reader.ReadGenerationAsync(stopping.Token);
        await next.Should().ThrowAsync<OperationCanceledException>();
        generation.Read(room).Should().BePositive("those behind were not taken away");
        await reader.DisposeAsync();
        GenerationPool.Outstanding.Should().Be(before);
    }

    private static TraceReader Reader(string how, Stream stream, bool readsAhead)
    {
        var options = new TraceReaderOptions { ReadAhead = readsAhead };
        return how == "pipe"
            ? TraceReader.Create(PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: Piece, minimumReadSize: Piece / 2)), options)
            : TraceReader.Create(stream, options);
    }

    private static async Task ShouldStopAsync(TraceReader reader, CancellationTokenSource stopping)
    {
        Func<Task> read = async () =>
        {
            while (await reader.ReadGenerationAsync(stopping.Token) is not null)
            {
            }
        };
        await read.Should().ThrowAsync<OperationCanceledException>();
        await reader.DisposeAsync();
    }

    private static async Task<int> LargestGenerationAsync()
    {
        long largest = 0;
        await using TraceReader reader = TraceReader.Create(Later);
        while (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken) is { } generation)
        {
            largest = Math.Max(largest, generation.Length);
        }

        return (int)largest;
    }

    /// <summary>Cancels when it has given so many bytes, and goes on to give all the same.</summary>
    private sealed class DeafStream(byte[] bytes, int cancelsAt, CancellationTokenSource stopping) : MemoryStream(bytes)
    {
        public long GivenSince { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            bool wasCancelled = stopping.IsCancellationRequested;
            int n = Read(buffer.Span[..Math.Min(Piece, buffer.Length)]);
            GivenSince += wasCancelled ? n : 0;
            if (!wasCancelled && Position >= cancelsAt)
            {
                stopping.Cancel();
            }

            return new ValueTask<int>(n);
        }
    }
}
