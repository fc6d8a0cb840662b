namespace GoTrace.Parsing.Tests.Crafted;

/// <summary>Ranges, metrics and labels.</summary>
internal static class RangeCases
{
    // The count of the GC's events goes on from generation to generation; the first may be any.
    public static readonly CraftedCase Collections_across = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GCBegin 1 5 1
          GCEnd 10 6
        batch 1 11 100
          ProcStatus 1 1 1
          GoStatus 1 2 11 2
          GCBegin 5 7 0
        batch 1 none 100
          Stacks
          Stack 1 | 0x100 0 0 10
        batch 2 10 200
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GCActive 1 8
          GCEnd 1 9
        clock 2 200
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=11 P=-1 G=-1 StateTransition Time=102 ProcID=1 Undetermined->Running Reason=""
        M=11 P=1 G=-1 StateTransition Time=103 GoID=2 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=104 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 RangeBegin Time=105 Name="GC concurrent mark phase" Scope=None
        Stack=
        	 @ 0x100
        		:10

        M=10 P=0 G=1 RangeEnd Time=113 Name="GC concurrent mark phase" Scope=None Attributes=[]
        M=11 P=1 G=2 RangeBegin Time=114 Name="GC concurrent mark phase" Scope=None
        M=-1 P=-1 G=-1 Sync Time=200 N=2
        M=10 P=0 G=1 StateTransition Time=201 ProcID=0 Running->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=202 GoID=1 Running->Running Reason=""
        M=10 P=0 G=1 RangeActive Time=203 Name="GC concurrent mark phase" Scope=None
        M=10 P=0 G=1 RangeEnd Time=204 Name="GC concurrent mark phase" Scope=None Attributes=[]
        M=-1 P=-1 G=-1 Sync Time=205 N=3
        """);

    public static readonly CraftedCase Collection_under_way = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          GCActive 1 3
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GCEnd 1 4
          GCBegin 1 5 0
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 RangeActive Time=101 Name="GC concurrent mark phase" Scope=None
        M=10 P=-1 G=-1 StateTransition Time=102 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=103 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 RangeEnd Time=104 Name="GC concurrent mark phase" Scope=None Attributes=[]
        M=10 P=0 G=1 RangeBegin Time=105 Name="GC concurrent mark phase" Scope=None
        M=-1 P=-1 G=-1 Sync Time=106 N=2
        """);

    public static readonly CraftedCase Collection_that_did_not_begin = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GCEnd 1 1
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        """,
        TraceFormatError.Inconsistent);

    public static readonly CraftedCase Collection_out_of_count = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GCBegin 1 1 0
          GCEnd 1 3
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 RangeBegin Time=103 Name="GC concurrent mark phase" Scope=None
        """,
        TraceFormatError.NoOrder);

    // Sweeps are a processor's, assists and stopped worlds a goroutine's, whatever thread ends them.
    public static readonly CraftedCase Every_range = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GCSweepActive 1 0
          GCSweepEnd 1 8192 4096
          GoStatus 1 1 10 2
          GCMarkAssistActive 1 1
          GCMarkAssistEnd 1
          GCSweepBegin 1 1
          GCMarkAssistBegin 1 1
          GCSweepEnd 1 0 18446744073709551615
          STWBegin 1 1 1
          GoStop 1 0 0
        batch 1 11 200
          ProcStatus 1 1 1
          GoStart 1 1 1
          STWEnd 1
          GCMarkAssistEnd 1
          HeapAlloc 1 18446744073709551615
          HeapGoal 1 0
          ProcsChange 1 3 1
          GoLabel 1 2
        batch 1 none 100
          Stacks
          Stack 1 | 0x100 0 0 10
        batch 1 none 100
          Strings
          String 1 "read \"mem\" stats"
          String 2 "GC (dedicated)"
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 RangeActive Time=102 Name="GC incremental sweep" Scope=Proc(0)
        M=10 P=0 G=-1 RangeEnd Time=103 Name="GC incremental sweep" Scope=Proc(0) Attributes=["bytes swept"=Value{Uint64(8192)} "bytes reclaimed"=Value{Uint64(4096)}]
        M=10 P=0 G=-1 StateTransition Time=104 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 RangeActive Time=105 Name="GC mark assist" Scope=Goroutine(1)
        M=10 P=0 G=1 RangeEnd Time=106 Name="GC mark assist" Scope=Goroutine(1) Attributes=[]
        M=10 P=0 G=1 RangeBegin Time=107 Name="GC incremental sweep" Scope=Proc(0)
        Stack=
        	 @ 0x100
        		:10

        M=10 P=0 G=1 RangeBegin Time=108 Name="GC mark assist" Scope=Goroutine(1)
        Stack=
        	 @ 0x100
        		:10

        M=10 P=0 G=1 RangeEnd Time=109 Name="GC incremental sweep" Scope=Proc(0) Attributes=["bytes swept"=Value{Uint64(0)} "bytes reclaimed"=Value{Uint64(18446744073709551615)}]
        M=10 P=0 G=1 RangeBegin Time=110 Name="stop-the-world (read \"mem\" stats)" Scope=Goroutine(1)
        Stack=
        	 @ 0x100
        		:10

        M=10 P=0 G=1 StateTransition Time=111 GoID=1 Running->Runnable Reason=""
        M=11 P=-1 G=-1 StateTransition Time=201 ProcID=1 Undetermined->Running Reason=""
        M=11 P=1 G=-1 StateTransition Time=202 GoID=1 Runnable->Running Reason=""
        M=11 P=1 G=1 RangeEnd Time=203 Name="stop-the-world (read \"mem\" stats)" Scope=Goroutine(1) Attributes=[]
        M=11 P=1 G=1 RangeEnd Time=204 Name="GC mark assist" Scope=Goroutine(1) Attributes=[]
        M=11 P=1 G=1 Metric Time=205 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(18446744073709551615)}
        M=11 P=1 G=1 Metric Time=206 Name="/gc/heap/goal:bytes" Value=Value{Uint64(0)}
        M=11 P=1 G=1 Metric Time=207 Name="/sched/gomaxprocs:threads" Value=Value{Uint64(3)}
        Stack=
        	 @ 0x100
        		:10

        M=11 P=1 G=1 Label Time=208 Label="GC (dedicated)" Resource=Goroutine(1)
        M=-1 P=-1 G=-1 Sync Time=209 N=2
        """);

    public static readonly CraftedCase Ranges_across = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GCSweepBegin 1 0
          GCMarkAssistBegin 1 0
        batch 2 10 200
          ProcStatus 1 0 1
          GCSweepActive 1 0
          GoStatus 1 1 10 2
          GCMarkAssistActive 1 1
          GCMarkAssistEnd 1
          GCSweepEnd 1 1 1
        clock 2 200
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 RangeBegin Time=103 Name="GC incremental sweep" Scope=Proc(0)
        M=10 P=0 G=1 RangeBegin Time=104 Name="GC mark assist" Scope=Goroutine(1)
        M=-1 P=-1 G=-1 Sync Time=200 N=2
        M=10 P=0 G=1 StateTransition Time=201 ProcID=0 Running->Running Reason=""
        M=10 P=0 G=1 RangeActive Time=202 Name="GC incremental sweep" Scope=Proc(0)
        M=10 P=0 G=1 StateTransition Time=203 GoID=1 Running->Running Reason=""
        M=10 P=0 G=1 RangeActive Time=204 Name="GC mark assist" Scope=Goroutine(1)
        M=10 P=0 G=1 RangeEnd Time=205 Name="GC mark assist" Scope=Goroutine(1) Attributes=[]
        M=10 P=0 G=1 RangeEnd Time=206 Name="GC incremental sweep" Scope=Proc(0) Attributes=["bytes swept"=Value{Uint64(1)} "bytes reclaimed"=Value{Uint64(1)}]
        M=-1 P=-1 G=-1 Sync Time=207 N=3
        """);

    public static readonly CraftedCase Sweep_in_a_sweep = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GCSweepBegin 1 0
          GCSweepBegin 1 0
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 RangeBegin Time=102 Name="GC incremental sweep" Scope=Proc(0)
        """,
        TraceFormatError.Inconsistent);

    public static readonly CraftedCase Sweep_that_was_not_open = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        batch 2 10 200
          ProcStatus 1 0 1
          GCSweepActive 1 0
        clock 2 200
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=200 N=2
        M=10 P=0 G=-1 StateTransition Time=201 ProcID=0 Running->Running Reason=""
        """,
        TraceFormatError.Inconsistent);

    public static readonly CraftedCase Assist_in_an_assist = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GCMarkAssistBegin 1 0
          GCMarkAssistBegin 1 0
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 RangeBegin Time=103 Name="GC mark assist" Scope=Goroutine(1)
        """,
        TraceFormatError.Inconsistent);

    // Two kinds may overlap on one goroutine; the end is of the one that began first.
    public static readonly CraftedCase Stopped_twice = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          STWBegin 1 1 0
          STWBegin 1 2 0
          STWEnd 1
          STWEnd 1
          STWEnd 1
        batch 1 none 100
          Strings
          String 1 "GOMAXPROCS"
          String 2 "read mem stats"
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 RangeBegin Time=103 Name="stop-the-world (GOMAXPROCS)" Scope=Goroutine(1)
        M=10 P=0 G=1 RangeBegin Time=104 Name="stop-the-world (read mem stats)" Scope=Goroutine(1)
        M=10 P=0 G=1 RangeEnd Time=105 Name="stop-the-world (GOMAXPROCS)" Scope=Goroutine(1) Attributes=[]
        M=10 P=0 G=1 RangeEnd Time=106 Name="stop-the-world (read mem stats)" Scope=Goroutine(1) Attributes=[]
        """,
        TraceFormatError.Inconsistent);
}
