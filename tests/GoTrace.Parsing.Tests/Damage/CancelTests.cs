using System.IO.Pipelines;
using GoTrace.Parsing.Ordering;
using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Tables;
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

        stream.GivenSince.Should().Be(0);
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

    // Ever new packed files with nothing in them: unpacking gives no byte, and goes on within one read.
    [Fact]
    public async Task What_unfolds_to_nothing_is_not_read_to_its_end()
    {
        byte[] nothing = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        using var stopping = new CancellationTokenSource();
        byte[] bytes = [.. TestTraces.Zip(Later[..20]), .. Enumerable.Repeat(nothing, 10_000).SelectMany(b => b)];
        using var stream = new DeafStream(bytes, bytes.Length / 2, stopping);

        await ShouldStopAsync(Reader("gzip", stream, readsAhead: false), stopping);

        stream.GivenSince.Should().Be(0);
    }

    // A generation out of a stream lies in a buffer that grows: what it holds is copied then.
    [Fact]
    public void Room_that_grows_is_copied_piece_by_piece()
    {
        using var stopping = new CancellationTokenSource();
        var data = new GenerationData();
        byte[] first = data.Buffer(10 << 20, 0, stopping.Token);
        stopping.Cancel();

        Action grow = () => data.Buffer(11 << 20, 10 << 20, stopping.Token);

        grow.Should().Throw<OperationCanceledException>();
        data.Buffer(10 << 20, 0, TestContext.Current.CancellationToken).Should().BeSameAs(first);
        Pieces.Longest.Should().BeLessThanOrEqualTo(1 << 20);
        int end = 0;
        Action goThrough = () =>
        {
            using var later = new CancellationTokenSource();
            foreach (Range piece in new Pieces(10 << 20, later.Token))
            {
                piece.Start.Value.Should().Be(end);
                end = piece.End.Value;
                if (end >= 4 << 20)
                {
                    later.Cancel();
                }
            }
        };
        goThrough.Should().Throw<OperationCanceledException>();
        end.Should().Be(4 << 20);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 20) - 1)]
    [InlineData(1 << 20)]
    [InlineData((3 << 20) + 5)]
    public void Pieces_are_all_of_it(int length)
    {
        byte[] from = new byte[length];
        new Random(1).NextBytes(from);
        byte[] to = new byte[length];

        Pieces.Copy(from, to, TestContext.Current.CancellationToken);

        to.AsSpan().SequenceEqual(from).Should().BeTrue();
    }

    // The first batch of each thread is fetched at a generation's begin.
    [Fact]
    public async Task No_more_batches_are_fetched()
    {
        using var stopping = new CancellationTokenSource();
        (GenerationData data, DeafFile file) = await InFileAsync(Later);
        data.Threads.Count.Should().BeGreaterThan(3);
        file.CancelAt(1, stopping);
        var orderer = new Orderer();
        orderer.Reset(TraceReaderOptions.Default);

        Action begin = () => orderer.Begin(data, stopping.Token);

        begin.Should().Throw<OperationCanceledException>();
        file.BytesSince.Should().Be(0);
    }

    // Where a fault shows in its events, a generation is brought into memory.
    [Fact]
    public async Task No_more_of_a_generation_is_brought_into_memory()
    {
        using var stopping = new CancellationTokenSource();
        (GenerationData data, DeafFile file) = await InFileAsync(LongTrace.Make(generations: 1, loops: 600_000));
        data.Length.Should().BeGreaterThan(5 << 20);
        file.CancelAt(1, stopping);

        Action bring = () => data.TakeOutOfFile(stopping.Token);

        bring.Should().Throw<OperationCanceledException>();
        file.BytesSince.Should().Be(0);
        data.ReadFailure.Should().BeOfType<OperationCanceledException>("events have no other place to come from");
    }

    [Fact]
    public void Tables_are_not_made()
    {
        const int Entries = 2 * GenerationTables.CancellationStride;
        var tables = new GenerationTables();
        var samples = new GenerationData.CpuSample[Entries];
        for (uint i = 1; i <= Entries; i++)
        {
            tables.Strings.AddRaw(i, 0, 1);
            tables.Stacks.BeginStack();
            tables.Stacks.AddFrame(i, 1, 1, 1);
            tables.Stacks.EndStack(i);
            samples[i - 1].At = i * 7919 % Entries;
        }

        var cancelled = new CancellationToken(true);
        foreach (Action make in (Action[])
        [
            () => tables.Strings.Complete(lenient: false, out _, cancelled),
            () => tables.Stacks.Complete(lenient: false, out _, cancelled),
            () => tables.LinkFrames(lenient: true, out _, out _, cancelled),
            () => TimeSort.Sort(samples.AsSpan(), cancelled),
        ])
        {
            make.Should().Throw<OperationCanceledException>();
        }
    }

    private static async Task<(GenerationData Data, DeafFile File)> InFileAsync(byte[] trace)
    {
        var file = new DeafFile(trace);
        var loader = new GenerationLoader(file, TraceOpening.Check(trace.AsSpan(0, TraceHeader.Length)), new TraceReaderOptions { LeastLeftInFile = 0 });
        var data = new GenerationData();
        (await loader.LoadAsync(data, TestContext.Current.CancellationToken)).Should().BeTrue();
        loader.GiveBack();
        data.IsInFile.Should().BeTrue();
        return (data, file);
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

    /// <summary>Cancels when a place of it was asked for so often, and goes on to give all the same.</summary>
    private sealed class DeafFile(byte[] bytes) : ByteSource
    {
        private int _position = TraceHeader.Length;
        private int _reads;
        private int _cancelsAt;
        private CancellationTokenSource? _stopping;

        public override bool IsFile => true;

        public long BytesSince { get; private set; }

        public void CancelAt(int reads, CancellationTokenSource stopping)
        {
            _reads = 0;
            _cancelsAt = reads;
            _stopping = stopping;
        }

        public override ValueTask<long> RemainingAsync(CancellationToken cancellationToken) => new(bytes.Length - _position);

        public override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
        {
            int n = Math.Min(destination.Length, bytes.Length - _position);
            bytes.AsMemory(_position, n).CopyTo(destination);
            _position += n;
            return new ValueTask<int>(n);
        }

        public override void Seek(long position) => _position = (int)position;

        public override int ReadAt(Span<byte> destination, long position)
        {
            int n = Math.Min(destination.Length, bytes.Length - (int)position);
            bytes.AsSpan((int)position, n).CopyTo(destination);
            BytesSince += _stopping?.IsCancellationRequested == true ? n : 0;
            if (++_reads == _cancelsAt)
            {
                _stopping?.Cancel();
            }

            return n;
        }

        public override ValueTask DisposeAsync() => default;
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
