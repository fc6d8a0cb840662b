using System.IO.Pipelines;
using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Damage;

/// <summary>Sources that fail, stop, or are stopped: nothing is kept, nothing goes on.</summary>
[Collection(nameof(Alone))]
public sealed class PipeTests
{
    private static readonly byte[] Trace = TestTraces.Read("traces/go1.27/generations.trace.gz");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_source_that_fails_raises_its_own_exception(bool readsAhead)
    {
        int before = GenerationPool.Outstanding;
        var fault = new IOException("the cable was pulled");
        var options = new TraceReaderOptions { ReadAhead = readsAhead };
        long events = 0;
        Func<Task> read = async () =>
        {
            await using TraceReader reader = TraceReader.Create(new FailingStream(Trace, Trace.Length / 2, fault), options);
            while (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken) is { } generation)
            {
                foreach (ref readonly TraceEvent e in generation)
                {
                    events++;
                }
            }
        };
        (await read.Should().ThrowAsync<IOException>()).Which.Should().BeSameAs(fault);
        events.Should().BeGreaterThan(1000, "what came before was given");
        GenerationPool.Outstanding.Should().Be(before);
    }

    [Fact]
    public async Task A_pipe_that_is_completed_with_an_exception_raises_it()
    {
        int before = GenerationPool.Outstanding;
        var pipe = new Pipe();
        var fault = new IOException("the other side died");
        await pipe.Writer.WriteAsync(Trace.AsMemory(0, 30_000), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync(fault);
        Func<Task> read = async () => await Outcome.ReadAsync(TraceReader.Create(pipe.Reader));
        (await read.Should().ThrowAsync<IOException>()).Which.Message.Should().Be(fault.Message);
        GenerationPool.Outstanding.Should().Be(before);
    }

    [Fact]
    public async Task A_pipe_that_is_completed_early_is_a_trace_that_is_cut()
    {
        var pipe = new Pipe();
        int cut = Trace.Length / 3;
        Task writing = WriteAsync();
        Outcome outcome = await Outcome.ReadAsync(TraceReader.Create(pipe.Reader));
        await writing;
        outcome.Damage.Should().ContainSingle().Which.Kind.Should().Be(TraceDamageKind.CutOff);
        outcome.Events.Should().Equal((await Outcome.ReadAsync(Trace[..cut])).Events);

        async Task WriteAsync()
        {
            await pipe.Writer.WriteAsync(Trace.AsMemory(0, cut));
            await pipe.Writer.CompleteAsync();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reader_that_waits_for_bytes_can_be_cancelled(bool readsAhead)
    {
        int before = GenerationPool.Outstanding;
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Trace.AsMemory(0, 20_000), TestContext.Current.CancellationToken);
        using var stopping = new CancellationTokenSource();
        TraceReader reader = TraceReader.Create(pipe.Reader, new TraceReaderOptions { ReadAhead = readsAhead });
        Task<int> reading = ReadAsync();
        reading.IsCompleted.Should().BeFalse();
        await stopping.CancelAsync();
        Func<Task> read = () => reading;
        await read.Should().ThrowAsync<OperationCanceledException>();
        Func<Task> again = async () => await reader.ReadGenerationAsync(TestContext.Current.CancellationToken);
        await again.Should().ThrowAsync<InvalidOperationException>();
        await reader.DisposeAsync();
        GenerationPool.Outstanding.Should().Be(before);

        async Task<int> ReadAsync()
        {
            int count = 0;
            while (await reader.ReadGenerationAsync(stopping.Token) is not null)
            {
                count++;
            }

            return count;
        }
    }

    [Fact]
    public async Task A_reader_that_is_disposed_in_the_midst_gives_all_back()
    {
        int before = GenerationPool.Outstanding;
        for (int generations = 0; generations < 4; generations++)
        {
            var stream = new FragmentedStream(Trace, () => 7000);
            TraceReader reader = TraceReader.Create(stream);
            TraceGeneration? generation = null;
            for (int i = 0; i < generations; i++)
            {
                generation = await reader.ReadGenerationAsync(TestContext.Current.CancellationToken);
            }

            await reader.DisposeAsync();
            await reader.DisposeAsync();
            stream.IsDisposed.Should().BeTrue();
            if (generation is not null)
            {
                Action use = () => _ = generation.Number;
                use.Should().Throw<InvalidOperationException>();
            }
        }

        GenerationPool.Outstanding.Should().Be(before);
    }

    [Fact]
    public async Task A_generation_of_before_is_not_mistaken_for_the_next()
    {
        await using TraceReader reader = TraceReader.Create(Trace.AsMemory());
        TraceGeneration first = (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken))!;
        TraceGeneration second = (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken))!;
        second.Number.Should().Be(2);
        Action[] uses =
        [
            () => _ = first.Number,
            () => first.Read(new TraceEvent[16]),
            () => first.GetString(new StringId(1)),
            () => _ = first.Stack(new StackId(1)).Count,
            () => first.GetEnumerator(),
        ];
        foreach (Action use in uses)
        {
            use.Should().Throw<InvalidOperationException>();
        }
    }

    [Fact]
    public async Task A_slow_source_leaves_no_thread_waiting()
    {
        int before = ThreadPool.ThreadCount;
        var readers = Enumerable.Range(0, 50).Select(_ => Outcome.ReadAsync(TraceReader.Create(new FragmentedStream(Trace[..40_000], () => 100)))).ToArray();
        Outcome[] outcomes = await Task.WhenAll(readers);
        outcomes.Select(o => o.FileEvents).Distinct().Should().ContainSingle();
        ThreadPool.ThreadCount.Should().BeLessThan(before + 40);
    }

    private sealed class FailingStream(byte[] bytes, int failsAt, Exception fault) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= failsAt)
            {
                throw fault;
            }

            int n = (int)Math.Min(buffer.Length, failsAt - Position);
            return new ValueTask<int>(Read(buffer.Span[..n]));
        }
    }
}
