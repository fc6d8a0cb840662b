using GoTrace.Fuzz.Cuts;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Damage;

/// <summary>Traces that end too soon: everything before the cut is given.</summary>
public sealed class CutTests
{
    private const int Cuts = 7;

    public static TheoryData<string> Traces =>
    [
        .. Directory.EnumerateFiles(TestTraces.PathOf("traces"), "*.trace*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(TestTraces.Root, f).Replace('\\', '/'))
            .Where(f => string.CompareOrdinal(f, "traces/go1.22") > 0)
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Give_the_events_before_the_cut(string trace)
    {
        byte[] whole = TestTraces.Read(trace);
        var plain = new PlainTrace(whole);
        Outcome all = await Outcome.ReadAsync(whole);
        all.FileEvents.Should().Be(plain.EventEnds.Count, "it is whole");
        var places = new Dictionary<(long, long, WireType, long, GoroutineState), int>();
        foreach (TraceEvent e in all.Events)
        {
            places.TryAdd(KeyOf(e), places.Count);
        }

        long before = 0;
        long given = 0;
        for (int i = 0; i < Cuts; i++)
        {
            int cut = 16 + (int)((whole.Length - 16) * ((2L * i) + 1) / (2 * Cuts));
            Outcome outcome = await Outcome.ReadAsync(whole[..cut]);
            before += plain.EventsBefore(cut);
            given += outcome.FileEvents;
            outcome.FileEvents.Should().BeLessThanOrEqualTo(plain.EventsBefore(cut) + 8, "an event is given once, but for a few whose theft of a processor is missing");
            outcome.LostBytes.Should().BeInRange(0, cut);
            ShouldBeInOrder(outcome, places);
        }

        (given / (double)before).Should().BeGreaterThan(0.99);
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Say_that_they_are_cut(string trace)
    {
        byte[] whole = TestTraces.Read(trace);
        var plain = new PlainTrace(whole);
        PlainBatch batch = plain.Batches.Last(b => b.IsEvents);
        int cut = batch.PayloadAt + ((batch.End - batch.PayloadAt) / 2);
        Outcome outcome = await Outcome.ReadAsync(whole[..cut]);
        TraceDamage damage = outcome.Damage.Should().ContainSingle().Subject;
        damage.Kind.Should().Be(TraceDamageKind.CutOff);
        damage.Error.Code.Should().Be(TraceFormatError.Truncated);
        damage.Error.Offset.Should().Be(batch.Start);
        damage.LostBytes.Should().BeLessThan(64, "but one event was cut apart");
        damage.FirstTimeAfter.Should().BeNull();
        Func<Task> strictly = () => Outcome.ReadAsync(whole[..cut], new TraceReaderOptions { Strict = true });
        (await strictly.Should().ThrowAsync<TraceFormatException>()).Which.Code.Should().Be(TraceFormatError.Truncated);
    }

    [Fact]
    public async Task Tell_why_goroutines_stopped_though_the_strings_are_lost()
    {
        byte[] whole = TestTraces.Read("traces/go1.27/gcpressure.trace.gz");
        var plain = new PlainTrace(whole);
        int cut = plain.Batches.First(b => b.First is 2 or 4).Start;
        Outcome outcome = await Outcome.ReadAsync(whole[..cut]);
        Reasons(outcome).Should().BeEquivalentTo(Reasons(await Outcome.ReadAsync(whole)), "every event lies before the tables");
        outcome.Warnings.Should().Contain(w => w.Code == TraceWarningCode.AssumedReasons);

        static Dictionary<string, int> Reasons(Outcome o) => o.Generations
            .SelectMany(g => g.Events.Zip(g.Texts))
            .Where(e => e.First.Type is WireType.GoStop or WireType.GoBlock or WireType.GoLabel)
            .GroupBy(e => e.Second).ToDictionary(g => g.Key, g => g.Count());
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Begin_every_generation_with_the_same_strings(string trace)
    {
        // What a cut generation's reasons are taken from holds in every whole one.
        await using TraceReader reader = TraceReader.Open(TestTraces.PathOf(trace));
        while (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken) is { } generation)
        {
            for (ulong id = 1; id < 20; id++)
            {
                string known = System.Text.Encoding.UTF8.GetString(
                    global::GoTrace.Parsing.Ordering.KnownStrings.Find(id < 5 ? WireType.GoLabel : WireType.GoBlock, id));
                generation.GetString(new StringId((int)id)).Should().Be(known);
            }

            foreach (ref readonly TraceEvent e in generation)
            {
                if (e.Type == WireType.GoStop)
                {
                    string reason = generation.GetString(e.Text);
                    (e.Text.Index is 5 or 16 || (reason == "runtime.Gosched" && e.Text.Index is >= 20 and < 23)).Should().BeTrue();
                }
            }
        }
    }

    // Each goroutine's events in their order; an old state is that of the whole trace, or unknown.
    private static void ShouldBeInOrder(Outcome outcome, Dictionary<(long, long, WireType, long, GoroutineState), int> places)
    {
        var last = new Dictionary<long, int>();
        foreach (TraceEvent e in outcome.Events.Where(e => e.IsGoroutineTransition))
        {
            if (places.TryGetValue(KeyOf(e), out int place))
            {
                if (last.TryGetValue(e.ResourceId, out int before))
                {
                    place.Should().BeGreaterThan(before, "goroutine {0} comes in order", e.ResourceId);
                }

                last[e.ResourceId] = place;
            }
        }
    }

    private static (long Time, long Thread, WireType Type, long Resource, GoroutineState State) KeyOf(TraceEvent e) =>
        (e.Time, e.Thread, e.Type, e.ResourceId, e.IsGoroutineTransition ? e.NewState : GoroutineState.Undetermined);
}
