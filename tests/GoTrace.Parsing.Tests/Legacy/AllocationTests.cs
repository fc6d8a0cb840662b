using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Legacy;

/// <summary>Nothing is allocated for an event of a v1 trace, nor a list of them.</summary>
[Collection(nameof(Reading.AllocationTests))]
public sealed class AllocationTests
{
    // A reader and its room for events; a map that was emptied and grows again; what the runtime does beside.
    private const long Bound = 96 << 10;

    public static TheoryData<string> Traces =>
    [
        "traces/go1.15/goroutines.trace.gz",
        "traces/go1.19/cpuprofile.trace",
        "traces/go1.21/gcpressure.trace.gz",
        "traces/go1.21/annotations.trace",
    ];

    [Theory]
    [MemberData(nameof(Traces))]
    public void A_second_read_allocates_next_to_nothing(string trace)
    {
        byte[] bytes = TestTraces.Read(trace);

        AllocatedBy(() => TraceReader.Create(bytes.AsMemory())).Should().BeLessThan(Bound);
        AllocatedBy(() => TraceReader.Create(new MemoryStream(bytes))).Should().BeLessThan(Bound);
    }

    // Twenty times the events, and as many goroutines at once: not a byte more.
    [Fact]
    public void Many_events_allocate_no_more_than_few()
    {
        byte[] few = Yields(5_000);
        byte[] many = Yields(100_000);

        long forFew = AllocatedBy(() => TraceReader.Create(few.AsMemory()));
        long forMany = AllocatedBy(() => TraceReader.Create(many.AsMemory()));

        forMany.Should().BeLessThan(forFew + 4096);
    }

    private static byte[] Yields(int count)
    {
        var lines = new System.Text.StringBuilder("go 1.21\nbatch 0 1000\nGoCreate 1000 1 0 0\nProcStart 1001 1\nGoStartLocal 1002 1\nGomaxprocs 1003 1 0\n");
        for (int i = 0; i < count; i++)
        {
            lines.Append($"GoSched {2000 + (i * 10)} 0\nGoStartLocal {2005 + (i * 10)} 1\n");
        }

        return LegacyAssembler.Assemble(lines.Append("Frequency 1000000000").ToString());
    }

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

    private static void Read(Func<TraceReader> open)
    {
        TraceReader reader = open();
        long sum = 0;
        while (reader.ReadGenerationAsync().AsTask().GetAwaiter().GetResult() is { } generation)
        {
            foreach (ref readonly TraceEvent e in generation)
            {
                sum += e.Time + e.GoTime + generation.GetUtf8(e.Text).Length + generation.Stack(e.Stack).Count;
            }
        }

        reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        sum.Should().NotBe(0);
    }
}
