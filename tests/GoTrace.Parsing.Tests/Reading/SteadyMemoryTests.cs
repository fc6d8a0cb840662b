using System.Runtime.CompilerServices;
using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Tests.Support;
using GoTrace.Soak;

namespace GoTrace.Parsing.Tests.Reading;

/// <summary>What is held goes by what is open in a trace, and not by how long it is.</summary>
[Collection(nameof(AllocationTests))]
public sealed class SteadyMemoryTests
{
    // Less than a hundred bytes a generation, or one a goroutine.
    private const long Bound = 64 << 10;
    private const int Few = 100;
    private const int Loops = 100;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ten_times_as_many_generations_hold_no_more(bool readsAhead)
    {
        var options = new TraceReaderOptions { ReadAhead = readsAhead };
        await using TraceReader reader = TraceReader.Create(new SteadyTrace(10 * Few, Loops), options);
        long generations = 0;
        long events = 0;
        long early = 0;
        while (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken) is { } generation)
        {
            generation.FollowsGap.Should().BeFalse();
            foreach (ref readonly TraceEvent e in generation)
            {
                events += e.Kind == EventKind.Sync ? 0 : 1;
            }

            if (++generations == Few)
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        long late = GC.GetTotalMemory(forceFullCollection: true);

        generations.Should().Be(10 * Few);
        events.Should().Be(10 * Few * (SteadyTrace.EventsOfStart + ((long)Loops * SteadyTrace.EventsOfLoop)));
        reader.Damage.Should().BeEmpty();
        (late - early).Should().BeLessThan(Bound);
    }

    // A generation of 20 MB from a stream is in memory as a whole; the next trace finds its room, if it comes soon.
    [Fact]
    public void The_room_of_a_large_generation_is_not_kept()
    {
        byte[] trace = LongTrace.Make(generations: 2, loops: 2_300_000);
        trace.Length.Should().BeGreaterThan(40_000_000);
        using var unused = new EmptyPool(); // a test that this one continues may still name what it read with
        long before = GC.GetTotalMemory(forceFullCollection: true);

        Read(trace, out TraceReader atEnd);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        Dispose(atEnd);
        long disposed = GC.GetTotalMemory(forceFullCollection: true);

        (after - before).Should().BeLessThan(4 << 20);
        (disposed - before).Should().BeLessThan(4 << 20);
        GC.KeepAlive(atEnd);
        GC.KeepAlive(trace);
    }

    // On this thread alone: another one's last task could still be held by it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Read(byte[] trace, out TraceReader reader)
    {
        reader = TraceReader.Create(new MemoryStream(trace), new TraceReaderOptions { ReadAhead = false });
        int generations = 0;
        while (reader.ReadGenerationAsync().AsTask().GetAwaiter().GetResult() is not null)
        {
            generations++;
        }

        generations.Should().Be(2);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Dispose(TraceReader reader) => reader.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Fact]
    public void A_large_room_is_used_again_while_it_is_there()
    {
        GenerationData data = GenerationPool.Rent();
        data.Buffer(1 + (int)GenerationPool.LargestKept, 0);
        GenerationPool.Return(data);

        GenerationData again = GenerationPool.Rent();

        again.Should().BeSameAs(data);
        GenerationPool.Return(again);
        GC.KeepAlive(data);
    }
}
