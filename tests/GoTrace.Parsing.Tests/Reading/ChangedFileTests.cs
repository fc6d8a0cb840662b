using GoTrace.Parsing.Legacy;
using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Tests.Damage;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Reading;

/// <summary>A file that is cut short or overwritten while it is read: that is said, and what is there then is not taken for the trace.</summary>
[Collection(nameof(Alone))]
public sealed class ChangedFileTests : IDisposable
{
    private const string CutShort = "the file was cut short while it was read (read it again when nothing writes to it)";
    private const string Overwritten = "the file was overwritten while it was read (read it again when nothing writes to it)";

    private static readonly Lazy<byte[]> OneGeneration = new(() => LongTrace.Make(generations: 1, loops: 200_000));
    private static readonly Lazy<byte[]> Generations = new(() => LongTrace.Make(generations: 8, loops: 60_000));

    private readonly string _path = Path.GetTempFileName();
    private readonly int _outstanding = GenerationPool.Outstanding;

    public void Dispose()
    {
        File.Delete(_path);
        GenerationPool.Outstanding.Should().Be(_outstanding);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(-1, false)]
    [InlineData(30_000, false)]
    public async Task Events_beyond_a_cut_are_not_made_up(int behindABatch, bool strict)
    {
        int left = await MiddleBatchAsync(OneGeneration.Value) + behindABatch;
        Write(OneGeneration.Value);
        await using TraceReader reader = TraceReader.Open(_path, new TraceReaderOptions { Strict = strict });
        TraceGeneration generation = (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken))!;
        Truncate(left);

        var room = new TraceEvent[1000];
        int events = 0;
        Action read = () =>
        {
            for (int n; (n = generation.Read(room)) > 0;)
            {
                events += n;
            }
        };
        TraceFormatException changed = read.Should().Throw<TraceFormatException>().Which;

        changed.Message.Should().Be($"{CutShort}, at byte {left}, in generation 1");
        (changed.Code, changed.Offset, changed.Generation).Should().Be((TraceFormatError.Changed, left, 1UL));
        events.Should().BeInRange(170_000, 200_000);
        reader.Damage.Should().BeEmpty("it is not the trace that is at fault");

        // Nor is there anything more.
        read.Should().Throw<TraceFormatException>().Which.Should().Be(changed);
        Func<Task> next = async () => await reader.ReadGenerationAsync(TestContext.Current.CancellationToken);
        (await next.Should().ThrowAsync<TraceFormatException>()).Which.Should().Be(changed);
    }

    [Fact]
    public async Task A_batch_in_place_of_another_is_not_taken_for_it()
    {
        Write(OneGeneration.Value);
        await using TraceReader reader = TraceReader.Open(_path);
        TraceGeneration generation = (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken))!;
        int at = await MiddleBatchAsync(OneGeneration.Value);
        byte[] later = [.. OneGeneration.Value];
        later[at + 3]++; // its time
        Write(later);

        Action read = () => Drain(generation);

        read.Should().Throw<TraceFormatException>().WithMessage($"{Overwritten}, at byte {at}, in generation 1");
    }

    [Theory]
    [InlineData("file", true)]
    [InlineData("file", false)]
    [InlineData("file, but in memory", false)]
    [InlineData("gzip", true)]
    [InlineData("gzip", false)]
    public async Task A_cut_between_generations_is_no_end(string how, bool readsAhead)
    {
        byte[] bytes = how == "gzip" ? TestTraces.Zip(Generations.Value) : Generations.Value;
        int left = how == "gzip" ? bytes.Length / 2 : await LastGenerationAsync(Generations.Value);

        TraceFormatException changed = await ReadAsync(how, readsAhead, bytes, () => Truncate(left));

        changed.Detail.Should().Be(CutShort);
        if (how == "gzip")
        {
            changed.Offset.Should().BeInRange(Generations.Value.Length / 4, Generations.Value.Length * 3 / 4);
        }
        else
        {
            changed.Offset.Should().Be(left);
        }
    }

    // As when the program is started anew, and writes to the same file.
    [Theory]
    [InlineData("file", true)]
    [InlineData("file", false)]
    [InlineData("file, but in memory", false)]
    [InlineData("gzip", true)]
    [InlineData("gzip", false)]
    public async Task Another_trace_is_not_taken_for_the_rest(string how, bool readsAhead)
    {
        byte[] other = TestTraces.Read("traces/go1.25/generations.trace.gz");
        byte[] bytes = how == "gzip" ? TestTraces.Zip(Generations.Value) : Generations.Value;
        byte[] longer = [.. how == "gzip" ? TestTraces.Zip(other) : other, .. bytes];

        TraceFormatException changed = await ReadAsync(how, readsAhead, bytes, () => Write(longer));

        changed.Detail.Should().Be(Overwritten);
    }

    // It is read at one go: the file changes between two reads of the source.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_old_trace_is_not_put_together_of_two(bool isOverwritten)
    {
        byte[] bytes = TestTraces.Read("traces/go1.21/http.trace.gz");
        Write(bytes);
        await using var source = new EventfulSource(
            new StreamSource(TraceFile.Open(_path), leaveOpen: false),
            bytes.Length / 2,
            () =>
            {
                if (isOverwritten)
                {
                    Write([.. TestTraces.Read("traces/go1.21/contention.trace"), .. bytes]);
                }
                else
                {
                    Truncate((bytes.Length / 2) + 1000);
                }
            });
        await source.ReadAsync(new byte[TraceHeader.Length], TestContext.Current.CancellationToken);
        var loader = new LegacyLoader(source, new TraceHeader(21), TraceReaderOptions.Default);
        Func<Task> load = async () => await loader.LoadAsync(new GenerationData(), TestContext.Current.CancellationToken);

        (await load.Should().ThrowAsync<TraceFormatException>()).WithMessage(isOverwritten
            ? $"{Overwritten}, at byte 0"
            : $"{CutShort}, at byte {(bytes.Length / 2) + 1000}");
    }

    [Fact]
    public async Task A_file_may_grow_while_it_is_read()
    {
        byte[] bytes = Generations.Value;
        int half = await LastGenerationAsync(bytes);
        Write(bytes[..half]);
        int generations = 0;
        await using TraceReader reader = TraceReader.Open(_path);
        while (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken) is { } generation)
        {
            generations++;
            Drain(generation);
            if (generations == 1)
            {
                Write(bytes);
            }
        }

        generations.Should().Be(8);
        reader.Damage.Should().BeEmpty();
    }

    private async Task<TraceFormatException> ReadAsync(string how, bool readsAhead, byte[] bytes, Action change)
    {
        Write(bytes);
        var options = new TraceReaderOptions { ReadAhead = readsAhead, LeastLeftInFile = how == "file" ? 0 : long.MaxValue };
        await using TraceReader reader = TraceReader.Open(_path, options);
        int generations = 0;
        Func<Task> read = async () =>
        {
            while (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken) is { } generation)
            {
                Drain(generation);
                if (++generations == 2)
                {
                    change();
                }
            }
        };
        TraceFormatException changed = (await read.Should().ThrowAsync<TraceFormatException>()).Which;
        changed.Code.Should().Be(TraceFormatError.Changed);
        generations.Should().BeGreaterThanOrEqualTo(2);
        return changed;
    }

    private void Truncate(int length)
    {
        using FileStream file = ForWriting();
        file.SetLength(length);
    }

    private void Write(byte[] bytes)
    {
        using FileStream file = ForWriting();
        file.Write(bytes);
        file.SetLength(bytes.Length);
    }

    private FileStream ForWriting() => new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

    private static void Drain(TraceGeneration generation)
    {
        var room = new TraceEvent[1000];
        while (generation.Read(room) > 0)
        {
        }
    }

    private static async Task<int> LastGenerationAsync(byte[] trace) => (int)(await Outcome.ReadAsync(trace)).Generations[^1].Offset;

    // Where one begins.
    private static async Task<int> MiddleBatchAsync(byte[] trace)
    {
        var loader = new GenerationLoader(new MemorySource(trace), new TraceHeader(22), TraceReaderOptions.Default);
        var data = new GenerationData();
        (await loader.LoadAsync(data, TestContext.Current.CancellationToken)).Should().BeTrue();
        GenerationData.Batch batch = data.Batches[data.Batches.Count / 2];
        loader.GiveBack();
        return TraceHeader.Length + batch.Start - batch.Head;
    }

    /// <summary>Gives few bytes at a time, and does something after so many.</summary>
    private sealed class EventfulSource(ByteSource inner, long after, Action act) : ByteSource
    {
        private long _given;

        public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
        {
            int n = await inner.ReadAsync(destination[..Math.Min(1000, destination.Length)], cancellationToken);
            bool isDue = _given < after && _given + n >= after;
            _given += n;
            if (isDue)
            {
                act();
            }

            return n;
        }

        public override ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
