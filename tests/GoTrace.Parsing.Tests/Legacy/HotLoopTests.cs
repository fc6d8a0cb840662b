using System.Text;
using CsCheck;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Legacy;

/// <summary>
/// The hot loop over a v1 trace, and the scan that steps over many events at once, give what their plain
/// twins give, which look at one event after the other.
/// </summary>
public sealed class HotLoopTests
{
    public static TheoryData<string> Traces =>
    [
        .. Directory.GetFiles(TestTraces.Root, "*.trace*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(TestTraces.Root, f).Replace('\\', '/'))
            .Where(f => f.StartsWith("traces/go1.15/", StringComparison.Ordinal)
                || f.StartsWith("traces/go1.19/", StringComparison.Ordinal)
                || f.StartsWith("traces/go1.21/", StringComparison.Ordinal)
                || f.StartsWith("damaged/v1-", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Gives_what_the_plain_loop_gives(string trace)
    {
        byte[] bytes = TestTraces.Read(trace);

        TwinReading hot = await Twins.ReadAsync(bytes, plainly: false, room: 512);
        TwinReading plain = await Twins.ReadAsync(bytes, plainly: true, room: 512);

        hot.Events.Count.Should().BeGreaterThan(1);
        Twins.Same(hot, plain);
    }

    // Every event may be the one at which the room ends.
    [Theory]
    [InlineData("traces/go1.15/cgo-callbacks.trace")]
    [InlineData("traces/go1.19/cpuprofile.trace")]
    [InlineData("traces/go1.21/annotations.trace")]
    public async Task Gives_the_same_whatever_the_room(string trace)
    {
        byte[] bytes = TestTraces.Read(trace);
        TwinReading plain = await Twins.ReadAsync(bytes, plainly: true, room: 512);

        for (int room = 4; room < 9; room++)
        {
            Twins.Same(await Twins.ReadAsync(bytes, plainly: false, room), plain);
        }
    }

    // Most of such a trace is events, in which any change counts; its first batch begins unbroken.
    [Fact]
    public void Gives_the_same_of_broken_traces() =>
        Gen.Select(Gen.Int, Gen.Select(Gen.Int[0, 9999], Gen.Byte, Gen.Int[0, 9], Gen.Bool).Array[0, 4], Gen.Int[4, 64]).Sample(
            (seed, changes, room) =>
            {
                const int Begun = TraceHeader.Length + 16;
                (byte[] broken, _) = new SchedulerModel(seed).Run(400);
                foreach ((int place, byte value, int count, bool isCopy) in changes)
                {
                    int at = Begun + (place % (broken.Length - Begun));
                    Span<byte> changed = broken.AsSpan(at, Math.Min(isCopy ? 20 * count : count, broken.Length - at));
                    if (isCopy)
                    {
                        broken.AsSpan(TraceHeader.Length + value, Math.Min(changed.Length, broken.Length - TraceHeader.Length - value)).CopyTo(changed);
                    }
                    else
                    {
                        changed.Fill(value);
                    }
                }

                Twins.Same(
                    Twins.ReadAsync(broken, plainly: false, room).GetAwaiter().GetResult(),
                    Twins.ReadAsync(broken, plainly: true, room: 128).GetAwaiter().GetResult());
            },
            iter: 1500);

    // Times, numbers and lengths of all sizes, which the hot ways take or leave.
    [Fact]
    public async Task Gives_the_same_of_long_numbers_and_times_that_go_back()
    {
        var lines = new StringBuilder();
        lines.Append(
            """
            go 1.19
            batch 0 1000
              GoCreate 1000 1 0 0
              GoCreate 1001 900000000000 0 0
              ProcStart 1003 7
              GoStartLocal 1004 1
              Gomaxprocs 1005 4 0

            """);
        ulong ticks = 2000;
        for (int i = 0; i < 64; i++)
        {
            ulong far = ticks + (1UL << i);
            lines.Append(
                $"""
                  HeapAlloc {ticks} {1UL << i}
                  long HeapAlloc {ticks + 1} {ulong.MaxValue >> i}
                  GoSched {ticks + 2} {(i % 3 == 0 ? 1UL << i : 1)}
                  GoStartLocal {ticks + 3} {(i % 2 == 0 ? 1UL : 900000000000UL)}
                  GoCreate {ticks + 4} {(1UL << i) + 77} 1 1
                  HeapAlloc {(i % 4 == 0 ? far : ticks + 5)} 9
                  HeapAlloc {ticks + 6} 10

                """);
            ticks += 100;
        }

        byte[] trace = LegacyAssembler.Assemble(lines.Append("Frequency 1000000000\nStack 1 | 0x10 1 1 3\nString 1 \"a text\"").ToString());

        TwinReading plain = await Twins.ReadAsync(trace, plainly: true, room: 128);

        plain.Events.Count.Should().BeGreaterThan(250);
        Twins.Same(await Twins.ReadAsync(trace, plainly: false, room: 128), plain);
    }

    // Of each, some event looks like one of the common ones, and is not.
    [Theory]
    [InlineData(
        "a sample hides that a syscall blocks",
        """
        go 1.19
        batch 0 1000
          GoSysCall 2000 1
          GoSysBlock 2020
          ProcStop 2021
        batch 1 2010
          CPUSample 2010 2010 0 1 1
        """)]
    [InlineData(
        "a syscall blocks behind what is told of another goroutine",
        """
        go 1.19
        batch 0 1000
          GoSysCall 2000 1
          GoSysBlock 2001
          GoStartLocal 2002 2
          GoSysCall 2003 1
          GoSysExit 2004 1 1 2004
          GoSysBlock 2005
          ProcStop 2006
        """)]
    [InlineData(
        "a timer's goroutine unblocks",
        """
        go 1.11
        batch 0 1000
          GoBlock 2000 1
          GoStartLocal 2001 2
          GoUnblockLocal 2002 1 1
          GoUnblockLocal 2003 1 1
          TimerGoroutine 2
        """)]
    [InlineData(
        "times go beyond what a number holds",
        """
        go 1.19
        batch 0 9223372036854775000
          HeapAlloc 9223372036854775100 1
          HeapAlloc 9223372036854777000 2
          HeapAlloc 9223372036854777001 3
          GoSched 9223372036854777002 1
        """)]
    [InlineData(
        "regions end with their goroutine",
        """
        go 1.19
        batch 0 1000
          UserRegion 2000 0 0 1 1
          UserRegion 2001 0 0 1 1
          GoEnd 2002
          GoStartLocal 2003 2
          UserRegion 2004 0 0 1 1
          UserRegion 2005 0 0 1 1
        """)]
    [InlineData(
        "there are as many goroutines as may be",
        """
        go 1.19
        batch 0 1000
          GoCreate 2000 3 1 1
          GoCreate 2001 4 1 1
          GoCreate 2002 5 1 1
        """)]
    public async Task Leaves_what_is_not_plain(string what, string events)
    {
        const string Beginning =
            """
              GoCreate 1000 1 0 0
              GoCreate 1001 2 0 0
              ProcStart 1002 7
              GoStartLocal 1003 1
              Gomaxprocs 1004 4 0
              HeapAlloc 1005 1
            """;
        string[] lines = events.Split('\n');
        byte[] trace = LegacyAssembler.Assemble(
            $"{lines[0]}\nbatch 0 1000\n{Beginning}\n{string.Join('\n', lines[1..])}\nFrequency 1000000000\nStack 1 | 0x10 1 1 3\nString 1 \"a text\"");
        var options = new TraceReaderOptions { MaxGoroutines = 4, MaxOpenAnnotations = 3 };

        TwinReading plain = await Twins.ReadAsync(trace, plainly: true, room: 16, options);

        plain.Events.Count.Should().BeGreaterThan(5, what);
        for (int room = 4; room < 16; room++)
        {
            Twins.Same(await Twins.ReadAsync(trace, plainly: false, room, options), plain);
        }
    }

    // They are told at once, however many, and whatever room is left.
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(128)]
    public async Task Room_may_end_with_the_goroutines_that_were_there_before(int room)
    {
        for (int count = 1; count < 140; count++)
        {
            var lines = new StringBuilder("go 1.19\nbatch 0 1000\nProcStart 1000 7\n");
            for (int id = 1; id <= count; id++)
            {
                lines.Append($"GoCreate {1000 + id} {id} 0 0\n");
            }

            lines.Append("GoStartLocal 2000 1\nGomaxprocs 2001 4 0\nGoSysCall 2002 0\nGoEnd 2003\nFrequency 1000000000");

            TwinReading read = await Twins.ReadAsync(LegacyAssembler.Assemble(lines.ToString()), plainly: false, room);

            read.Events.Count(e => e.Type == WireType.GoStatus).Should().Be(count);
            LegacyEvents.DescribeTimed(read.Events.TakeLast(4).Take(3)).Should().Equal(
                "1002 GoSyscallBegin M=7 P=0 G=1 g1 Running->Syscall",
                "1003 GoSyscallEnd M=7 P=0 G=1 g1 Syscall->Running",
                "1003 GoDestroy M=7 P=0 G=1 g1 Running->NotExist");
        }
    }
}
