using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Legacy;

/// <summary>
/// Traces of Go 1.5 to 1.10, of which no release at hand writes any: made from what is written about
/// them. What is expected follows from the rules of docs/legacy.md, by hand.
/// </summary>
public sealed class OldFormatTests
{
    // What each version added: 1.7 stacks with names, sequence numbers by goroutine, the local forms.
    private const string Of7 =
        """
        go 1.7
        batch 0 1000
          GoCreate 1000 1 2 1
          GoCreate 1001 2 3 1
          GoWaiting 1002 2
          GoCreate 1003 3 3 1
          GoCreate 1004 4 3 1
          GoInSyscall 1005 4
          ProcStart 1006 7
          GoStart 1007 1 1
          Gomaxprocs 1008 4 1
          GoCreate 1010 5 3 1
          GoUnblock 1011 2 2 1
          GoBlockRecv 1020 1
          GoStartLocal 1021 5
          GoSysCall 1025 1
          HeapAlloc 1026 4096
          GoEnd 1030
          GoStart 1031 2 3
          GCSweepStart 1032 1
          GCSweepDone 1033
          STWStart 1034
          GCStart 1035 0 1
          STWDone 1036
          GCDone 1037
          GoSysCall 1040 1
          GoSysBlock 1050
          ProcStop 1051
        batch 1 1060
          ProcStart 1060 8
          GoSysExit 1070 2 4 1055
          GoSysExit 1071 4 2 0
          GoStartLocal 1072 2
          GoBlockNet 1080 1
          ProcStop 1081
        batch none 1085
          GoUnblock 1085 2 6 0
        batch 0 1090
          ProcStart 1090 7
          GoStart 1091 4 3
          GoSched 1092 1
          Frequency 1000000000
          String 1 "main.f"
          String 2 "/src/main.go"
          Stack 1 | 0x10 1 2 33
          Stack 2 | 0x20 1 2 44
          Stack 3 | 0x30 1 2 55 | 0x10 1 2 33
        """;

    private const string Parsed7 =
        """
        M=-1 P=-1 G=-1 Sync Time=-1 N=1
        M=-1 P=0 G=2 StateTransition Time=2 GoID=2 Undetermined->Waiting Reason=""
        M=-1 P=0 G=4 StateTransition Time=5 GoID=4 Undetermined->Syscall Reason=""
        M=7 P=0 G=-1 StateTransition Time=6 ProcID=0 Undetermined->Running Reason=""
        M=7 P=0 G=1 StateTransition Time=7 GoID=1 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 StateTransition Time=8 GoID=3 Undetermined->Runnable Reason=""
        M=7 P=0 G=1 StateTransition Time=10 GoID=5 NotExist->Runnable Reason=""
        M=7 P=0 G=1 StateTransition Time=11 GoID=2 Waiting->Runnable Reason=""
        M=7 P=0 G=1 StateTransition Time=20 GoID=1 Running->Waiting Reason="chan receive"
        M=7 P=0 G=5 StateTransition Time=21 GoID=5 Runnable->Running Reason=""
        M=7 P=0 G=5 StateTransition Time=25 GoID=5 Running->Syscall Reason=""
        M=7 P=0 G=5 StateTransition Time=26 GoID=5 Syscall->Running Reason=""
        M=7 P=0 G=5 Metric Time=27 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(4096)}
        M=7 P=0 G=5 StateTransition Time=30 GoID=5 Running->NotExist Reason=""
        M=7 P=0 G=2 StateTransition Time=31 GoID=2 Runnable->Running Reason=""
        M=7 P=0 G=2 RangeBegin Time=32 Name="GC incremental sweep" Scope=Proc(0)
        M=7 P=0 G=2 RangeEnd Time=33 Name="GC incremental sweep" Scope=Proc(0) Attributes=["bytes swept"=Value{Uint64(0)} "bytes reclaimed"=Value{Uint64(0)}]
        M=7 P=0 G=-1 RangeBegin Time=34 Name="stop-the-world (GC mark termination)" Scope=Goroutine(-1)
        M=-1 P=1000004 G=-1 RangeBegin Time=35 Name="GC concurrent mark phase" Scope=None
        M=7 P=0 G=-1 RangeEnd Time=36 Name="stop-the-world (GC mark termination)" Scope=Goroutine(-1) Attributes=[]
        M=7 P=0 G=-1 RangeEnd Time=37 Name="GC concurrent mark phase" Scope=None Attributes=[]
        M=7 P=0 G=2 StateTransition Time=40 GoID=2 Running->Syscall Reason=""
        M=7 P=0 G=-1 StateTransition Time=51 ProcID=0 Running->Idle Reason=""
        M=-1 P=1000003 G=2 StateTransition Time=55 GoID=2 Syscall->Runnable Reason=""
        M=8 P=1 G=-1 StateTransition Time=60 ProcID=1 Undetermined->Running Reason=""
        M=-1 P=1000003 G=4 StateTransition Time=71 GoID=4 Syscall->Runnable Reason=""
        M=8 P=1 G=2 StateTransition Time=72 GoID=2 Runnable->Running Reason=""
        M=8 P=1 G=2 StateTransition Time=80 GoID=2 Running->Waiting Reason="network"
        M=8 P=1 G=-1 StateTransition Time=81 ProcID=1 Running->Idle Reason=""
        M=-1 P=1000002 G=-1 StateTransition Time=85 GoID=2 Waiting->Runnable Reason=""
        M=7 P=0 G=-1 StateTransition Time=90 ProcID=0 Idle->Running Reason=""
        M=7 P=0 G=4 StateTransition Time=91 GoID=4 Runnable->Running Reason=""
        M=7 P=0 G=4 StateTransition Time=92 GoID=4 Running->Runnable Reason="runtime.Gosched"
        M=-1 P=-1 G=-1 Sync Time=93 N=2
        """;

    // 1.8 has labels and blocks for the GC, 1.9 mark assists and what a sweep came to, 1.10 kinds of stops.
    private const string Added =
        """
        batch 0 1000
          GoCreate 1000 1 0 0
          ProcStart 1001 7
          GoStartLocal 1002 1
          Gomaxprocs 1003 4 0
          GoCreate 1004 5 0 0
          GoBlockGC 1005 0
          GoStartLabel 1006 5 1 1
        """;

    public static TheoryData<string, string, string> Later => new()
    {
        {
            "go 1.8",
            "",
            ""
        },
        {
            "go 1.9",
            """
              GCMarkAssistStart 1010 0
              GCMarkAssistDone 1011
              GCSweepStart 1012 0
              GCSweepDone 1013 8192 4096
              STWStart 1014
              STWDone 1015
            """,
            """
            M=7 P=0 G=5 RangeBegin Time=10 Name="GC mark assist" Scope=Goroutine(5)
            M=7 P=0 G=5 RangeEnd Time=11 Name="GC mark assist" Scope=Goroutine(5) Attributes=[]
            M=7 P=0 G=5 RangeBegin Time=12 Name="GC incremental sweep" Scope=Proc(0)
            M=7 P=0 G=5 RangeEnd Time=13 Name="GC incremental sweep" Scope=Proc(0) Attributes=["bytes swept"=Value{Uint64(8192)} "bytes reclaimed"=Value{Uint64(4096)}]
            M=7 P=0 G=-1 RangeBegin Time=14 Name="stop-the-world (GC mark termination)" Scope=Goroutine(-1)
            M=7 P=0 G=-1 RangeEnd Time=15 Name="stop-the-world (GC mark termination)" Scope=Goroutine(-1) Attributes=[]

            """
        },
        {
            "go 1.10",
            """
              STWStart 1010 1
              STWDone 1011
              STWStart 1012 0
              STWDone 1013
            """,
            """
            M=7 P=0 G=-1 RangeBegin Time=10 Name="stop-the-world (GC sweep termination)" Scope=Goroutine(-1)
            M=7 P=0 G=-1 RangeEnd Time=11 Name="stop-the-world (GC sweep termination)" Scope=Goroutine(-1) Attributes=[]
            M=7 P=0 G=-1 RangeBegin Time=12 Name="stop-the-world (GC mark termination)" Scope=Goroutine(-1)
            M=7 P=0 G=-1 RangeEnd Time=13 Name="stop-the-world (GC mark termination)" Scope=Goroutine(-1) Attributes=[]

            """
        },
    };

    [Fact]
    public async Task Go_1_7_is_read_as_written()
    {
        (string text, _) = await ParsedAsync(Of7);

        LegacyEvents.Heads(text).Should().Equal(LegacyEvents.Lines(Parsed7));
        text.Should().Contain(
            """
            GoID=5 NotExist->Runnable Reason=""
            TransitionStack=
            	main.f @ 0x30
            		/src/main.go:55
            	main.f @ 0x10
            		/src/main.go:33

            Stack=
            	main.f @ 0x10
            		/src/main.go:33

            """);
    }

    [Theory]
    [MemberData(nameof(Later))]
    public async Task What_later_versions_added_is_read(string header, string events, string parsed)
    {
        (string text, _) = await ParsedAsync($"{header}\n{Added}\n{events}\n  Frequency 1000000000\n  String 1 \"a label\"");

        LegacyEvents.Heads(text).Should().Equal(LegacyEvents.Lines(
            $"""
            M=-1 P=-1 G=-1 Sync Time=-1 N=1
            M=7 P=0 G=-1 StateTransition Time=1 ProcID=0 Undetermined->Running Reason=""
            M=7 P=0 G=1 StateTransition Time=2 GoID=1 Undetermined->Running Reason=""
            M=7 P=0 G=1 StateTransition Time=4 GoID=5 NotExist->Runnable Reason=""
            M=7 P=0 G=1 StateTransition Time=5 GoID=1 Running->Waiting Reason="GC mark assist wait for work"
            M=7 P=0 G=5 StateTransition Time=6 GoID=5 Runnable->Running Reason=""
            M=7 P=0 G=5 Label Time=7 Label="a label" Resource=Goroutine(5)
            {parsed}M=-1 P=-1 G=-1 Sync Time={(parsed.Length == 0 ? 8 : header.EndsWith('9') ? 16 : 14)} N=2
            """));
    }

    [Theory]
    [InlineData("go 1.5", "GoStartLocal 0 1001 1")]
    [InlineData("go 1.5", "String 1 \"x\"")]
    [InlineData("go 1.7", "GoStartLabel 1001 1 1 0")]
    [InlineData("go 1.8", "GCMarkAssistDone 1001")]
    [InlineData("go 1.10", "UserTaskEnd 1001 1 0")]
    [InlineData("go 1.11", "CPUSample 1001 1001 0 1 0")]
    public async Task An_event_that_the_version_does_not_have_ends_the_trace(string header, string line)
    {
        byte[] trace = LegacyAssembler.Assemble($"{header}\nbatch 0 {(header == "go 1.5" ? "0 " : "")}1000\nhere\n{line}", out int here);
        await using TraceReader reader = TraceReader.Create(trace.AsMemory());

        await LegacyEvents.ReadAsync(reader);

        TraceDamage damage = reader.Damage.Should().ContainSingle().Subject;
        damage.Error.Code.Should().Be(TraceFormatError.BadEvent);
        damage.Error.Offset.Should().Be(here);
        damage.LostBytes.Should().Be(trace.Length - here);
    }

    // Numbers for all, which give the order; bare addresses for stacks; a start address for new goroutines.
    [Fact]
    public async Task Go_1_5_is_read_in_the_order_of_its_numbers()
    {
        (string text, _) = await ParsedAsync(
            """
            go 1.5
            batch 1 107 1060
              ProcStart 107 1060 8
              GoSysExit 112 1070 1 106 1055   // happened before, as its own number says
              GoStart 113 1071 1
              GoUnblock 114 1072 6 1
              GoBlockNet 115 1080 1
            batch 0 97 1000
              GoCreate 97 1000 1 0x400 0
              GoCreate 98 1001 6 0x500 0
              GoWaiting 99 1002 6
              ProcStart 100 1003 7
              GoStart 101 1004 1
              Gomaxprocs 102 1005 4 1
              GoCreate 103 1010 5 0x500 1
              GoSysCall 104 1020 1
              GoSysBlock 105 1030
            batch 0 120 1090
              GoStart 120 1090 6
              GoSysCall 125 1110 0
              GoSysBlock 126 1120
              GoSysExit 130 1130 6 129 0      // tells no time of its own
              Stack 1 | 0x11 | 0x22
              Frequency 1000000000
            """);

        LegacyEvents.Heads(text).Should().Equal(LegacyEvents.Lines(
            """
            M=-1 P=-1 G=-1 Sync Time=-1 N=1
            M=-1 P=0 G=6 StateTransition Time=2 GoID=6 Undetermined->Waiting Reason=""
            M=7 P=0 G=-1 StateTransition Time=3 ProcID=0 Undetermined->Running Reason=""
            M=7 P=0 G=1 StateTransition Time=4 GoID=1 Undetermined->Running Reason=""
            M=7 P=0 G=1 StateTransition Time=10 GoID=5 NotExist->Runnable Reason=""
            M=7 P=0 G=1 StateTransition Time=20 GoID=1 Running->Syscall Reason=""
            M=-1 P=1000003 G=1 StateTransition Time=55 GoID=1 Syscall->Runnable Reason=""
            M=8 P=1 G=-1 StateTransition Time=60 ProcID=1 Undetermined->Running Reason=""
            M=8 P=1 G=1 StateTransition Time=71 GoID=1 Runnable->Running Reason=""
            M=8 P=1 G=1 StateTransition Time=72 GoID=6 Waiting->Runnable Reason=""
            M=8 P=1 G=1 StateTransition Time=80 GoID=1 Running->Waiting Reason="network"
            M=7 P=0 G=6 StateTransition Time=90 GoID=6 Runnable->Running Reason=""
            M=7 P=0 G=6 StateTransition Time=110 GoID=6 Running->Syscall Reason=""
            M=-1 P=1000003 G=6 StateTransition Time=130 GoID=6 Syscall->Runnable Reason=""
            M=-1 P=-1 G=-1 Sync Time=131 N=2
            """));
        text.Should().Contain("TransitionStack=\n\t @ 0x500\n\t\t:0\n");
        text.Should().Contain("Stack=\n\t @ 0x11\n\t\t:0\n\t @ 0x22\n\t\t:0\n");
    }

    // Woken, and blocked again at once as another was faster: none of that is shown.
    [Fact]
    public async Task A_futile_wakeup_is_left_out()
    {
        (string text, _) = await ParsedAsync(
            """
            go 1.8
            batch 0 1000
              GoCreate 1000 1 0 0
              GoCreate 1001 2 0 0
              ProcStart 1003 7
              GoStartLocal 1004 1
              Gomaxprocs 1005 1 0
              GoBlockSync 1010 0
              GoStart 1011 2 1
              GoUnblock 1012 1 2 0
              GoSched 1013 0
              GoStart 1014 1 3
              GoPreempt 1015 0
              GoStart 1016 1 4
              FutileWakeup 1017
              GoBlockSync 1018 0
              GoStart 1020 2 2
              GoUnblock 1021 1 5 0
              GoSched 1022 0
              GoStart 1023 1 6
              GoEnd 1024
              Frequency 1000000000
            """);

        LegacyEvents.Heads(text).Where(l => l.Contains("GoID=1 ", StringComparison.Ordinal)).Should().Equal(
            "M=7 P=0 G=1 StateTransition Time=4 GoID=1 Undetermined->Running Reason=\"\"",
            "M=7 P=0 G=1 StateTransition Time=10 GoID=1 Running->Waiting Reason=\"sync\"",
            "M=7 P=0 G=2 StateTransition Time=21 GoID=1 Waiting->Runnable Reason=\"\"",
            "M=7 P=0 G=1 StateTransition Time=23 GoID=1 Runnable->Running Reason=\"\"",
            "M=7 P=0 G=1 StateTransition Time=24 GoID=1 Running->NotExist Reason=\"\"");
    }

    private static async Task<(string Text, TraceTextResult Result)> ParsedAsync(string description)
    {
        byte[] trace = LegacyAssembler.Assemble(description);
        TraceReader reader = TraceReader.Create(trace.AsMemory());
        (string text, TraceTextResult result) = await Texts.ParsedAsync(reader);
        reader.Damage.Should().BeEmpty();
        return (text, result);
    }
}
