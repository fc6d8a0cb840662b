namespace GoTrace.Parsing.Tests.Crafted;

/// <summary>Goroutines: created, switched to, unblocked by whom, ended.</summary>
internal static class GoroutineCases
{
    // One event of the file, three events to read, a nanosecond apart.
    public static readonly CraftedCase Coroutines = new(
        """
        go 1.23
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoCreateBlocked 1 2 1 2
          GoSwitch 10 2 1
          HeapAlloc 1 5
          GoSwitch 10 1 1
          GoSwitch 10 2 2
          GoSwitchDestroy 10 1 2
          HeapAlloc 10 6
        batch 1 none 100
          Stacks
          Stack 1 | 0x100 1 3 10
          Stack 2 | 0x101 2 3 20 | 0x102 1 3 30
        batch 1 none 100
          Strings
          String 1 "main.seq"
          String 2 "iter.Pull"
          String 3 "main.go"
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=103 GoID=2 NotExist->Waiting Reason=""
        TransitionStack=
        	main.seq @ 0x100
        		main.go:10

        Stack=
        	iter.Pull @ 0x101
        		main.go:20
        	main.seq @ 0x102
        		main.go:30

        M=10 P=0 G=1 StateTransition Time=113 GoID=2 Waiting->Runnable Reason=""
        M=10 P=0 G=1 StateTransition Time=114 GoID=1 Running->Waiting Reason=""
        M=10 P=0 G=-1 StateTransition Time=115 GoID=2 Runnable->Running Reason=""
        M=10 P=0 G=2 Metric Time=116 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(5)}
        M=10 P=0 G=2 StateTransition Time=124 GoID=1 Waiting->Runnable Reason=""
        M=10 P=0 G=2 StateTransition Time=125 GoID=2 Running->Waiting Reason=""
        M=10 P=0 G=-1 StateTransition Time=126 GoID=1 Runnable->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=134 GoID=2 Waiting->Runnable Reason=""
        M=10 P=0 G=1 StateTransition Time=135 GoID=1 Running->Waiting Reason=""
        M=10 P=0 G=-1 StateTransition Time=136 GoID=2 Runnable->Running Reason=""
        M=10 P=0 G=2 StateTransition Time=144 GoID=1 Waiting->Runnable Reason=""
        M=10 P=0 G=2 StateTransition Time=145 GoID=2 Running->NotExist Reason=""
        M=10 P=0 G=-1 StateTransition Time=146 GoID=1 Runnable->Running Reason=""
        M=10 P=0 G=1 Metric Time=154 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(6)}
        M=-1 P=-1 G=-1 Sync Time=155 N=2
        """);

    // Nothing of the group is lost, or comes late, where other threads have events between.
    public static readonly CraftedCase Coroutines_among_others = new(
        """
        go 1.23
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoCreateBlocked 1 2 0 0
          GoSwitch 7 2 1
          GoSwitch 1 1 1
        batch 1 11 100
          ProcStatus 1 1 1
          HeapAlloc 9 5
          HeapAlloc 1 6
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=11 P=-1 G=-1 StateTransition Time=102 ProcID=1 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=103 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=104 GoID=2 NotExist->Waiting Reason=""
        TransitionStack=

        M=10 P=0 G=1 StateTransition Time=110 GoID=2 Waiting->Runnable Reason=""
        M=10 P=0 G=1 StateTransition Time=111 GoID=1 Running->Waiting Reason=""
        M=10 P=0 G=-1 StateTransition Time=112 GoID=2 Runnable->Running Reason=""
        M=11 P=1 G=-1 Metric Time=113 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(5)}
        M=11 P=1 G=-1 Metric Time=114 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(6)}
        M=10 P=0 G=2 StateTransition Time=115 GoID=1 Waiting->Runnable Reason=""
        M=10 P=0 G=2 StateTransition Time=116 GoID=2 Running->Waiting Reason=""
        M=10 P=0 G=-1 StateTransition Time=117 GoID=1 Runnable->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=118 N=2
        """);

    // A switch waits until the other goroutine is blocked.
    public static readonly CraftedCase Switch_waits = new(
        """
        go 1.23
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoSwitch 1 2 1
        batch 1 11 200
          ProcStatus 1 1 1
          GoStatus 1 2 11 2
          GoBlock 1 0 0
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=11 P=-1 G=-1 StateTransition Time=201 ProcID=1 Undetermined->Running Reason=""
        M=11 P=1 G=-1 StateTransition Time=202 GoID=2 Undetermined->Running Reason=""
        M=11 P=1 G=2 StateTransition Time=203 GoID=2 Running->Waiting Reason=""
        M=10 P=0 G=1 StateTransition Time=204 GoID=2 Waiting->Runnable Reason=""
        M=10 P=0 G=1 StateTransition Time=205 GoID=1 Running->Waiting Reason=""
        M=10 P=0 G=-1 StateTransition Time=206 GoID=2 Runnable->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=207 N=2
        """);

    // Whoever unblocks, needs nothing; a goroutine may be created by none.
    public static readonly CraftedCase Without_a_goroutine = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoCreate 1 2 0 0
          GoStart 1 2 1
          GoBlock 1 0 0
        batch 1 11 200
          GoUnblock 1 2 2 0
        batch 1 10 300
          GoStart 1 2 3
          GoBlock 1 0 0
        batch 1 none 400
          GoUnblock 1 2 4 0
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=2 NotExist->Runnable Reason=""
        TransitionStack=

        M=10 P=0 G=-1 StateTransition Time=103 GoID=2 Runnable->Running Reason=""
        M=10 P=0 G=2 StateTransition Time=104 GoID=2 Running->Waiting Reason=""
        M=11 P=-1 G=-1 StateTransition Time=201 GoID=2 Waiting->Runnable Reason=""
        M=10 P=0 G=-1 StateTransition Time=301 GoID=2 Runnable->Running Reason=""
        M=10 P=0 G=2 StateTransition Time=302 GoID=2 Running->Waiting Reason=""
        M=-1 P=-1 G=-1 StateTransition Time=401 GoID=2 Waiting->Runnable Reason=""
        M=-1 P=-1 G=-1 Sync Time=402 N=2
        """);

    public static readonly CraftedCase Unblocked_before_it_blocks = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 300
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoBlock 1 0 0
          GoStart 1 1 2
        batch 1 11 200
          GoUnblock 1 1 1 0
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=301 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=302 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=303 GoID=1 Running->Waiting Reason=""
        M=11 P=-1 G=-1 StateTransition Time=304 GoID=1 Waiting->Runnable Reason=""
        M=10 P=0 G=-1 StateTransition Time=305 GoID=1 Runnable->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=306 N=2
        """);

    public static readonly CraftedCase Created_twice = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoCreate 1 2 0 0
          GoCreate 1 2 0 0
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=103 GoID=2 NotExist->Runnable Reason=""
        TransitionStack=
        """,
        TraceFormatError.Inconsistent);

    public static readonly CraftedCase Created_again = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoCreate 1 2 0 0
          GoStart 1 2 1
          GoDestroy 1
          GoCreate 1 2 0 0
          GoStart 1 2 1
          GoDestroy 1
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=2 NotExist->Runnable Reason=""
        TransitionStack=

        M=10 P=0 G=-1 StateTransition Time=103 GoID=2 Runnable->Running Reason=""
        M=10 P=0 G=2 StateTransition Time=104 GoID=2 Running->NotExist Reason=""
        M=10 P=0 G=-1 StateTransition Time=105 GoID=2 NotExist->Runnable Reason=""
        TransitionStack=

        M=10 P=0 G=-1 StateTransition Time=106 GoID=2 Runnable->Running Reason=""
        M=10 P=0 G=2 StateTransition Time=107 GoID=2 Running->NotExist Reason=""
        M=-1 P=-1 G=-1 Sync Time=108 N=2
        """);

    public static readonly CraftedCase Started_by_two = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 none 1
          GoStart 1 1 1
        batch 1 11 100
          ProcStatus 1 1 1
          GoStart 3 1 1
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=11 P=-1 G=-1 StateTransition Time=102 ProcID=1 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=103 GoID=1 Undetermined->Runnable Reason=""
        M=10 P=0 G=-1 StateTransition Time=104 GoID=1 Runnable->Running Reason=""
        """,
        TraceFormatError.NoOrder);

    public static readonly CraftedCase Started_beside_another = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoCreate 1 2 0 0
          GoStart 1 2 1
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=103 GoID=2 NotExist->Runnable Reason=""
        TransitionStack=
        """,
        TraceFormatError.Inconsistent);

    public static readonly CraftedCase Stopped_without_one = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStop 1 0 0
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        """,
        TraceFormatError.Inconsistent);

    // All reasons there are for stopping look alike; states of every kind at the start.
    public static readonly CraftedCase Every_status = new(
        """
        go 1.23
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          ProcStatus 1 1 2
          ProcStatus 1 2 3
          GoStatus 1 1 10 2
          GoStatus 1 2 none 1
          GoStatus 1 3 none 4
          GoStatusStack 1 4 none 1 1
          GoStop 1 1 1
          GoStart 1 2 1
          GoBlock 1 1 0
        batch 1 none 100
          Stacks
          Stack 1 | 0x100 1 2 10
        batch 1 none 100
          Strings
          String 1 "preempted"
          String 2 "main.go"
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 ProcID=1 Undetermined->Idle Reason=""
        M=10 P=0 G=-1 StateTransition Time=103 ProcID=2 Undetermined->Running Reason=""
        M=10 P=2 G=-1 StateTransition Time=104 GoID=1 Undetermined->Running Reason=""
        M=10 P=2 G=1 StateTransition Time=105 GoID=2 Undetermined->Runnable Reason=""
        M=10 P=2 G=1 StateTransition Time=106 GoID=3 Undetermined->Waiting Reason=""
        M=10 P=2 G=1 StateTransition Time=107 GoID=4 Undetermined->Runnable Reason=""
        TransitionStack=
        	preempted @ 0x100
        		main.go:10

        Stack=
        	preempted @ 0x100
        		main.go:10

        M=10 P=2 G=1 StateTransition Time=108 GoID=1 Running->Runnable Reason="preempted"
        TransitionStack=
        	preempted @ 0x100
        		main.go:10

        Stack=
        	preempted @ 0x100
        		main.go:10

        M=10 P=2 G=-1 StateTransition Time=109 GoID=2 Runnable->Running Reason=""
        M=10 P=2 G=2 StateTransition Time=110 GoID=2 Running->Waiting Reason="preempted"
        M=-1 P=-1 G=-1 Sync Time=111 N=2
        """);

    public static readonly CraftedCase Processor_started_twice = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 2
          ProcStart 1 0 1
          ProcStop 1
          ProcStart 1 0 1
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Idle Reason=""
        M=10 P=-1 G=-1 StateTransition Time=102 ProcID=0 Idle->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=103 ProcID=0 Running->Idle Reason=""
        """,
        TraceFormatError.NoOrder);

    public static readonly CraftedCase Processor_of_no_thread = new(
        """
        go 1.22
        clock 1 100
        batch 1 none 100
          ProcStatus 1 0 2
          ProcStart 1 0 1
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=-1 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Idle Reason=""
        """,
        TraceFormatError.Inconsistent);
}
