using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Legacy;

/// <summary>
/// A v1 trace cut off anywhere gives the events before the cut: on each processor the first ones, in
/// order, at the same distances of time.
/// </summary>
public sealed class CutOffTests
{
    private const long FirstFalseProcessor = 1_000_000;

    public static TheoryData<string> Traces =>
    [
        "traces/go1.15/annotations.trace",
        "traces/go1.15/cgo-callbacks.trace",
        "traces/go1.19/cpuprofile.trace",
        "traces/go1.19/empty.trace",
        "traces/go1.21/cgo-callbacks.trace",
        "traces/go1.21/restart-1.trace",
        "traces/go1.21/syscalls.trace",
    ];

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Every_prefix_gives_the_first_events_of_each_processor(string trace)
    {
        byte[] whole = TestTraces.Read(trace);
        ILookup<long, Told> all = ByProcessor(await LegacyEvents.ReadAsync(whole));
        double tick = await NanosecondsPerTickAsync(whole);
        for (int length = TraceHeader.Length; length <= whole.Length; length++)
        {
            await using TraceReader reader = TraceReader.Create(whole.AsMemory(0, length));
            List<TraceEvent> events = await LegacyEvents.ReadAsync(reader);

            bool knowsClock = !reader.Warnings.Any(w => w.Code == TraceWarningCode.AssumedClock);
            AssertPrefixes(all, ByProcessor(events), knowsClock ? 1 : tick / 25, $"{length} bytes");
            AssertGoTimes(events);
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Nothing_is_missing_without_damage_that_says_so(string trace)
    {
        byte[] whole = TestTraces.Read(trace);
        List<TraceEvent> all = await LegacyEvents.ReadAsync(whole);
        for (int length = TraceHeader.Length; length < whole.Length; length++)
        {
            await using TraceReader reader = TraceReader.Create(whole.AsMemory(0, length));
            List<TraceEvent> events = await LegacyEvents.ReadAsync(reader);
            if (reader.Damage.Count == 0)
            {
                LegacyEvents.DescribeTimed(events).Should().Equal(LegacyEvents.DescribeTimed(all), "of {0} bytes", length);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task A_strict_reader_refuses_what_another_finds_damaged(string trace)
    {
        byte[] whole = TestTraces.Read(trace);
        for (int length = TraceHeader.Length; length < whole.Length; length += 7)
        {
            byte[] cut = whole[..length];
            await using TraceReader reader = TraceReader.Create(cut.AsMemory());
            await LegacyEvents.ReadAsync(reader);

            Func<Task> strict = () => LegacyEvents.ReadAsync(cut, new TraceReaderOptions { Strict = true });

            if (reader.Damage.Count > 0)
            {
                (await strict.Should().ThrowAsync<TraceFormatException>("of {0} bytes", length))
                    .Which.Code.Should().BeOneOf(reader.Damage.Select(d => d.Error.Code));
            }
            else
            {
                await strict.Should().NotThrowAsync();
            }
        }
    }

    [Fact]
    public async Task A_cut_says_how_much_is_lost_and_where()
    {
        byte[] whole = TestTraces.Read("traces/go1.21/syscalls.trace");
        await using TraceReader reader = TraceReader.Create(whole.AsMemory(0, 301));

        await LegacyEvents.ReadAsync(reader);

        TraceDamage damage = reader.Damage[0];
        damage.Kind.Should().Be(TraceDamageKind.CutOff);
        damage.Error.Code.Should().Be(TraceFormatError.Truncated);
        damage.Error.Offset.Should().BeInRange(250, 300);
        damage.LostBytes.Should().Be(301 - damage.Error.Offset);
        damage.LastTimeBefore.Should().NotBeNull();
        reader.Warnings.Should().ContainSingle().Which.Code.Should().Be(TraceWarningCode.AssumedClock);
    }

    [Theory]
    [InlineData("traces/go1.15/annotations.trace")]
    [InlineData("traces/go1.19/cpuprofile.trace")]
    [InlineData("traces/go1.21/syscalls.trace")]
    public async Task Events_before_the_first_batch_are_lost_and_counted(string trace)
    {
        const int Batch = 1;
        const int ProcStart = 5; // with as many numbers
        byte[] whole = TestTraces.Read(trace);
        long all = (await LegacyEvents.ReadAsync(whole)).Count;
        int first = TraceHeader.Length + whole.AsSpan(TraceHeader.Length).IndexOfAny((byte)(Batch | 0x40), (byte)(Batch | 0x80));
        whole[first] = (byte)((whole[first] & ~63) | ProcStart);

        await using TraceReader reader = TraceReader.Create(whole);
        List<TraceEvent> events = await LegacyEvents.ReadAsync(reader);

        events.Count.Should().BeInRange(1, (int)all - 1);
        TraceDamage damage = reader.Damage.First(d => d.Error.Code == TraceFormatError.BadBatch);
        damage.Kind.Should().Be(TraceDamageKind.Corrupt);
        damage.Error.Offset.Should().Be(first);
        damage.LostBytes.Should().BeGreaterThan(2);

        await using TraceReader strict = TraceReader.Create(whole, new TraceReaderOptions { Strict = true });
        Func<Task> act = () => LegacyEvents.ReadAsync(strict);
        (await act.Should().ThrowAsync<TraceFormatException>()).Which.Code.Should().Be(TraceFormatError.BadBatch);
    }

    // What is told where, with what the cut can't change.
    private static ILookup<long, Told> ByProcessor(List<TraceEvent> events) => events
        .Where(e => e.Processor is >= 0 and < FirstFalseProcessor)
        // A syscall whose block is cut off has a made-up end; where an unblocked goroutine waited may be lost.
        .Where(e => e.Type is not (WireType.GoSyscallEnd or WireType.GoUnblock or WireType.CpuSample))
        .ToLookup(
            e => e.Processor,
            e => new Told(
                e.Type switch
                {
                    WireType.ProcStatus => WireType.ProcStart,
                    WireType.GoStatus when e.NewState == GoroutineState.Running => WireType.GoStart,
                    var type => type,
                },
                e.Goroutine,
                e.ResourceId,
                e.Time));

    private static void AssertPrefixes(ILookup<long, Told> all, ILookup<long, Told> some, double scale, string because)
    {
        long? origin = null;
        long shift = 0;
        foreach (IGrouping<long, Told> processor in some.OrderBy(p => p.First().Time))
        {
            Told[] whole = [.. all[processor.Key]];
            int at = 0;
            foreach (Told told in processor)
            {
                // An end whose beginning was told elsewhere, and is cut off, is left out.
                while (at < whole.Length && !whole[at].IsSame(told))
                {
                    at++;
                }

                at.Should().BeLessThan(whole.Length, "of {0}, on processor {1}: {2}", because, processor.Key, told);
                if (origin is null)
                {
                    origin = told.Time;
                    shift = whole[at].Time;
                }

                double expected = shift + ((told.Time - origin.Value) * scale);
                ((double)whole[at].Time).Should().BeApproximately(expected, 2, "of {0}, on processor {1}: {2}", because, processor.Key, told);
                at++;
            }
        }
    }

    private static void AssertGoTimes(List<TraceEvent> events)
    {
        for (int i = 1; i < events.Count; i++)
        {
            if (events[i].GoTime <= events[i - 1].GoTime)
            {
                events[i].GoTime.Should().BeGreaterThan(events[i - 1].GoTime);
            }
        }
    }

    // The frequency stands in a whole trace, as the last event of its kind.
    private static async Task<double> NanosecondsPerTickAsync(byte[] whole)
    {
        for (int length = whole.Length; ; length--)
        {
            await using TraceReader reader = TraceReader.Create(whole.AsMemory(0, length));
            await LegacyEvents.ReadAsync(reader);
            if (reader.Warnings.Count > 0)
            {
                // The one byte more ends the frequency's varint.
                int start = length;
                while (whole[start - 1] >= 0x80)
                {
                    start--;
                }

                ulong value = 0;
                for (int i = start, bits = 0; ; i++, bits += 7)
                {
                    value |= (ulong)(whole[i] & 0x7f) << bits;
                    if (whole[i] < 0x80)
                    {
                        return 1e9 / value;
                    }
                }
            }
        }
    }

    private sealed record Told(WireType Type, long Goroutine, long Resource, long Time)
    {
        public bool IsSame(Told other) => Type == other.Type && Goroutine == other.Goroutine && Resource == other.Resource;
    }
}
