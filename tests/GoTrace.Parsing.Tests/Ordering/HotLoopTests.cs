using System.Runtime.InteropServices;
using CsCheck;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Ordering;

/// <summary>
/// The hot loop gives what its plain twin gives, event by event and bit by bit; and that the plain one
/// gives what Go's reader gives is shown by the texts, which are written with it.
/// </summary>
public sealed class HotLoopTests
{
    public static TheoryData<string> Traces => [.. TestTraces.Texts.Select(t => t.Trace).Distinct()];

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Gives_what_the_plain_loop_gives(string trace)
    {
        byte[] bytes = TestTraces.Read(trace);

        Reading hot = await ReadAsync(bytes, plainly: false, room: 512);
        Reading plain = await ReadAsync(bytes, plainly: true, room: 512);

        Same(hot, plain);
    }

    // Every event may be the one at which the room ends.
    [Theory]
    [InlineData("traces/go1.23/coroutines.trace.gz")]
    [InlineData("traces/go1.26/cpuprofile.trace")]
    [InlineData("traces/go1.27/cgo-callbacks.trace")]
    public async Task Gives_the_same_whatever_the_room(string trace)
    {
        byte[] bytes = TestTraces.Read(trace);
        Reading plain = await ReadAsync(bytes, plainly: true, room: 512);

        for (int room = 4; room < 9; room++)
        {
            Same(await ReadAsync(bytes, plainly: false, room), plain);
        }
    }

    [Theory]
    [InlineData("traces/go1.22/syscalls.trace")]
    [InlineData("traces/go1.25/annotations.trace")]
    [InlineData("traces/go1.27/gomaxprocs.trace")]
    public async Task Gives_the_same_of_broken_traces(string trace)
    {
        byte[] bytes = TestTraces.Read(trace);

        await Gen.Select(Gen.Int[TraceHeader.Length, bytes.Length - 1], Gen.Byte, Gen.Int[0, 9]).Array[1, 3].SampleAsync(
            async changes =>
            {
                byte[] broken = [.. bytes];
                foreach ((int at, byte value, int count) in changes)
                {
                    broken.AsSpan(at, Math.Min(count, broken.Length - at)).Fill(value);
                }

                Same(await ReadAsync(broken, plainly: false, room: 128), await ReadAsync(broken, plainly: true, room: 128));
            },
            iter: 300);
    }

    private static void Same(Reading one, Reading other)
    {
        int count = Math.Min(one.Events.Count, other.Events.Count);
        for (int i = 0; i < count; i++)
        {
            TraceEvent a = one.Events[i];
            TraceEvent b = other.Events[i];
            if (!Bytes(in a).SequenceEqual(Bytes(in b)))
            {
                Assert.Fail($"event {i}: {a.Type} at {a.Time} of thread {a.Thread}, and {b.Type} at {b.Time} of thread {b.Thread}");
            }
        }

        one.Events.Count.Should().Be(other.Events.Count);
        one.Damage.Should().Equal(other.Damage);
    }

    private static ReadOnlySpan<byte> Bytes(ref readonly TraceEvent e) => MemoryMarshal.AsBytes(new ReadOnlySpan<TraceEvent>(in e));

    private static async Task<Reading> ReadAsync(byte[] trace, bool plainly, int room)
    {
        List<TraceEvent> events = [];
        TraceEvent[] some = new TraceEvent[room];
        await using var reader = TraceReader.Create(trace.AsMemory(), new TraceReaderOptions { PlainOrdering = plainly });
        while (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken) is { } generation)
        {
            int count;
            while ((count = generation.Read(some)) > 0)
            {
                events.AddRange(some.AsSpan(0, count));
            }
        }

        events.Add(reader.EndEvent);
        return new Reading(events, [.. reader.Damage.Select(d => $"{d.LostBytes} bytes: {d.Error.Message}")]);
    }

    private sealed record Reading(List<TraceEvent> Events, IReadOnlyList<string> Damage);
}
