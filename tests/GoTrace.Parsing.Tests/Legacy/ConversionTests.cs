using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Legacy;

/// <summary>
/// What an event of Go 1.11 to 1.21 becomes, case by case. Go 1.27 prints the same of each of these
/// made files.
/// </summary>
public sealed class ConversionTests
{
    private const string Start =
        """
        batch 0 1000
          GoCreate 1000 1 0 0
          GoCreate 1001 2 0 0
          GoWaiting 1002 2
          ProcStart 1003 7
          GoStartLocal 1004 1
          Gomaxprocs 1005 4 0
        """;

    private const string StartParsed =
        """
        M=-1 P=-1 G=-1 Sync Time=-1 N=1
        M=-1 P=0 G=2 StateTransition Time=2 GoID=2 Undetermined->Waiting Reason=""
        M=7 P=0 G=-1 StateTransition Time=3 ProcID=0 Undetermined->Running Reason=""
        M=7 P=0 G=1 StateTransition Time=4 GoID=1 Undetermined->Running Reason=""
        """;

    public static TheoryData<string, string, string, string> Cases => new()
    {
        {
            "every way to stop",
            "go 1.11",
            """
              GoSleep 1010 0
              GoCreate 1011 11 0 0
              GoStart 1012 11 1
              GoStop 1013 0
              GoCreate 1014 12 0 0
              GoStart 1015 12 1
              GoBlockSend 1016 0
              GoCreate 1017 13 0 0
              GoStart 1018 13 1
              GoBlockSelect 1019 0
              GoCreate 1020 14 0 0
              GoStart 1021 14 1
              GoBlockCond 1022 0
              GoCreate 1023 15 0 0
              GoStart 1024 15 1
              GoBlock 1025 0
              GoCreate 1026 16 0 0
              GoStart 1027 16 1
              GoPreempt 1028 0
            """,
            """
            M=7 P=0 G=1 StateTransition Time=10 GoID=1 Running->Waiting Reason="sleep"
            M=7 P=0 G=-1 StateTransition Time=11 GoID=11 NotExist->Runnable Reason=""
            M=7 P=0 G=11 StateTransition Time=12 GoID=11 Runnable->Running Reason=""
            M=7 P=0 G=11 StateTransition Time=13 GoID=11 Running->Waiting Reason="forever"
            M=7 P=0 G=-1 StateTransition Time=14 GoID=12 NotExist->Runnable Reason=""
            M=7 P=0 G=12 StateTransition Time=15 GoID=12 Runnable->Running Reason=""
            M=7 P=0 G=12 StateTransition Time=16 GoID=12 Running->Waiting Reason="chan send"
            M=7 P=0 G=-1 StateTransition Time=17 GoID=13 NotExist->Runnable Reason=""
            M=7 P=0 G=13 StateTransition Time=18 GoID=13 Runnable->Running Reason=""
            M=7 P=0 G=13 StateTransition Time=19 GoID=13 Running->Waiting Reason="select"
            M=7 P=0 G=-1 StateTransition Time=20 GoID=14 NotExist->Runnable Reason=""
            M=7 P=0 G=14 StateTransition Time=21 GoID=14 Runnable->Running Reason=""
            M=7 P=0 G=14 StateTransition Time=22 GoID=14 Running->Waiting Reason="sync.(*Cond).Wait"
            M=7 P=0 G=-1 StateTransition Time=23 GoID=15 NotExist->Runnable Reason=""
            M=7 P=0 G=15 StateTransition Time=24 GoID=15 Runnable->Running Reason=""
            M=7 P=0 G=15 StateTransition Time=25 GoID=15 Running->Waiting Reason=""
            M=7 P=0 G=-1 StateTransition Time=26 GoID=16 NotExist->Runnable Reason=""
            M=7 P=0 G=16 StateTransition Time=27 GoID=16 Runnable->Running Reason=""
            M=7 P=0 G=16 StateTransition Time=28 GoID=16 Running->Runnable Reason="preempted"
            """
        },
        {
            "tasks, regions and logs",
            "go 1.11",
            """
              UserTaskCreate 1010 5 0 1 0
              UserTaskCreate 1011 6 5 2 0
              UserRegion 1012 6 0 3 0
              UserLog 1013 6 1 0 "a message"
              UserLog 1014 6 1 0 ""
              UserRegion 1015 6 1 3 0
              UserTaskEnd 1016 6 0
              UserTaskEnd 1017 5 0
              UserTaskEnd 1018 77 0
              String 1 "one"
              String 2 "two"
              String 3 "a region"
            """,
            """
            M=7 P=0 G=1 TaskBegin Time=10 ID=5 Parent=18446744073709551615 Type="one"
            M=7 P=0 G=1 TaskBegin Time=11 ID=6 Parent=5 Type="two"
            M=7 P=0 G=1 RegionBegin Time=12 Task=6 Type="a region"
            M=7 P=0 G=1 Log Time=13 Task=6 Category="one" Message="a message"
            M=7 P=0 G=1 Log Time=14 Task=6 Category="one" Message=""
            M=7 P=0 G=1 RegionEnd Time=15 Task=6 Type="a region"
            M=7 P=0 G=1 TaskEnd Time=16 ID=6 Parent=5 Type="two"
            M=7 P=0 G=1 TaskEnd Time=17 ID=5 Parent=0 Type="one"
            M=7 P=0 G=1 TaskEnd Time=18 ID=77 Parent=18446744073709551615 Type=""
            """
        },
        {
            "stops of 1.20 and earlier",
            "go 1.19",
            """
              STWStart 1010 0
              STWDone 1011
              STWStart 1012 1
              STWDone 1013
              STWStart 1014 2
              STWDone 1015
              Gomaxprocs 1016 2 0
              HeapGoal 1017 99
            """,
            """
            M=7 P=0 G=1 RangeBegin Time=10 Name="stop-the-world (GC mark termination)" Scope=Goroutine(1)
            M=7 P=0 G=1 RangeEnd Time=11 Name="stop-the-world (GC mark termination)" Scope=Goroutine(1) Attributes=[]
            M=7 P=0 G=1 RangeBegin Time=12 Name="stop-the-world (GC sweep termination)" Scope=Goroutine(1)
            M=7 P=0 G=1 RangeEnd Time=13 Name="stop-the-world (GC sweep termination)" Scope=Goroutine(1) Attributes=[]
            M=7 P=0 G=1 RangeBegin Time=14 Name="stop-the-world ()" Scope=Goroutine(1)
            M=7 P=0 G=1 RangeEnd Time=15 Name="stop-the-world ()" Scope=Goroutine(1) Attributes=[]
            M=7 P=0 G=1 Metric Time=16 Name="/sched/gomaxprocs:threads" Value=Value{Uint64(2)}
            M=7 P=0 G=1 Metric Time=17 Name="/gc/heap/goal:bytes" Value=Value{Uint64(99)}
            """
        },
        {
            "stops of 1.21",
            "go 1.21",
            """
              STWStart 1010 0
              STWDone 1011
              STWStart 1012 1
              STWDone 1013
              STWStart 1014 6
              STWDone 1015
              STWStart 1016 16
              STWDone 1017
              STWStart 1018 17
              STWDone 1019
            """,
            """
            M=7 P=0 G=1 RangeBegin Time=10 Name="stop-the-world ()" Scope=Goroutine(1)
            M=7 P=0 G=1 RangeEnd Time=11 Name="stop-the-world ()" Scope=Goroutine(1) Attributes=[]
            M=7 P=0 G=1 RangeBegin Time=12 Name="stop-the-world (GC mark termination)" Scope=Goroutine(1)
            M=7 P=0 G=1 RangeEnd Time=13 Name="stop-the-world (GC mark termination)" Scope=Goroutine(1) Attributes=[]
            M=7 P=0 G=1 RangeBegin Time=14 Name="stop-the-world (all goroutine stack trace)" Scope=Goroutine(1)
            M=7 P=0 G=1 RangeEnd Time=15 Name="stop-the-world (all goroutine stack trace)" Scope=Goroutine(1) Attributes=[]
            M=7 P=0 G=1 RangeBegin Time=16 Name="stop-the-world (ResetDebugLog (test))" Scope=Goroutine(1)
            M=7 P=0 G=1 RangeEnd Time=17 Name="stop-the-world (ResetDebugLog (test))" Scope=Goroutine(1) Attributes=[]
            M=7 P=0 G=1 RangeBegin Time=18 Name="stop-the-world ()" Scope=Goroutine(1)
            M=7 P=0 G=1 RangeEnd Time=19 Name="stop-the-world ()" Scope=Goroutine(1) Attributes=[]
            """
        },
        {
            "a collection, whose processor is its own",
            "go 1.21",
            """
              GCStart 1010 0 0
              GCMarkAssistStart 1011 0
              GCMarkAssistDone 1012
              GCDone 1013
              GCStart 1014 1 0
              GCDone 1015
            """,
            """
            M=-1 P=1000004 G=1 RangeBegin Time=10 Name="GC concurrent mark phase" Scope=None
            M=7 P=0 G=1 RangeBegin Time=11 Name="GC mark assist" Scope=Goroutine(1)
            M=7 P=0 G=1 RangeEnd Time=12 Name="GC mark assist" Scope=Goroutine(1) Attributes=[]
            M=7 P=0 G=1 RangeEnd Time=13 Name="GC concurrent mark phase" Scope=None Attributes=[]
            M=-1 P=1000004 G=1 RangeBegin Time=14 Name="GC concurrent mark phase" Scope=None
            M=7 P=0 G=1 RangeEnd Time=15 Name="GC concurrent mark phase" Scope=None Attributes=[]
            """
        },
        {
            "samples, which know their own times",
            "go 1.19",
            """
              HeapAlloc 1010 5
              HeapAlloc 1020 6
            batch 0 1
              CPUSample 1 1015 0 1 1
              CPUSample 1 1012 none 0 0
              CPUSample 1 1020 3 2 1
              Stack 1 | 0x10 1 1 3
              String 1 "f"
            """,
            """
            M=7 P=0 G=1 Metric Time=10 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(5)}
            M=-1 P=-1 G=-1 StackSample Time=12
            M=-1 P=0 G=1 StackSample Time=15
            M=7 P=0 G=1 Metric Time=20 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(6)}
            M=-1 P=3 G=2 StackSample Time=21
            """
        },
        {
            "a sample that hides that a syscall blocks",
            "go 1.21",
            """
              GoSysCall 1010 0
              GoSysBlock 1020
              GoSysExit 1030 1 2 1025
              GoStart 1031 1 3
              CPUSample 1031 1015 0 1 0
            """,
            """
            M=7 P=0 G=1 StateTransition Time=10 GoID=1 Running->Syscall Reason=""
            M=7 P=0 G=1 StateTransition Time=11 GoID=1 Syscall->Running Reason=""
            M=-1 P=0 G=1 StackSample Time=15
            M=-1 P=1000003 G=1 StateTransition Time=25 GoID=1 Syscall->Runnable Reason=""
            M=7 P=0 G=1 StateTransition Time=31 GoID=1 Runnable->Running Reason=""
            """
        },
        {
            "a goroutine of timers",
            "go 1.11",
            """
              TimerGoroutine 1
              GoUnblock 1010 2 2 0
            """,
            """
            M=-1 P=1000001 G=1 StateTransition Time=10 GoID=2 Waiting->Runnable Reason=""
            """
        },
        {
            "a goroutine of timers wakes one that waits for the network",
            "go 1.11",
            """
              TimerGoroutine 1
              GoUnblockLocal 1010 2 0
              GoCreate 1011 9 0 0
              GoUnblock 1012 3 2 0
            batch 1 1007
              ProcStart 1007 8
              GoCreate 1008 3 0 0
              GoStartLocal 1009 3
              GoBlockNet 1010 0
            """,
            """
            M=8 P=1 G=-1 StateTransition Time=7 ProcID=1 Undetermined->Running Reason=""
            M=8 P=1 G=-1 StateTransition Time=8 GoID=3 NotExist->Runnable Reason=""
            M=8 P=1 G=3 StateTransition Time=9 GoID=3 Runnable->Running Reason=""
            M=-1 P=1000001 G=1 StateTransition Time=10 GoID=2 Waiting->Runnable Reason=""
            M=8 P=1 G=3 StateTransition Time=11 GoID=3 Running->Waiting Reason="network"
            M=7 P=0 G=1 StateTransition Time=12 GoID=9 NotExist->Runnable Reason=""
            M=-1 P=1000002 G=1 StateTransition Time=13 GoID=3 Waiting->Runnable Reason=""
            """
        },
        {
            "unknown threads, which for two sorts of events are 0",
            "go 1.21",
            """
            batch 1 1010
              GoCreate 1010 5 0 0
              GoStartLabel 1011 5 1 1
              GoSysCall 1012 0
              HeapAlloc 1013 1
              String 1 "GC (idle)"
            """,
            """
            M=-1 P=1 G=-1 StateTransition Time=10 GoID=5 NotExist->Runnable Reason=""
            M=0 P=1 G=5 StateTransition Time=11 GoID=5 Runnable->Running Reason=""
            M=0 P=1 G=5 Label Time=12 Label="GC (idle)" Resource=Goroutine(5)
            M=0 P=1 G=5 StateTransition Time=13 GoID=5 Running->Syscall Reason=""
            M=0 P=1 G=5 StateTransition Time=14 GoID=5 Syscall->Running Reason=""
            M=-1 P=1 G=5 Metric Time=15 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(1)}
            """
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Becomes_what_Go_makes_of_it(string what, string header, string events, string parsed)
    {
        byte[] trace = LegacyAssembler.Assemble($"{header}\n{Start}\n{events}\n  Frequency 1000000000");
        TraceReader reader = TraceReader.Create(trace.AsMemory());

        (string text, TraceTextResult result) = await Texts.ParsedAsync(reader);

        result.Stop.Should().BeNull(what);
        reader.Damage.Should().BeEmpty();
        string[] heads = LegacyEvents.Heads(text);
        heads[..^1].Should().Equal(LegacyEvents.Lines($"{StartParsed}\n{parsed}"));
        heads[^1].Should().StartWith("M=-1 P=-1 G=-1 Sync Time=").And.EndWith(" N=2");
    }

    // Go says of none of these what it was before the trace: only the first word of GOMAXPROCS ends the beginning.
    [Fact]
    public async Task Goroutines_of_which_nothing_is_told_at_the_start_are_ready()
    {
        (string text, _) = await Texts.ParsedAsync(LegacyAssembler.Assemble(
            """
            go 1.21
            batch 2 1000
              GoCreate 1000 9 0 0
              GoCreate 1001 4 0 0
              GoCreate 1002 7 0 0
              GoInSyscall 1003 7
              GoCreate 1004 5 0 0
              ProcStart 1005 3
              GoStartLocal 1006 4
              HeapGoal 1007 4096
              Gomaxprocs 1008 8 0
              Frequency 1000000000
            """));

        LegacyEvents.Heads(text).Should().Equal(LegacyEvents.Lines(
            """
            M=-1 P=-1 G=-1 Sync Time=-1 N=1
            M=-1 P=2 G=7 StateTransition Time=3 GoID=7 Undetermined->Syscall Reason=""
            M=3 P=2 G=-1 StateTransition Time=5 ProcID=2 Undetermined->Running Reason=""
            M=3 P=2 G=4 StateTransition Time=6 GoID=4 Undetermined->Running Reason=""
            M=3 P=2 G=4 Metric Time=7 Name="/gc/heap/goal:bytes" Value=Value{Uint64(4096)}
            M=-1 P=-1 G=-1 StateTransition Time=8 GoID=9 Undetermined->Runnable Reason=""
            M=-1 P=-1 G=-1 StateTransition Time=9 GoID=5 Undetermined->Runnable Reason=""
            M=-1 P=-1 G=-1 Sync Time=10 N=2
            """));
    }

    // More of them than a chunk of events has room for.
    [Fact]
    public async Task A_thousand_goroutines_may_be_ready_at_the_start()
    {
        string creations = string.Join("\n", Enumerable.Range(2, 1000).Select(g => $"GoCreate {1000 + g} {g} 0 0"));
        byte[] trace = LegacyAssembler.Assemble(
            $"go 1.19\nbatch 0 1000\n{creations}\nProcStart 3000 1\nGomaxprocs 3001 1 0\nHeapAlloc 3002 1\nFrequency 1000000000");

        List<TraceEvent> events = await LegacyEvents.ReadAsync(trace);

        events.Count(e => e.IsGoroutineTransition && e.OldState == GoroutineState.Undetermined && e.NewState == GoroutineState.Runnable).Should().Be(1000);
        events.Where(e => e.Type == WireType.GoStatus).Select(e => e.ResourceId).Should().BeInAscendingOrder();
        events[^2].Kind.Should().Be(EventKind.Metric);
    }

    [Theory]
    [InlineData(25_000_000, 40)]
    [InlineData(1_000_000_007, 0)]
    [InlineData(15_625_000, 64)]
    public async Task Ticks_become_nanoseconds_from_the_first_event_on(long frequency, long each)
    {
        byte[] trace = LegacyAssembler.Assemble(
            $"go 1.19\nbatch 0 5000000000000\nProcStart 5000000000000 1\nGomaxprocs 5000000000000 1 0\nHeapAlloc 5000000012345 1\nFrequency {frequency}");

        List<TraceEvent> events = await LegacyEvents.ReadAsync(trace);

        TraceEvent metric = events.Single(e => e.Kind == EventKind.Metric);
        metric.Time.Should().Be(each == 0 ? (long)(12345 * (1e9 / frequency)) : 12345 * each);
        events[0].Time.Should().Be(-1);
        events[^1].Time.Should().Be(metric.Time + 1);
    }

    [Fact]
    public async Task Initial_GOMAXPROCS_is_told_beside_the_events()
    {
        byte[] trace = LegacyAssembler.Assemble($"go 1.19\n{Start}\nGomaxprocs 1010 6 0\nFrequency 1000000000");
        await using TraceReader reader = TraceReader.Create(trace.AsMemory());

        TraceGeneration generation = (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken))!;

        generation.InitialGoMaxProcs.Should().Be(4);
        (await LegacyEvents.ReadAsync(trace)).Where(e => e.Kind == EventKind.Metric).Select(e => e.Value).Should().Equal(6ul);
    }
}
