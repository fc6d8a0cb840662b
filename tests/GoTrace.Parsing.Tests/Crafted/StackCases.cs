namespace GoTrace.Parsing.Tests.Crafted;

/// <summary>Stacks: their frames, and what is missing of them.</summary>
internal static class StackCases
{
    public static readonly CraftedCase Stack_of_id_0 = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        batch 1 none 100
          Stacks
          Stack 0
        batch 1 none 100
          Strings
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadTable);

    public static readonly CraftedCase Stack_twice = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        batch 1 none 100
          Stacks
          Stack 9000000000000000000
        batch 1 none 100
          Stacks
          Stack 9000000000000000000
        batch 1 none 100
          Strings
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadTable);

    // The first text of an address is its text in all stacks of the generation.
    public static readonly CraftedCase Address_with_two_texts = new(
        """
        go 1.23
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          ProcsChange 1 4 1
          ProcsChange 1 4 2
        batch 1 none 100
          Stacks
          Stack 1 | 0x10 1 3 5 | 0x20 2 3 6
          Stack 2 | 0x20 1 3 7 | 0x10 2 3 8
        batch 1 none 100
          Strings
          String 1 "main.one"
          String 2 "main.two"
          String 3 "f.go"
        batch 2 10 200
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          ProcsChange 1 4 1
        clock 2 200
        batch 2 none 200
          Stacks
          Stack 1 | 0x10 1 2 50
        batch 2 none 200
          Strings
          String 1 "main.later"
          String 2 "g.go"
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 Metric Time=103 Name="/sched/gomaxprocs:threads" Value=Value{Uint64(4)}
        Stack=
        	main.one @ 0x10
        		f.go:5
        	main.two @ 0x20
        		f.go:6

        M=10 P=0 G=1 Metric Time=104 Name="/sched/gomaxprocs:threads" Value=Value{Uint64(4)}
        Stack=
        	main.two @ 0x20
        		f.go:6
        	main.one @ 0x10
        		f.go:5

        M=-1 P=-1 G=-1 Sync Time=200 N=2
        M=10 P=0 G=1 StateTransition Time=201 ProcID=0 Running->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=202 GoID=1 Running->Running Reason=""
        M=10 P=0 G=1 Metric Time=203 Name="/sched/gomaxprocs:threads" Value=Value{Uint64(4)}
        Stack=
        	main.later @ 0x10
        		g.go:50

        M=-1 P=-1 G=-1 Sync Time=204 N=3
        """);

    // No frames; a frame of zeros, as where a stack was lost; no stack at all.
    public static readonly CraftedCase Empty_stacks = new(
        """
        go 1.23
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoCreate 1 2 0 0
          GoCreate 1 3 1 1
          GoCreateBlocked 1 4 2 2
          GoCreateBlocked 1 5 0 2
          GoStop 1 0 1
        batch 1 none 200
          GoStatusStack 1 6 none 4 0
          GoStatusStack 1 7 none 4 1
        batch 1 none 100
          Stacks
          Stack 1
          Stack 2 | 0 0 0 0
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=103 GoID=2 NotExist->Runnable Reason=""
        TransitionStack=

        M=10 P=0 G=1 StateTransition Time=104 GoID=3 NotExist->Runnable Reason=""
        TransitionStack=

        Stack=

        M=10 P=0 G=1 StateTransition Time=105 GoID=4 NotExist->Waiting Reason=""
        TransitionStack=
        	 @ 0x0
        		:0

        Stack=
        	 @ 0x0
        		:0

        M=10 P=0 G=1 StateTransition Time=106 GoID=5 NotExist->Waiting Reason=""
        TransitionStack=

        Stack=
        	 @ 0x0
        		:0

        M=10 P=0 G=1 StateTransition Time=107 GoID=1 Running->Runnable Reason=""
        TransitionStack=

        Stack=

        M=-1 P=-1 G=-1 StateTransition Time=201 GoID=6 Undetermined->Waiting Reason=""
        M=-1 P=-1 G=-1 StateTransition Time=202 GoID=7 Undetermined->Waiting Reason=""
        TransitionStack=

        Stack=

        M=-1 P=-1 G=-1 Sync Time=203 N=2
        """);

    // The fault shows when the event is reached, not before.
    public static readonly CraftedCase Event_without_its_stack = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          HeapAlloc 1 5
          ProcsChange 1 4 77
          HeapAlloc 1 6
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 Metric Time=103 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(5)}
        """,
        TraceFormatError.UnknownId);

    public static readonly CraftedCase Frame_without_its_function = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        batch 1 none 100
          Stacks
          Stack 1 | 0x10 4 0 5
        batch 1 none 100
          Strings
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.UnknownId);

    public static readonly CraftedCase Frame_without_its_file = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        batch 1 none 100
          Stacks
          Stack 1 | 0x10 0 4 5
        batch 1 none 100
          Strings
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.UnknownId);

    public static readonly CraftedCase Stack_too_long = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        batch 1 none 100
          Stacks
          bytes 03 01 81 01
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadTable);

    public static readonly CraftedCase String_among_stacks = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        batch 1 none 100
          Stacks
          String 1 "here?"
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadTable);
}
