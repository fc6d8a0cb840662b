using System.Runtime.InteropServices;

namespace GoTrace.Parsing.Tests.Support;

/// <summary>A trace read by the hot loop, and by its plain twin: event by event and bit by bit the same.</summary>
internal static class Twins
{
    public static void Same(TwinReading one, TwinReading other)
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

    /// <summary>Reads a trace, so many events at a time.</summary>
    public static async Task<TwinReading> ReadAsync(byte[] trace, bool plainly, int room, TraceReaderOptions? options = null)
    {
        List<TraceEvent> events = [];
        TraceEvent[] some = new TraceEvent[room];
        options = (options ?? TraceReaderOptions.Default) with { PlainOrdering = plainly };
        await using var reader = TraceReader.Create(trace.AsMemory(), options);
        while (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken) is { } generation)
        {
            int count;
            while ((count = generation.Read(some)) > 0)
            {
                events.AddRange(some.AsSpan(0, count));
            }
        }

        events.Add(reader.EndEvent);
        return new TwinReading(events, [.. reader.Damage.Select(d => $"{d.LostBytes} bytes: {d.Error.Message}")]);
    }

    private static ReadOnlySpan<byte> Bytes(ref readonly TraceEvent e) => MemoryMarshal.AsBytes(new ReadOnlySpan<TraceEvent>(in e));
}

/// <summary>What one of the two gave.</summary>
internal sealed record TwinReading(List<TraceEvent> Events, IReadOnlyList<string> Damage);
