namespace GoTrace.Parsing.Tests.Crafted;

/// <summary>Times: units that are no whole nanoseconds, times that repeat, samples between events.</summary>
internal static class ClockCases
{
    // Each delta becomes nanoseconds by itself, cut off, and each batch begins anew.
    public static readonly CraftedCase Odd_frequency = new(
        """
        go 1.22
        batch 1 none 1000000
          Frequency 11718747
        batch 1 10 1000003
          ProcStatus 11 0 1
          GoStatus 13 1 10 2
          HeapAlloc 17 4096
        batch 1 10 1001003
          HeapAlloc 20 4098
          HeapAlloc 15 4099
          HeapAlloc 15 4099
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=85333355 N=1
        M=10 P=-1 G=-1 StateTransition Time=85334549 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=85335658 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 Metric Time=85337108 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(4096)}
        M=10 P=0 G=1 Metric Time=85420650 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(4098)}
        M=10 P=0 G=1 Metric Time=85421930 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(4099)}
        M=10 P=0 G=1 Metric Time=85423210 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(4099)}
        M=-1 P=-1 G=-1 Sync Time=85423211 N=2
        """);

    // For the least time of a generation's batches, which its Sync event carries, 0 is none.
    public static readonly CraftedCase Least_time_of_0 = new(
        """
        go 1.22
        batch 1 10 103
          ProcStatus 11 0 1
        batch 1 none 0
          Frequency 1000000000
        batch 1 10 104
          ProcStop 1
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=104 N=1
        M=10 P=-1 G=-1 StateTransition Time=114 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=115 ProcID=0 Running->Idle Reason=""
        M=-1 P=-1 G=-1 Sync Time=116 N=2
        """);

    // Whatever is not later than the event before is shown one nanosecond after it.
    public static readonly CraftedCase Times_that_go_back = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 0 0 1
          GoStatus 0 1 10 2
          HeapAlloc 0 1
          GoCreate 900 2 0 0
        batch 1 11 50
          ProcStatus 0 1 2
          ProcStart 50 1 1
          GoStart 10 2 1
          HeapAlloc 10 2
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=50 N=1
        M=11 P=-1 G=-1 StateTransition Time=51 ProcID=1 Undetermined->Idle Reason=""
        M=11 P=-1 G=-1 StateTransition Time=100 ProcID=1 Idle->Running Reason=""
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 Metric Time=103 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(1)}
        M=10 P=0 G=1 StateTransition Time=1000 GoID=2 NotExist->Runnable Reason=""
        TransitionStack=

        M=11 P=1 G=-1 StateTransition Time=1001 GoID=2 Runnable->Running Reason=""
        M=11 P=1 G=2 Metric Time=1002 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(2)}
        M=-1 P=-1 G=-1 Sync Time=1003 N=2
        """);

    // A sample of the time of the next event comes after it; the last ones come at the end.
    public static readonly CraftedCase Samples = new(
        """
        go 1.23
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoCreateBlocked 8 2 0 0
          GoSwitch 10 2 1
          HeapAlloc 10 1
        batch 1 none 90
          CPUSamples
          CPUSample 500 10 0 2 1
          CPUSample 110 10 0 1 1
          CPUSample 120 10 none 0 0
          CPUSample 121 11 none 0 0
          CPUSample 110 12 0 1 2
          CPUSample 109 13 0 1 1
        batch 1 none 90
          Stacks
          Stack 1 | 0x10 1 2 33
          Stack 2
        batch 1 none 90
          Strings
          String 1 "main.work"
          String 2 "/src/main.go"
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=90 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=13 P=0 G=1 StackSample Time=109
        Stack=
        	main.work @ 0x10
        		/src/main.go:33

        M=10 P=0 G=1 StateTransition Time=110 GoID=2 NotExist->Waiting Reason=""
        TransitionStack=

        M=10 P=0 G=1 StackSample Time=111
        Stack=
        	main.work @ 0x10
        		/src/main.go:33

        M=12 P=0 G=1 StackSample Time=112
        Stack=

        M=10 P=0 G=1 StateTransition Time=120 GoID=2 Waiting->Runnable Reason=""
        M=10 P=0 G=1 StateTransition Time=121 GoID=1 Running->Waiting Reason=""
        M=10 P=0 G=-1 StateTransition Time=122 GoID=2 Runnable->Running Reason=""
        M=10 P=-1 G=-1 StackSample Time=123
        Stack=

        M=11 P=-1 G=-1 StackSample Time=124
        Stack=

        M=10 P=0 G=2 Metric Time=130 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(1)}
        M=10 P=0 G=2 StackSample Time=500
        Stack=
        	main.work @ 0x10
        		/src/main.go:33

        M=-1 P=-1 G=-1 Sync Time=501 N=2
        """);

    // Go's reader shows what it has before it looks for the sample's frames.
    public static readonly CraftedCase Sample_without_its_stack = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          HeapAlloc 10 1
        batch 1 none 90
          CPUSamples
          CPUSample 103 10 0 1 5
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=90 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        """,
        TraceFormatError.UnknownId);

    public static readonly CraftedCase Frequency_missing = new(
        """
        go 1.22
        batch 1 10 100
          ProcStatus 1 0 1
        batch 1 none 100
          Strings
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadClock);

    public static readonly CraftedCase Frequency_twice = new(
        """
        go 1.22
        clock 1 100
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadClock);

    // In a trace of 1.25 a frequency by itself is taken for events of a thread.
    public static readonly CraftedCase Frequency_out_of_place = new(
        """
        go 1.25
        batch 1 none 100
          Frequency 1000000000
        batch 1 10 100
          ProcStatus 1 0 1
        batch 1 none 100
          Strings
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadClock);

    public static readonly CraftedCase Snapshot_missing = new(
        """
        go 1.25
        batch 1 none 100
          Sync
          Frequency 1000000000
        batch 1 10 100
          ProcStatus 1 0 1
        batch 1 none 100
          Strings
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadClock);

    // The snapshot's own time, and a wall clock before 1970 is no one's; with decimals cut.
    public static readonly CraftedCase Snapshot = new(
        """
        go 1.25
        batch 1 none 100
          Sync
          ClockSnapshot 7 999 951782399 120000000
          Frequency 500000000
        batch 1 10 90
          ProcStatus 1 0 1
        batch 2 none 200
          Sync
          Frequency 500000000
          ClockSnapshot 0 1 4102444800 0
        batch 2 10 190
          ProcStatus 1 0 1
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=180 N=1 Trace=214 Mono=999 Wall=2000-02-28T23:59:59.12Z
        M=10 P=-1 G=-1 StateTransition Time=182 ProcID=0 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=380 N=2 Trace=400 Mono=1 Wall=2100-01-01T00:00:00Z
        M=10 P=0 G=-1 StateTransition Time=382 ProcID=0 Running->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=383 N=3
        """);
}
