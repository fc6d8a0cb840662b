namespace GoTrace.Parsing.Tests.Crafted;

/// <summary>Tasks, regions and experiments.</summary>
internal static class UserCases
{
    public static readonly CraftedCase Task_twice = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          UserTaskBegin 1 5 0 0 0
          UserTaskEnd 1 5 0
          UserTaskBegin 1 5 3 0 0
          UserTaskBegin 1 5 0 0 0
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 TaskBegin Time=103 ID=5 Parent=18446744073709551615 Type=""
        M=10 P=0 G=1 TaskEnd Time=104 ID=5 Parent=18446744073709551615 Type=""
        M=10 P=0 G=1 TaskBegin Time=105 ID=5 Parent=3 Type=""
        """,
        TraceFormatError.Inconsistent);

    // Regions nest by goroutine; one that began before the trace may end in it.
    public static readonly CraftedCase Regions = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          UserRegionEnd 1 0 1 0
          UserRegionBegin 1 0 1 0
          UserRegionBegin 1 3 2 1
          UserRegionEnd 1 3 2 1
          UserRegionBegin 1 18446744073709551615 2 1
          UserRegionEnd 1 3 2 1
        batch 1 none 100
          Stacks
          Stack 1 | 0x100 0 0 10
        batch 1 none 100
          Strings
          String 1 "outer"
          String 2 "inner"
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 RegionEnd Time=103 Task=0 Type="outer"
        M=10 P=0 G=1 RegionBegin Time=104 Task=0 Type="outer"
        M=10 P=0 G=1 RegionBegin Time=105 Task=3 Type="inner"
        Stack=
        	 @ 0x100
        		:10

        M=10 P=0 G=1 RegionEnd Time=106 Task=3 Type="inner"
        Stack=
        	 @ 0x100
        		:10

        M=10 P=0 G=1 RegionBegin Time=107 Task=18446744073709551615 Type="inner"
        Stack=
        	 @ 0x100
        		:10
        """,
        TraceFormatError.Inconsistent);

    // Of an experiment: they need a thread and no more, and come before any status.
    public static readonly CraftedCase Experimental_events = new(
        """
        go 1.23
        clock 1 100
        experiment 1 1 10 100
          bytes 01 02 03
        experiment 1 1 none 100
        batch 1 10 100
          Span 1 1 2 3
          SpanAlloc 1 4 5 6
          SpanFree 1 7
          HeapObject 1 8 9
          HeapObjectAlloc 1 10 11
          HeapObjectFree 1 18446744073709551615
          GoroutineStack 1 12 13
          GoroutineStackAlloc 1 14 15
          GoroutineStackFree 1 16
          ProcStatus 1 0 1
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 Experimental Time=101 Name=Span Args=[id=Value{Uint64(1)}, npages_value=Value{Uint64(2)}, kindclass=Value{Uint64(3)}]
        M=10 P=-1 G=-1 Experimental Time=102 Name=SpanAlloc Args=[id=Value{Uint64(4)}, npages_value=Value{Uint64(5)}, kindclass=Value{Uint64(6)}]
        M=10 P=-1 G=-1 Experimental Time=103 Name=SpanFree Args=[id=Value{Uint64(7)}]
        M=10 P=-1 G=-1 Experimental Time=104 Name=HeapObject Args=[id=Value{Uint64(8)}, type=Value{Uint64(9)}]
        M=10 P=-1 G=-1 Experimental Time=105 Name=HeapObjectAlloc Args=[id=Value{Uint64(10)}, type=Value{Uint64(11)}]
        M=10 P=-1 G=-1 Experimental Time=106 Name=HeapObjectFree Args=[id=Value{Uint64(18446744073709551615)}]
        M=10 P=-1 G=-1 Experimental Time=107 Name=GoroutineStack Args=[id=Value{Uint64(12)}, order=Value{Uint64(13)}]
        M=10 P=-1 G=-1 Experimental Time=108 Name=GoroutineStackAlloc Args=[id=Value{Uint64(14)}, order=Value{Uint64(15)}]
        M=10 P=-1 G=-1 Experimental Time=109 Name=GoroutineStackFree Args=[id=Value{Uint64(16)}]
        M=10 P=-1 G=-1 StateTransition Time=110 ProcID=0 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=111 N=2
        """);

    public static readonly CraftedCase Experimental_event_of_no_thread = new(
        """
        go 1.23
        clock 1 100
        batch 1 none 100
          Span 1 1 2 3
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        """,
        TraceFormatError.Inconsistent);

    // Go's reader has no name for it, and panics; this one has the batch.
    public static readonly CraftedCase Unknown_experiment = new(
        """
        go 1.23
        clock 1 100
        experiment 2 1 10 100
          bytes 01 02 03
        batch 1 10 100
          ProcStatus 1 0 1
        """,
        "",
        TraceFormatError.UnknownId);

    // Number 0 is none.
    public static readonly CraftedCase Experiment_0 = new(
        """
        go 1.23
        clock 1 100
        experiment 0 1 10 100
          ProcStatus 1 0 1
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=102 N=2
        """);
}
