using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Collectors;

/// <summary>What grows with a trace's length, and what does not.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Events_allocate_nothing(int degree)
    {
        const int Preemptions = 20_000;
        byte[] small = SyntheticTrace.Of(4, Preemptions, 0);
        byte[] large = SyntheticTrace.Of(24, Preemptions, 0);

        long extra = await AllocatedAsync(large, degree) - await AllocatedAsync(small, degree);

        // Two events each time; if a mere one of a hundred allocated, that were 24 bytes at least.
        (extra / (20.0 * 2 * Preemptions)).Should().BeLessThan(0.24);
    }

    [Fact]
    public async Task Goroutines_that_ended_leave_nothing()
    {
        const int Goroutines = 10_000;
        byte[] small = SyntheticTrace.Of(4, 0, Goroutines);
        byte[] large = SyntheticTrace.Of(14, 0, Goroutines);

        long extra = await AllocatedAsync(large, 1) - await AllocatedAsync(small, 1);

        // Their tracks are larger than a hundred bytes each.
        (extra / (10.0 * Goroutines)).Should().BeLessThan(4);
    }

    [Fact]
    public async Task What_was_written_is_read()
    {
        TraceAnalysis found = await AnalyzeAsync(SyntheticTrace.Of(3, 100, 50), 2);

        found.DataQuality.Damage.Should().BeEmpty();
        found.Generations.Should().Be(3);
        found.Goroutines.Created.Should().Be(150);
        found.Goroutines.Ended.Should().Be(150);
        found.Goroutines.Seen.Should().Be(151);
        found.Preemptions.Count.Should().Be(450);
        found.Preemptions.Stint.P50Ns.Should().BeCloseTo(640, 6);
        found.Goroutines.ByFunction.Select(g => (g.Function, g.Count, g.Alive)).Should().Equal(("main.main", 1, 1), ("main.short", 150, 0));
    }

    private static async Task<long> AllocatedAsync(byte[] trace, int degree)
    {
        await AnalyzeAsync(trace, degree); // so that pools are full, and the code is compiled
        GC.Collect();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await AnalyzeAsync(trace, degree);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static async Task<TraceAnalysis> AnalyzeAsync(byte[] trace, int degree)
    {
        await using TraceReader reader = TraceReader.Create(trace);
        return await TraceAnalyzer.AnalyzeAsync(
            reader,
            new AnalysisOptions { Parallelism = degree, Collectors = [new Counting()] },
            cancellationToken: TestContext.Current.CancellationToken);
    }

    private sealed class Counting : TraceCollector
    {
        public long Calls { get; private set; }

        public override CollectorInterests Interests => CollectorInterests.Events | CollectorInterests.GoroutineIntervals;

        public override void OnEvent(ref readonly TraceEvent traceEvent, AnalysisContext context) => Calls++;

        public override void OnGoroutineInterval(in GoroutineInterval interval, AnalysisContext context) => Calls++;
    }
}
