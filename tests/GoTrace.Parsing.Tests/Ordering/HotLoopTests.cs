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

        TwinReading hot = await Twins.ReadAsync(bytes, plainly: false, room: 512);
        TwinReading plain = await Twins.ReadAsync(bytes, plainly: true, room: 512);

        Twins.Same(hot, plain);
    }

    // Every event may be the one at which the room ends.
    [Theory]
    [InlineData("traces/go1.23/coroutines.trace.gz")]
    [InlineData("traces/go1.26/cpuprofile.trace")]
    [InlineData("traces/go1.27/cgo-callbacks.trace")]
    public async Task Gives_the_same_whatever_the_room(string trace)
    {
        byte[] bytes = TestTraces.Read(trace);
        TwinReading plain = await Twins.ReadAsync(bytes, plainly: true, room: 512);

        for (int room = 4; room < 9; room++)
        {
            Twins.Same(await Twins.ReadAsync(bytes, plainly: false, room), plain);
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

                Twins.Same(await Twins.ReadAsync(broken, plainly: false, room: 128), await Twins.ReadAsync(broken, plainly: true, room: 128));
            },
            iter: 300);
    }
}
