using GoTrace.Fuzz.Cuts;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Damage;

/// <summary>Traces with a fault in the middle: what follows it is found.</summary>
public sealed class SearchTests
{
    public static TheoryData<string> Traces => ["traces/go1.22/generations.trace.gz", "traces/go1.25/generations.trace.gz", "traces/go1.27/generations.trace.gz"];

    [Theory]
    [MemberData(nameof(Traces))]
    public Task A_batch_that_does_not_begin_as_one(string trace) => Change(trace, Where.Middle, (bytes, batch) =>
    {
        bytes[batch.Start] = 99;
        return new Expected(TraceFormatError.BadBatch, batch.Start, batch.End - batch.Start);
    });

    [Theory]
    [MemberData(nameof(Traces))]
    public Task A_batch_that_says_it_is_shorter(string trace) => Change(trace, Where.Middle, (bytes, batch) =>
    {
        SetSize(bytes, batch, 100);
        return new Expected(null, -1, Math.Max(0, batch.End - batch.PayloadAt - 100));
    });

    [Theory]
    [MemberData(nameof(Traces))]
    public Task A_batch_that_says_it_is_longer(string trace) => Change(trace, Where.Middle, (bytes, batch) =>
    {
        SetSize(bytes, batch, batch.End - batch.PayloadAt + 300);
        return new Expected(null, -1, 0, IsHole: false); // the next batch is found where it begins
    });

    [Theory]
    [MemberData(nameof(Traces))]
    public Task A_batch_that_says_it_is_too_long(string trace) => Change(trace, Where.Middle, (bytes, batch) =>
    {
        SetSize(bytes, batch, 1 << 20);
        return new Expected(TraceFormatError.BadBatch, -1, batch.End - batch.Start);
    });

    [Theory]
    [MemberData(nameof(Traces))]
    public Task A_batch_of_another_generation(string trace) => Change(trace, Where.Middle, (bytes, batch) =>
    {
        bytes[batch.Start + 1] ^= 0x40;
        return new Expected(TraceFormatError.BadGeneration, batch.Start, batch.End - batch.Start);
    });

    [Theory]
    [MemberData(nameof(Traces))]
    public Task Strings_that_are_none(string trace) => Change(trace, Where.Strings, (bytes, batch) =>
    {
        bytes[batch.PayloadAt + 1] = 77;
        return new Expected(TraceFormatError.BadTable, batch.PayloadAt + 1, batch.End - batch.PayloadAt - 1, IsHole: false);
    });

    [Theory]
    [MemberData(nameof(Traces))]
    public Task An_event_of_no_known_type(string trace) => Change(trace, Where.Middle, (bytes, batch) =>
    {
        bytes[batch.PayloadAt] = 9; // the batch still holds events
        bytes[batch.PayloadAt + 1] = 0;
        bytes[batch.PayloadAt + 2] = 0xff; // but its first one never ends
        bytes.AsSpan(batch.PayloadAt + 3, 12).Fill(0xff);
        return new Expected(TraceFormatError.BadEvent, batch.PayloadAt, batch.End - batch.PayloadAt);
    });

    [Theory]
    [MemberData(nameof(Traces))]
    public Task An_event_that_contradicts_the_others(string trace) => Change(trace, Where.Middle, (bytes, batch) =>
    {
        bytes[batch.PayloadAt] = 23; // the end of a syscall that did not begin
        return new Expected(null, -1, batch.End - batch.PayloadAt);
    });

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Bytes_between_batches(string trace)
    {
        byte[] whole = TestTraces.Read(trace);
        PlainBatch batch = Middle(new PlainTrace(whole));
        byte[] bytes = [.. whole[..batch.Start], .. "what is this doing here?"u8, .. whole[batch.Start..]];
        Outcome outcome = await Outcome.ReadAsync(bytes);
        TraceDamage damage = outcome.Damage.Should().ContainSingle().Subject;
        damage.LostBytes.Should().Be(24);
        damage.Error.Offset.Should().Be(batch.Start);
        await OthersShouldBeWhole(whole, outcome, (long)batch.Generation);
        outcome.FileEvents.Should().BeGreaterThan((int)(0.95 * new PlainTrace(whole).EventEnds.Count));
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Batches_that_are_not_there(string trace)
    {
        byte[] whole = TestTraces.Read(trace);
        var plain = new PlainTrace(whole);
        PlainBatch batch = Middle(plain);
        Outcome outcome = await Outcome.ReadAsync([.. whole[..batch.Start], .. whole[batch.End..]]);
        await OthersShouldBeWhole(whole, outcome, (long)batch.Generation);
        int missing = plain.EventsBefore(batch.End) - plain.EventsBefore(batch.Start);
        outcome.FileEvents.Should().BeLessThanOrEqualTo(plain.EventEnds.Count - missing);
        outcome.FileEvents.Should().BeGreaterThan((int)(0.95 * plain.EventEnds.Count) - missing);
    }

    [Fact]
    public async Task An_end_mark_that_is_not_there()
    {
        byte[] whole = TestTraces.Read("traces/go1.27/generations.trace.gz");
        int mark = new PlainTrace(whole).EndMarks[1];
        Outcome outcome = await Outcome.ReadAsync([.. whole[..mark], .. whole[(mark + 1)..]]);
        TraceDamage damage = outcome.Damage.Should().ContainSingle().Subject;
        damage.Error.Code.Should().Be(TraceFormatError.BadGeneration);
        damage.Error.Offset.Should().Be(mark);
        damage.LostBytes.Should().Be(0);
        await OthersShouldBeWhole(whole, outcome, broken: 2);
        outcome.FileEvents.Should().Be(new PlainTrace(whole).EventEnds.Count);
        outcome.Generations[1].HasHole.Should().BeTrue();
        outcome.Generations[2].FollowsGap.Should().BeTrue("nobody knows what else is missing");
    }

    [Fact]
    public async Task Another_trace_behind_the_first()
    {
        byte[] first = TestTraces.Read("traces/go1.27/empty.trace");
        byte[] second = TestTraces.Read("traces/go1.27/annotations.trace");
        Outcome outcome = await Outcome.ReadAsync([.. first, .. second]);
        TraceDamage damage = outcome.Damage.Should().ContainSingle().Subject;
        damage.Error.Message.Should().Contain("another trace begins here");
        damage.Error.Offset.Should().Be(first.Length);
        damage.LostBytes.Should().Be(second.Length);
        outcome.FileEvents.Should().Be(new PlainTrace(first).EventEnds.Count);
    }

    [Fact]
    public async Task More_rubbish_than_a_generation_is_kept_for()
    {
        byte[] whole = TestTraces.Read("traces/go1.27/generations.trace.gz");
        PlainBatch batch = Middle(new PlainTrace(whole));
        byte[] rubbish = new byte[20 << 20];
        new Random(1).NextBytes(rubbish);
        byte[] bytes = [.. whole[..batch.Start], .. rubbish, .. whole[batch.Start..]];
        foreach (TraceReader reader in (TraceReader[])[TraceReader.Create(bytes.AsMemory()), TraceReader.Create(new MemoryStream(bytes))])
        {
            Outcome outcome = await Outcome.ReadAsync(reader);
            outcome.LostBytes.Should().BeInRange(rubbish.Length, rubbish.Length + 4096);
            await OthersShouldBeWhole(whole, outcome, (long)batch.Generation);
        }
    }

    [Fact]
    public async Task Rubbish_to_the_end()
    {
        byte[] whole = TestTraces.Read("traces/go1.27/annotations.trace");
        Outcome outcome = await Outcome.ReadAsync([.. whole, 1, 2, 3, 4, 5]);
        outcome.LostBytes.Should().Be(5);
        outcome.FileEvents.Should().Be(new PlainTrace(whole).EventEnds.Count);
    }

    private static async Task Change(string trace, Where where, Func<byte[], PlainBatch, Expected> change)
    {
        byte[] whole = TestTraces.Read(trace);
        var plain = new PlainTrace(whole);
        PlainBatch batch = where == Where.Middle ? Middle(plain) : plain.Batches.Where(b => b.First == 4).ElementAt(2);
        byte[] bytes = [.. whole];
        Expected expected = change(bytes, batch);
        Outcome outcome = await Outcome.ReadAsync(bytes);
        TraceDamage damage = outcome.Damage.Should().ContainSingle().Subject;
        damage.Kind.Should().Be(TraceDamageKind.Corrupt);
        damage.Error.Generation.Should().Be(batch.Generation);
        damage.LostBytes.Should().BeInRange(0, expected.LostBytes + 1000);
        if (expected.Code is { } code)
        {
            damage.Error.Code.Should().Be(code);
        }

        if (expected.Offset >= 0)
        {
            damage.Error.Offset.Should().Be(expected.Offset);
            damage.LostBytes.Should().BeGreaterThanOrEqualTo(expected.LostBytes);
        }

        GivenGeneration hurt = outcome.Generations.Single(g => g.Number == (long)batch.Generation);
        hurt.IsPartial.Should().BeTrue();
        hurt.HasHole.Should().Be(expected.IsHole);
        await OthersShouldBeWhole(whole, outcome, (long)batch.Generation);

        // The generation loses the batch, and little more.
        int before = plain.EventsBefore(batch.Start);
        int inBatch = plain.EventsBefore(batch.End) - before;
        outcome.FileEvents.Should().BeGreaterThan((int)(0.97 * plain.EventEnds.Count) - inBatch);
        if (expected.IsHole)
        {
            damage.LastTimeBefore.Should().NotBeNull();
            damage.FirstTimeAfter.Should().NotBeNull().And.BeGreaterThan(damage.LastTimeBefore!.Value);
        }

        Func<Task> strictly = () => Outcome.ReadAsync(bytes, new TraceReaderOptions { Strict = true });
        await strictly.Should().ThrowAsync<TraceFormatException>();
    }

    private static PlainBatch Middle(PlainTrace plain)
    {
        PlainBatch[] events =
        [
            .. plain.Batches.Where(b => b.Generation > 1 && b.IsEvents && b.End - b.PayloadAt > 1000)
                .GroupBy(b => b.Generation).First(g => plain.Batches[^1].Generation > g.Key),
        ];
        return events[events.Length / 2];
    }

    private static async Task OthersShouldBeWhole(byte[] whole, Outcome outcome, long broken)
    {
        Outcome all = await Outcome.ReadAsync(whole);
        foreach (GivenGeneration expected in all.Generations.Where(g => g.Number != broken))
        {
            GivenGeneration given = outcome.Generations.Single(g => g.Number == expected.Number);
            given.Facts.Count().Should().Be(expected.Facts.Count(), "generation {0} is whole", expected.Number);
            given.Facts.Zip(expected.Facts).Should().OnlyContain(f => IsSame(f.First, f.Second, given.FollowsGap), "generation {0} is whole", expected.Number);
            given.HasHole.Should().BeFalse();
        }
    }

    // Behind a gap a thread's processor and goroutine are known from the first event that tells them.
    private static bool IsSame(Fact given, Fact expected, bool isBehindGap) => given == expected
        || (isBehindGap && given == expected with
        {
            Processor = given.Processor == TraceEvent.NoId ? TraceEvent.NoId : expected.Processor,
            Goroutine = given.Goroutine == TraceEvent.NoId ? TraceEvent.NoId : expected.Goroutine,
        });

    // In the ten bytes that Go's runtime leaves for it.
    private static void SetSize(byte[] bytes, PlainBatch batch, int size)
    {
        (batch.PayloadAt - batch.SizeAt).Should().Be(10);
        for (int i = 0; i < 9; i++)
        {
            bytes[batch.SizeAt + i] = (byte)((size & 0x7f) | 0x80);
            size >>= 7;
        }
    }

    private enum Where
    {
        Middle,
        Strings,
    }

    private sealed record Expected(TraceFormatError? Code, long Offset, long LostBytes, bool IsHole = true);
}
