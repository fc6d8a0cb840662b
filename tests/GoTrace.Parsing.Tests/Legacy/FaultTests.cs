namespace GoTrace.Parsing.Tests.Legacy;

/// <summary>
/// What Go's reader refuses as a whole, one thing a trace: as much as can be ordered is given, the rest
/// is counted and named, and a strict reader throws.
/// </summary>
public sealed class FaultTests
{
    private const string Start =
        """
        go 1.19
        batch 0 1000
          GoCreate 1000 1 0 0
          GoCreate 1001 2 0 0
          GoWaiting 1002 2
          ProcStart 1003 7
          GoStartLocal 1004 1
          Gomaxprocs 1005 4 0
        """;

    private const int StartEvents = 4; // the first Sync among them

    public static TheoryData<string, TraceFormatError, string, string> Cases => new()
    {
        {
            "a goroutine that was never created, as those of C threads",
            TraceFormatError.NoOrder,
            """
            batch 1 1010
              ProcStart 1010 8
              here
              GoSysExit 1011 17 4 0
              GoStartLocal 1012 17
              GoSysCall 1013 0
              GoSysBlock 1014
              GoSysExit 1015 17 6 0
            """,
            """
            10 ProcStatus M=8 P=1 G=-1 p1 Undetermined->Running
            11 GoSyscallEndBlocked M=-1 P=1000003 G=17 g17 Undetermined->Runnable
            12 GoStart M=8 P=1 G=17 g17 Runnable->Running
            13 GoSyscallBegin M=8 P=1 G=17 g17 Running->Syscall
            15 GoSyscallEndBlocked M=-1 P=1000003 G=17 g17 Syscall->Runnable
            """
        },
        {
            "one that is created later than it starts is waited for: clocks differ",
            TraceFormatError.BadClock,
            """
              GoCreate 1050 9 0 0
              GoSched 1060 0
            batch 1 1010
              ProcStart 1010 8
              here
              GoStart 1011 9 1
              GoEnd 1012
            """,
            """
            10 ProcStatus M=8 P=1 G=-1 p1 Undetermined->Running
            50 GoCreate M=7 P=0 G=1 g9 NotExist->Runnable
            11 GoStart M=8 P=1 G=9 g9 Runnable->Running
            12 GoDestroy M=8 P=1 G=9 g9 Running->NotExist
            60 GoStop M=7 P=0 G=1 g1 Running->Runnable
            """
        },
        {
            "one that is created later than it starts is waited for behind messages, too",
            TraceFormatError.BadClock,
            """
              UserLog 1040 0 1 0 "a message"
              GoCreate 1050 9 0 0
              GoSched 1060 0
            batch 1 1010
              ProcStart 1010 8
              here
              GoStart 1011 9 1
              GoEnd 1012
            """,
            """
            10 ProcStatus M=8 P=1 G=-1 p1 Undetermined->Running
            40 UserLog M=7 P=0 G=1
            50 GoCreate M=7 P=0 G=1 g9 NotExist->Runnable
            11 GoStart M=8 P=1 G=9 g9 Runnable->Running
            12 GoDestroy M=8 P=1 G=9 g9 Running->NotExist
            60 GoStop M=7 P=0 G=1 g1 Running->Runnable
            """
        },
        {
            "events are missing before a start",
            TraceFormatError.NoOrder,
            """
              GoSched 1010 0
            batch 1 1020
              ProcStart 1020 8
              here
              GoStart 1021 1 9
              GoEnd 1022
            """,
            """
            10 GoStop M=7 P=0 G=1 g1 Running->Runnable
            20 ProcStatus M=8 P=1 G=-1 p1 Undetermined->Running
            21 GoStart M=8 P=1 G=1 g1 Undetermined->Running
            22 GoDestroy M=8 P=1 G=1 g1 Running->NotExist
            """
        },
        {
            "a start is too late to count",
            TraceFormatError.NoOrder,
            """
              GoSched 1010 0
              here
              GoStart 1011 1 1
            """,
            """
            10 GoStop M=7 P=0 G=1 g1 Running->Runnable
            11 GoStart M=7 P=0 G=1 g1 Undetermined->Running
            """
        },
        {
            "two processors have one goroutine",
            TraceFormatError.NoOrder,
            """
            batch 1 1010
              ProcStart 1010 8
              here
              GoStartLocal 1011 1
              GoEnd 1012
            """,
            """
            10 ProcStatus M=8 P=1 G=-1 p1 Undetermined->Running
            11 GoStart M=8 P=1 G=1 g1 Undetermined->Running
            12 GoDestroy M=8 P=1 G=1 g1 Running->NotExist
            """
        },
        {
            "a goroutine starts where another runs",
            TraceFormatError.Inconsistent,
            """
              GoUnblock 1010 2 2 0
              here
              GoStartLocal 1011 2
              GoBlock 1012 0
            """,
            """
            10 GoUnblock M=7 P=0 G=1 g2 Waiting->Runnable
            11 GoStart M=7 P=0 G=2 g2 Runnable->Running
            12 GoBlock M=7 P=0 G=2 g2 Running->Waiting
            """
        },
        {
            "a processor stops under a goroutine, which is then in no known state",
            TraceFormatError.Inconsistent,
            """
              here
              ProcStop 1010
              ProcStart 1011 8
              GoStartLocal 1012 1
            """,
            """
            10 ProcStop M=7 P=0 G=1 p0 Running->Idle
            11 ProcStart M=8 P=0 G=-1 p0 Idle->Running
            12 GoStart M=8 P=0 G=1 g1 Undetermined->Running
            """
        },
        {
            "a goroutine is created twice",
            TraceFormatError.Inconsistent,
            """
              here
              GoCreate 1010 2 0 0
              GoEnd 1011
            """,
            """
            11 GoDestroy M=7 P=0 G=1 g1 Running->NotExist
            """
        },
        {
            "events of no goroutine",
            TraceFormatError.Inconsistent,
            """
              GoEnd 1010
              here
              GoSched 1011 0
              GoBlock 1012 0
              GoSysCall 1013 0
              GoSysBlock 1014
              GoEnd 1015
              HeapAlloc 1016 5
            """,
            """
            10 GoDestroy M=7 P=0 G=1 g1 Running->NotExist
            16 HeapAlloc M=7 P=0 G=-1 HeapObjects=5
            """
        },
        {
            "goroutines 0 and 2^64-1",
            TraceFormatError.Inconsistent,
            """
              here
              GoCreate 1010 0 0 0
              GoUnblock 1011 none 1 0
              GoSysExit 1012 0 1 0
              HeapAlloc 1013 5
            """,
            """
            13 HeapAlloc M=7 P=0 G=1 HeapObjects=5
            """
        },
        {
            "a processor that starts twice, and one that stops twice",
            TraceFormatError.Inconsistent,
            """
              here
              ProcStart 1010 8
              GoEnd 1011
              ProcStop 1012
              ProcStop 1013
            """,
            """
            11 GoDestroy M=8 P=0 G=1 g1 Running->NotExist
            12 ProcStop M=8 P=0 G=-1 p0 Running->Idle
            """
        },
        {
            "ranges that begin twice, or only end",
            TraceFormatError.Inconsistent,
            """
              here
              STWDone 1010
              STWStart 1011 0
              STWStart 1012 0
              STWDone 1013
              GCDone 1014
              GCSweepDone 1015 1 1
              GCSweepStart 1016 0
              GCSweepStart 1017 0
              GCSweepDone 1018 1 1
              GCMarkAssistStart 1019 0
              GCMarkAssistStart 1020 0
              GCMarkAssistDone 1021
              GCMarkAssistDone 1022
              GCStart 1023 0 0
              GCStart 1024 1 0
            """,
            """
            11 StwBegin M=7 P=0 G=1
            13 StwEnd M=7 P=0 G=1
            16 GCSweepBegin M=7 P=0 G=1
            18 GCSweepEnd M=7 P=0 G=1
            19 GCMarkAssistBegin M=7 P=0 G=1
            21 GCMarkAssistEnd M=7 P=0 G=1
            22 GCMarkAssistEnd M=7 P=0 G=1
            23 GCBegin M=-1 P=1000004 G=1
            """
        },
        {
            "a start of the GC is missing",
            TraceFormatError.NoOrder,
            """
              here
              GCStart 1010 3 0
              GCDone 1011
              GCStart 1012 4 0
            """,
            """
            10 GCBegin M=-1 P=1000004 G=1
            11 GCEnd M=7 P=0 G=1
            12 GCBegin M=-1 P=1000004 G=1
            """
        },
        {
            "tasks and regions in a muddle",
            TraceFormatError.Inconsistent,
            """
              UserTaskCreate 1010 1 0 1 0
              here
              UserTaskCreate 1011 1 0 1 0
              UserRegion 1012 1 0 1 0
              UserRegion 1013 2 1 1 0
              UserRegion 1014 1 2 1 0
              UserRegion 1015 1 1 1 0
            """,
            """
            10 UserTaskBegin M=7 P=0 G=1
            12 UserRegionBegin M=7 P=0 G=1
            15 UserRegionEnd M=7 P=0 G=1
            """
        },
        {
            "stacks and strings that are not there",
            TraceFormatError.UnknownId,
            """
              here
              GoCreate 1010 9 77 78
              UserTaskCreate 1011 1 0 55 0
            """,
            """
            10 GoCreate M=7 P=0 G=1 g9 NotExist->Runnable
            11 UserTaskBegin M=7 P=0 G=1
            """
        },
        {
            "a return that comes before its syscall blocked, and one without a syscall",
            TraceFormatError.BadClock,
            """
              GoSysCall 1010 0
              GoSysBlock 1011
              here
              GoSysExit 1012 1 2 900
              GoSysExit 1013 2 2 1012
            """,
            """
            10 GoSyscallBegin M=7 P=0 G=1 g1 Running->Syscall
            -100 GoSyscallEndBlocked M=-1 P=1000003 G=1 g1 Syscall->Runnable
            12 GoSyscallEndBlocked M=-1 P=1000003 G=2 g2 Undetermined->Runnable
            """
        },
        {
            "a goroutine starts before the time that its return from a syscall tells",
            TraceFormatError.BadClock,
            """
              GoSysCall 1010 0
              GoSysBlock 1011
              GoSysExit 1012 1 2 1020
              here
              GoStartLocal 1013 1
              GoEnd 1030
            """,
            """
            10 GoSyscallBegin M=7 P=0 G=1 g1 Running->Syscall
            13 GoSyscallEndBlocked M=-1 P=1000003 G=1 g1 Syscall->Runnable
            13 GoStart M=7 P=0 G=1 g1 Runnable->Running
            30 GoDestroy M=7 P=0 G=1 g1 Running->NotExist
            """
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Is_given_as_far_as_it_can_be_and_named(string what, TraceFormatError code, string events, string expected)
    {
        byte[] trace = Assemble(events, out int here);
        await using TraceReader reader = TraceReader.Create(trace.AsMemory());

        List<TraceEvent> given = await LegacyEvents.ReadAsync(reader);

        LegacyEvents.DescribeTimed(given)[StartEvents..^1].Should().Equal(LegacyEvents.Lines(expected), what);
        reader.Damage[0].Error.Code.Should().Be(code);
        reader.Damage[0].Error.Offset.Should().Be(here);
        reader.Damage.Should().OnlyContain(d => d.Kind == TraceDamageKind.Corrupt);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Is_refused_by_a_strict_reader(string what, TraceFormatError code, string events, string expected)
    {
        _ = expected;
        byte[] trace = Assemble(events, out int here);

        Func<Task> read = () => LegacyEvents.ReadAsync(trace, new TraceReaderOptions { Strict = true });

        TraceFormatException error = (await read.Should().ThrowAsync<TraceFormatException>(what)).Which;
        error.Code.Should().Be(code);
        error.Offset.Should().Be(here);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task States_follow_from_each_other_all_the_same(string what, TraceFormatError code, string events, string expected)
    {
        _ = (code, expected);
        List<TraceEvent> given = await LegacyEvents.ReadAsync(Assemble(events, out _));

        Dictionary<long, GoroutineState> states = [];
        foreach (TraceEvent e in given.Where(e => e.IsGoroutineTransition))
        {
            if (e.OldState != GoroutineState.Undetermined)
            {
                e.OldState.Should().Be(states.GetValueOrDefault(e.ResourceId, GoroutineState.NotExist), what);
            }

            states[e.ResourceId] = e.NewState;
        }
    }

    [Fact]
    public async Task Cases_of_one_kind_are_counted_together()
    {
        byte[] trace = Assemble("GoEnd 1010\nGoSched 1011 0\nGoSched 1012 0\nGoEnd 1013", out _);
        await using TraceReader reader = TraceReader.Create(trace.AsMemory());

        await LegacyEvents.ReadAsync(reader);

        TraceDamage damage = reader.Damage.Should().ContainSingle().Subject;
        damage.Error.Detail.Should().EndWith("2 times more");
        damage.LostBytes.Should().Be(3 + 3 + 2);
    }

    private static byte[] Assemble(string events, out int here) =>
        LegacyAssembler.Assemble($"{Start}\n{events}\n  Frequency 1000000000\n  String 1 \"text\"", out here);
}
