using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Reading;

/// <summary>The reader's contract: what may be asked when, and who closes what.</summary>
public sealed class UseTests
{
    private const string Trace = "traces/go1.26/flightrecorder-2.trace.gz"; // of several generations

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_generation_is_gone_through_once()
    {
        await using TraceReader reader = TraceReader.Open(TestTraces.PathOf(Trace));
        TraceGeneration generation = (await reader.ReadGenerationAsync(Cancellation))!;
        Count(generation).Should().BeGreaterThan(0);

        Action again = () => Count(generation);
        again.Should().Throw<InvalidOperationException>();
        Action visit = () =>
        {
            var visitor = default(Counter);
            generation.Accept(ref visitor);
        };
        visit.Should().Throw<InvalidOperationException>();
        generation.Read(new TraceEvent[4]).Should().Be(0, "reading goes on from where it is");
    }

    [Fact]
    public async Task What_was_given_back_throws()
    {
        await using TraceReader reader = TraceReader.Open(TestTraces.PathOf(Trace));
        TraceGeneration generation = (await reader.ReadGenerationAsync(Cancellation))!;
        while (await reader.ReadGenerationAsync(Cancellation) is not null)
        {
        }

        foreach (Action use in (Action[])
        [
            () => _ = generation.Number,
            () => _ = generation.Offset,
            () => _ = generation.Length,
            () => _ = generation.IsPartial,
            () => _ = generation.StringCount,
            () => _ = generation.StackCount,
            () => _ = generation.ClockSnapshot,
            () => _ = generation.ExperimentalBatchCount,
            () => _ = generation.GetUtf8(default),
            () => _ = generation.GetString(default),
            () => _ = generation.Stack(default).Count,
            () => _ = generation.GetExperimentalBatch(0).Thread,
            () => Count(generation),
            () => generation.Read(new TraceEvent[4]),
        ])
        {
            use.Should().Throw<InvalidOperationException>();
        }
    }

    [Fact]
    public async Task A_disposed_reader_throws()
    {
        TraceReader reader = TraceReader.Open(TestTraces.PathOf(Trace));
        TraceGeneration generation = (await reader.ReadGenerationAsync(Cancellation))!;
        await reader.DisposeAsync();
        await reader.DisposeAsync();

        Func<Task> read = async () => await reader.ReadGenerationAsync(Cancellation);
        await read.Should().ThrowAsync<ObjectDisposedException>();
        Action use = () => Count(generation);
        use.Should().Throw<InvalidOperationException>();
        Func<Task> write = () => TraceText.WriteParsedAsync(reader, Stream.Null, Cancellation);
        await write.Should().ThrowAsync<ObjectDisposedException>();
    }

    // What is skipped still happened: the events after it are the same.
    [Fact]
    public async Task A_skipped_generation_leaves_the_later_ones_as_they_are()
    {
        List<TraceEvent[]> all = await Events(skip: -1, take: int.MaxValue);
        all.Should().HaveCountGreaterThan(2);

        (await Events(skip: 0, take: int.MaxValue)).Skip(1).SelectMany(g => g).Should().Equal(all.Skip(1).SelectMany(g => g));
        (await Events(skip: 1, take: int.MaxValue)).Skip(2).SelectMany(g => g).Should().Equal(all.Skip(2).SelectMany(g => g));
        (await Events(skip: -1, take: 10)).Skip(1).SelectMany(g => g.Take(10)).Should().Equal(all.Skip(1).SelectMany(g => g.Take(10)));
    }

    // By enumerator, by visitor, by pieces of any size: the same events.
    [Fact]
    public async Task Every_way_to_consume_gives_the_same()
    {
        List<TraceEvent[]> all = await Events(skip: -1, take: int.MaxValue);
        await using TraceReader reader = TraceReader.Open(TestTraces.PathOf(Trace));
        int number = 0;
        while (await reader.ReadGenerationAsync(Cancellation) is { } generation)
        {
            List<TraceEvent> events = [];
            if (number % 2 == 0)
            {
                var visitor = new Keeper(events);
                generation.Accept(ref visitor);
            }
            else
            {
                var room = new TraceEvent[4 + number];
                int n;
                while ((n = generation.Read(room)) > 0)
                {
                    events.AddRange(room.AsSpan(0, n));
                }
            }

            events.Should().Equal(all[number++]);
        }
    }

    [Fact]
    public async Task Less_room_than_an_event_of_the_file_may_need_is_refused()
    {
        await using TraceReader reader = TraceReader.Open(TestTraces.PathOf(Trace));
        TraceGeneration generation = (await reader.ReadGenerationAsync(Cancellation))!;

        Action read = () => generation.Read(new TraceEvent[3]);
        read.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task The_end_is_known_at_the_end()
    {
        await using TraceReader reader = TraceReader.Open(TestTraces.PathOf(Trace));
        Action early = () => _ = reader.EndEvent;
        early.Should().Throw<InvalidOperationException>();
        long last = 0;
        int generations = 0;
        while (await reader.ReadGenerationAsync(Cancellation) is { } generation)
        {
            reader.IsAtEnd.Should().BeFalse();
            early.Should().Throw<InvalidOperationException>();
            foreach (ref readonly TraceEvent e in generation)
            {
                last = e.GoTime;
            }

            generations++;
        }

        reader.IsAtEnd.Should().BeTrue();
        reader.EndEvent.Kind.Should().Be(EventKind.Sync);
        reader.EndEvent.ResourceId.Should().Be(generations + 1);
        reader.EndEvent.GoTime.Should().Be(last + 1);
        (await reader.ReadGenerationAsync(Cancellation)).Should().BeNull();
    }

    [Fact]
    public async Task Text_wants_a_reader_that_has_not_begun()
    {
        await using TraceReader reader = TraceReader.Open(TestTraces.PathOf(Trace));
        await reader.ReadGenerationAsync(Cancellation);

        Func<Task> write = () => TraceText.WriteParsedAsync(reader, Stream.Null, Cancellation);
        await write.Should().ThrowAsync<InvalidOperationException>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Streams_and_pipes_are_closed_unless_they_are_to_stay_open(bool leaveOpen)
    {
        byte[] bytes = TestTraces.Read(Trace);
        var options = new TraceReaderOptions { LeaveOpen = leaveOpen };
        var stream = new FragmentedStream(bytes, () => 1000);
        var zipped = new FragmentedStream(TestTraces.Zip(bytes), () => 1000);
        var pipe = new FragmentedPipeReader(bytes, () => 1000);
        foreach (TraceReader reader in (TraceReader[])
            [TraceReader.Create(stream, options), TraceReader.Create(zipped, options), TraceReader.Create(pipe, options)])
        {
            await reader.ReadGenerationAsync(Cancellation);
            await reader.DisposeAsync();
        }

        stream.IsDisposed.Should().Be(!leaveOpen);
        zipped.IsDisposed.Should().Be(!leaveOpen);
        pipe.IsCompleted.Should().Be(!leaveOpen);
    }

    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        byte[] bytes = TestTraces.Read(Trace);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await using TraceReader reader = TraceReader.Create(new FragmentedStream(bytes, () => 100));

        Func<Task> read = async () => await reader.ReadGenerationAsync(cancelled.Token);
        await read.Should().ThrowAsync<OperationCanceledException>();
    }

    private static async Task<List<TraceEvent[]>> Events(int skip, int take)
    {
        await using TraceReader reader = TraceReader.Open(TestTraces.PathOf(Trace));
        List<TraceEvent[]> generations = [];
        while (await reader.ReadGenerationAsync(Cancellation) is { } generation)
        {
            List<TraceEvent> events = [];
            if (generations.Count != skip)
            {
                foreach (ref readonly TraceEvent e in generation)
                {
                    if (events.Count == take)
                    {
                        break;
                    }

                    events.Add(e);
                }
            }

            generations.Add([.. events]);
        }

        return generations;
    }

    private static int Count(TraceGeneration generation)
    {
        int count = 0;
        foreach (ref readonly TraceEvent e in generation)
        {
            count++;
        }

        return count;
    }

    private struct Counter : IEventVisitor
    {
        public int Count;

        public void Visit(ref readonly TraceEvent traceEvent) => Count++;
    }

    private readonly struct Keeper(List<TraceEvent> events) : IEventVisitor
    {
        public void Visit(ref readonly TraceEvent traceEvent) => events.Add(traceEvent);
    }
}
