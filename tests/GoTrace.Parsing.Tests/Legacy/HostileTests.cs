using CsCheck;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Legacy;

/// <summary>Bytes that no runtime wrote: nothing worse happens than that less is told.</summary>
public sealed class HostileTests
{
    private static readonly string[] Headers = ["1.5", "1.7", "1.8", "1.9", "1.10", "1.11", "1.19", "1.21"];

    [Fact]
    public void Any_bytes_can_be_read() =>
        Gen.Select(Gen.Int[0, Headers.Length - 1].Select(i => Headers[i]), Gen.Byte.Array[0, 400]).Sample(
            (header, bytes) => Read([.. LegacyAssembler.Assemble($"go {header}"), .. bytes]),
            iter: 20_000);

    // Once a batch has begun, most bytes are events of some sort.
    [Fact]
    public void Any_events_can_be_read() =>
        Gen.Select(Gen.Int[0, Headers.Length - 1].Select(i => Headers[i]), Gen.Select(Gen.Int[1, 49], Gen.Int[0, 3], Gen.Byte[0, 9].Array[5]).Array[1, 120]).Sample(
            (header, events) =>
            {
                List<byte> trace = [.. LegacyAssembler.Assemble($"go {header}")];
                foreach ((int type, int bits, byte[] numbers) in events)
                {
                    trace.Add((byte)(type | (bits << 6)));
                    int count = bits + (header == "1.5" ? 2 : 1);
                    if (bits == 3)
                    {
                        count = numbers[0] % 6;
                        trace.Add((byte)count);
                    }

                    trace.AddRange(numbers.AsSpan(0, Math.Min(count, numbers.Length)));
                }

                Read([.. trace]);
            },
            iter: 20_000);

    [Theory]
    [InlineData("traces/go1.15/contention.trace")]
    [InlineData("traces/go1.19/cpuprofile.trace")]
    [InlineData("traces/go1.21/annotations.trace")]
    public void A_trace_with_wrong_bytes_can_be_read(string trace)
    {
        byte[] whole = TestTraces.Read(trace);
        Gen.Select(Gen.Int[16, whole.Length - 1], Gen.Byte).Array[1, 4].Sample(
            changes =>
            {
                byte[] bytes = [.. whole];
                foreach ((int at, byte value) in changes)
                {
                    bytes[at] = value;
                }

                Read(bytes);
            },
            iter: 3000);
    }

    // Every processor waits for the same goroutine, over and over: that may not take for ever.
    [Fact]
    public async Task Events_that_wait_for_each_other_are_given_up_in_time()
    {
        List<string> lines = ["go 1.19"];
        for (int p = 0; p < 3000; p++)
        {
            lines.Add($"batch {p} 1000");
            lines.AddRange(Enumerable.Range(0, 10).Select(i => $"GoUnblock {1000 + i} 1 {(p * 10) + i + 2} 0"));
        }

        byte[] trace = LegacyAssembler.Assemble(string.Join("\n", lines) + "\nFrequency 1000000000");
        await using TraceReader reader = TraceReader.Create(trace.AsMemory());

        List<TraceEvent> events = await LegacyEvents.ReadAsync(reader);

        events.Count.Should().BeInRange(1, 30_002);
        reader.Damage.Should().NotBeEmpty();
    }

    private static void Read(byte[] trace)
    {
        TraceReader reader = TraceReader.Create(trace.AsMemory());
        List<TraceEvent> events = LegacyEvents.ReadAsync(reader).GetAwaiter().GetResult();
        events[^1].Kind.Should().Be(EventKind.Sync);
        for (int i = 1; i < events.Count; i++)
        {
            if (events[i].GoTime <= events[i - 1].GoTime && events[i - 1].GoTime != long.MaxValue)
            {
                throw new InvalidOperationException($"time {events[i].GoTime} after {events[i - 1].GoTime}");
            }
        }

        reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
