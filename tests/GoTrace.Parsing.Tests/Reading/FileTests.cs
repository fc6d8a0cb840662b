using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Tests.Damage;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Reading;

/// <summary>Events that stay in their file until it is their turn are the same, and so is what is told of damage.</summary>
public sealed class FileTests : IDisposable
{
    // Of bundled traces most generations are so short that leaving them in the file would save nothing.
    private static readonly TraceReaderOptions InFile = new() { LeastLeftInFile = 0 };

    private readonly string _path = Path.GetTempFileName();

    public static TheoryData<string> Traces =>
    [
        "traces/go1.22/gcpressure.trace.gz",
        "traces/go1.23/coroutines.trace.gz",
        "traces/go1.25/flightrecorder-2.trace.gz",
        "traces/go1.26/cpuprofile.trace",
        "traces/go1.27/generations.trace.gz",
        "traces/go1.27/cgo-callbacks.trace",
        "damaged/batch-that-begins-in-the-one-before.trace",
        "damaged/event-left-out-of-a-running-goroutine.trace",
        "damaged/times-no-sum-holds.trace",
    ];

    public void Dispose() => File.Delete(_path);

    [Theory]
    [MemberData(nameof(Traces))]
    public Task Events_are_those_of_the_trace_in_memory(string trace) => CheckAsync(TestTraces.Read(trace), trace);

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Damaged_traces_give_what_they_give_from_memory(string trace)
    {
        byte[] bytes = TestTraces.Read(trace);
        var random = new Random(20_261_124);
        int length = Math.Min(bytes.Length, 150_000);
        for (int i = 0; i < 24; i++)
        {
            int at = random.Next(TraceHeader.Length, length);
            byte[] broken = (i % 3) switch
            {
                0 => bytes[..at],
                1 => [.. bytes.AsSpan(0, at), .. bytes.AsSpan(Math.Min(length, at + random.Next(1, 5_000)), length - Math.Min(length, at + 5_000))],
                _ => [.. bytes.AsSpan(0, length)],
            };
            if (i % 3 == 2)
            {
                broken[at] ^= (byte)random.Next(1, 256);
            }

            await CheckAsync(broken, $"{trace}, {i}, at {at}");
        }
    }

    [Fact]
    public async Task Events_are_in_the_file_and_texts_in_memory()
    {
        byte[] bytes = TestTraces.Read("traces/go1.27/generations.trace.gz");
        await File.WriteAllBytesAsync(_path, bytes, TestContext.Current.CancellationToken);
        await using var source = new StreamSource(File.OpenRead(_path), leaveOpen: false);
        await source.ReadAsync(new byte[TraceHeader.Length], TestContext.Current.CancellationToken);
        var loader = new GenerationLoader(source, new TraceHeader(26), InFile);
        var data = new GenerationData();
        int generations = 0;
        while (await loader.LoadAsync(data, TestContext.Current.CancellationToken))
        {
            data.IsInFile.Should().BeTrue();
            data.Batches.Count.Should().BeGreaterThan(0);
            data.Tables.Strings.Count.Should().BeGreaterThan(20);
            generations++;
        }

        loader.GiveBack();
        generations.Should().BeGreaterThan(2);
    }

    // What is asked for is the room of a few threads' batches, not that of a generation.
    [Fact]
    public async Task A_long_generation_takes_the_room_of_its_threads_batches()
    {
        byte[] bytes = LongTrace.Make(generations: 1, loops: 1_500_000);
        bytes.Length.Should().BeGreaterThan(10 << 20);
        await File.WriteAllBytesAsync(_path, bytes, TestContext.Current.CancellationToken);
        await using var source = new StreamSource(File.OpenRead(_path), leaveOpen: false);
        await source.ReadAsync(new byte[TraceHeader.Length], TestContext.Current.CancellationToken);
        var loader = new GenerationLoader(source, new TraceHeader(22), TraceReaderOptions.Default);
        var data = new GenerationData();

        (await loader.LoadAsync(data, TestContext.Current.CancellationToken)).Should().BeTrue();

        data.Length.Should().Be(bytes.Length - TraceHeader.Length);
        data.IsInFile.Should().BeTrue();
        data.Bytes.Length.Should().BeLessThan(200_000);
        loader.GiveBack();
    }

    [Fact]
    public async Task A_stream_is_read_from_where_it_stands()
    {
        byte[] bytes = TestTraces.Read("traces/go1.25/flightrecorder-2.trace.gz");
        await File.WriteAllBytesAsync(_path, [1, 2, 3, .. bytes], TestContext.Current.CancellationToken);
        await using FileStream file = File.OpenRead(_path);
        file.Position = 3;

        Outcome given = await Outcome.ReadAsync(TraceReader.Create(file, InFile with { LeaveOpen = true }));

        Same(given, await Outcome.ReadAsync(bytes), "read from its fourth byte on");
        file.Position.Should().Be(file.Length);
    }

    [Fact]
    public async Task A_file_that_can_be_read_no_more_gives_no_events_from_then_on()
    {
        await File.WriteAllBytesAsync(_path, LongTrace.Make(generations: 1, loops: 300_000), TestContext.Current.CancellationToken);
        FileStream file = File.OpenRead(_path);
        await using TraceReader reader = TraceReader.Create(file, new TraceReaderOptions { ReadAhead = false });
        TraceGeneration generation = (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken))!;
        await file.DisposeAsync();
        TraceEvent[] room = new TraceEvent[1000];
        Action read = () =>
        {
            while (generation.Read(room) > 0)
            {
            }
        };

        read.Should().Throw<ObjectDisposedException>();
        read.Should().Throw<IOException>();
        Func<Task> next = async () => await reader.ReadGenerationAsync(TestContext.Current.CancellationToken);
        await next.Should().ThrowAsync<IOException>();
    }

    private async Task CheckAsync(byte[] trace, string what)
    {
        await File.WriteAllBytesAsync(_path, trace, TestContext.Current.CancellationToken);
        Same(await Outcome.ReadAsync(TraceReader.Open(_path, InFile)), await Outcome.ReadAsync(trace), what);
        Same(
            await Outcome.ReadAsync(TraceReader.Open(_path, InFile with { PlainOrdering = true })),
            await Outcome.ReadAsync(trace, new TraceReaderOptions { PlainOrdering = true }),
            what + ", plainly");
    }

    private static void Same(Outcome given, Outcome expected, string what)
    {
        given.Damage.Select(Show).Should().Equal(expected.Damage.Select(Show), what);
        given.Warnings.Select(w => w.ToString()).Should().Equal(expected.Warnings.Select(w => w.ToString()), what);
        given.Generations.Count.Should().Be(expected.Generations.Count, what);
        foreach ((GivenGeneration one, GivenGeneration other) in given.Generations.Zip(expected.Generations))
        {
            (one.Number, one.Offset, one.FollowsGap, one.HasHole, one.IsPartial)
                .Should().Be((other.Number, other.Offset, other.FollowsGap, other.HasHole, other.IsPartial), what);
            one.Events.SequenceEqual(other.Events).Should().BeTrue(what);
            one.Texts.SequenceEqual(other.Texts).Should().BeTrue(what);
        }
    }

    private static string Show(TraceDamage d) => $"{d.Kind} {d.LostBytes} {d.Error.Message} {d.Error.Offset} {d}";
}
