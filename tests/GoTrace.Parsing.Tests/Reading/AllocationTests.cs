using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Reading;

/// <summary>Reads alone: what other tests allocate would count.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationCollection;

/// <summary>
/// Nothing is allocated for an event: once the pools are filled, reading a trace costs the same few
/// objects, however long it is.
/// </summary>
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    // A reader, its room for events, what its tasks need, and what the runtime does beside.
    private const long Bound = 96 << 10;

    public static TheoryData<string> Traces =>
    [
        "traces/go1.22/gcpressure.trace.gz",
        "traces/go1.23/allocfree.trace.gz",
        "traces/go1.25/http.trace.gz",
        "traces/go1.27/generations.trace.gz",
        "traces/go1.27/cgo-callbacks.trace",
        "traces/go1.26/cpuprofile.trace",
    ];

    [Theory]
    [MemberData(nameof(Traces))]
    public void A_second_read_of_a_trace_allocates_next_to_nothing(string trace)
    {
        byte[] bytes = TestTraces.Read(trace);

        AllocatedBy(() => TraceReader.Create(bytes.AsMemory())).Should().BeLessThan(Bound);
        AllocatedBy(() => TraceReader.Create(new MemoryStream(bytes))).Should().BeLessThan(Bound);
        AllocatedBy(() => TraceReader.Create(new MemoryStream(bytes), new TraceReaderOptions { ReadAhead = false }))
            .Should().BeLessThan(Bound);
    }

    // With one object an event this would be a hundred megabytes.
    [Fact]
    public void Millions_of_events_allocate_no_more_than_a_few()
    {
        byte[] few = LongTrace.Make(generations: 2, loops: 1_000);
        byte[] many = LongTrace.Make(generations: 3, loops: 700_000);
        many.Length.Should().BeGreaterThan(15_000_000);

        AllocatedBy(() => TraceReader.Create(few.AsMemory())).Should().BeLessThan(Bound);
        AllocatedBy(() => TraceReader.Create(many.AsMemory())).Should().BeLessThan(Bound);
        AllocatedBy(() => TraceReader.Create(new MemoryStream(many))).Should().BeLessThan(Bound);
    }

    [Theory]
    [InlineData("parsed")]
    [InlineData("json")]
    [InlineData("wire")]
    public async Task Text_of_many_events_allocates_no_more_than_that_of_few(string form)
    {
        byte[] few = LongTrace.Make(generations: 2, loops: 1_000);
        byte[] many = LongTrace.Make(generations: 2, loops: 100_000);

        long forFew = await AllocatedByText(form, few);
        long forMany = await AllocatedByText(form, many);

        forFew.Should().BeLessThan(Bound);
        forMany.Should().BeLessThan(Bound);
    }

    private static async Task<long> AllocatedByText(string form, byte[] trace)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 4; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            if (form == "wire")
            {
                await TraceText.WriteWireAsync(new MemoryStream(trace), Stream.Null);
            }
            else
            {
                await Texts.WriteAsync(form, TraceReader.Create(trace.AsMemory()), Stream.Null);
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    // The least of some reads after the first: the runtime's own doings come and go.
    private static long AllocatedBy(Func<TraceReader> open)
    {
        Read(open);
        long least = long.MaxValue;
        for (int i = 0; i < 4; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Read(open);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    // Touches all that an event can tell.
    private static void Read(Func<TraceReader> open)
    {
        TraceReader reader = open();
        long sum = 0;
        while (reader.ReadGenerationAsync().AsTask().GetAwaiter().GetResult() is { } generation)
        {
            foreach (ref readonly TraceEvent e in generation)
            {
                sum += e.Time + e.GoTime + generation.GetUtf8(e.Text).Length;
                foreach (StackFrame frame in generation.Stack(e.Stack))
                {
                    sum += frame.FunctionUtf8.Length + (long)frame.Line;
                }
            }
        }

        reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        sum.Should().NotBe(0);
    }
}
