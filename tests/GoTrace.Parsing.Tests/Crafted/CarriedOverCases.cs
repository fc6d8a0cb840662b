namespace GoTrace.Parsing.Tests.Crafted;

/// <summary>What goes on from one generation to the next, and what does not.</summary>
internal static class CarriedOverCases
{
    // A number that counts in one generation says nothing in the next.
    public static readonly CraftedCase Sequences_begin_anew = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoCreate 1 2 0 0
          GoStop 1 0 0
          GoStart 1 2 1
          GoStop 1 0 0
          GoStart 1 1 1
        batch 2 11 190
          ProcStatus 1 1 2
          ProcStart 1 1 1
          GoStart 1 2 1
        batch 2 10 200
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoStatus 1 2 none 1
          GoStop 1 0 0
          GoStart 1 1 1
        clock 2 220
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=103 GoID=2 NotExist->Runnable Reason=""
        TransitionStack=

        M=10 P=0 G=1 StateTransition Time=104 GoID=1 Running->Runnable Reason=""
        M=10 P=0 G=-1 StateTransition Time=105 GoID=2 Runnable->Running Reason=""
        M=10 P=0 G=2 StateTransition Time=106 GoID=2 Running->Runnable Reason=""
        M=10 P=0 G=-1 StateTransition Time=107 GoID=1 Runnable->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=190 N=2
        M=11 P=-1 G=-1 StateTransition Time=191 ProcID=1 NotExist->Idle Reason=""
        M=11 P=-1 G=-1 StateTransition Time=192 ProcID=1 Idle->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=201 ProcID=0 Running->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=202 GoID=1 Running->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=203 GoID=2 Runnable->Runnable Reason=""
        M=11 P=1 G=-1 StateTransition Time=204 GoID=2 Runnable->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=205 GoID=1 Running->Runnable Reason=""
        M=10 P=0 G=-1 StateTransition Time=206 GoID=1 Runnable->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=207 N=3
        """);

    public static readonly CraftedCase Goroutine_without_its_status = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoCreate 1 2 0 0
        batch 2 10 200
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoStop 1 0 0
          GoStart 1 2 1
        clock 2 220
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=103 GoID=2 NotExist->Runnable Reason=""
        TransitionStack=

        M=-1 P=-1 G=-1 Sync Time=200 N=2
        M=10 P=0 G=1 StateTransition Time=201 ProcID=0 Running->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=202 GoID=1 Running->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=203 GoID=1 Running->Runnable Reason=""
        """,
        TraceFormatError.NoOrder);

    // What asks for no number goes without a status.
    public static readonly CraftedCase Block_without_a_status = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
        batch 2 10 200
          GoBlock 1 0 0
        clock 2 220
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=200 N=2
        M=10 P=0 G=1 StateTransition Time=201 GoID=1 Running->Waiting Reason=""
        M=-1 P=-1 G=-1 Sync Time=202 N=3
        """);

    public static readonly CraftedCase Processor_of_a_later_generation = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        batch 2 10 200
          ProcStatus 1 0 1
          ProcStatus 1 1 2
          ProcStatus 1 2 4
        clock 2 220
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=200 N=2
        M=10 P=0 G=-1 StateTransition Time=201 ProcID=0 Running->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=202 ProcID=1 NotExist->Idle Reason=""
        M=10 P=0 G=-1 StateTransition Time=203 ProcID=2 NotExist->Idle Reason=""
        M=-1 P=-1 G=-1 Sync Time=204 N=3
        """);

    public static readonly CraftedCase Goroutine_of_a_later_generation = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        batch 2 10 200
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
        clock 2 220
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=200 N=2
        M=10 P=0 G=-1 StateTransition Time=201 ProcID=0 Running->Running Reason=""
        """,
        TraceFormatError.Inconsistent);

    public static readonly CraftedCase Status_that_contradicts = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
        batch 2 10 200
          ProcStatus 1 0 1
          GoStatus 1 1 10 4
        clock 2 220
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=200 N=2
        M=10 P=0 G=1 StateTransition Time=201 ProcID=0 Running->Running Reason=""
        """,
        TraceFormatError.Inconsistent);

    // Goroutines that did nothing are told of at the end, by no thread.
    public static readonly CraftedCase Late_statuses = new(
        """
        go 1.23
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
        batch 1 none 300
          GoStatusStack 1 2 none 4 1
          GoStatus 1 3 none 1
          GoStatus 1 4 12 3
        batch 1 none 90
          Stacks
          Stack 1 | 0x10 1 2 33
        batch 1 none 90
          Strings
          String 1 "main.idle"
          String 2 "main.go"
        batch 2 10 200
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
        batch 2 none 400
          GoStatus 1 2 none 4
          GoStatus 1 3 none 1
          GoStatus 1 4 12 3
        clock 2 190
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=90 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 StateTransition Time=301 GoID=2 Undetermined->Waiting Reason=""
        TransitionStack=
        	main.idle @ 0x10
        		main.go:33

        Stack=
        	main.idle @ 0x10
        		main.go:33

        M=-1 P=-1 G=-1 StateTransition Time=302 GoID=3 Undetermined->Runnable Reason=""
        M=12 P=-1 G=-1 StateTransition Time=303 GoID=4 Undetermined->Syscall Reason=""
        M=-1 P=-1 G=-1 Sync Time=304 N=2
        M=10 P=0 G=1 StateTransition Time=305 ProcID=0 Running->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=306 GoID=1 Running->Running Reason=""
        M=-1 P=-1 G=-1 StateTransition Time=401 GoID=2 Waiting->Waiting Reason=""
        M=-1 P=-1 G=-1 StateTransition Time=402 GoID=3 Runnable->Runnable Reason=""
        M=12 P=-1 G=4 StateTransition Time=403 GoID=4 Syscall->Syscall Reason=""
        M=-1 P=-1 G=-1 Sync Time=404 N=3
        """);

    // Texts of tasks and regions outlive their ids.
    public static readonly CraftedCase Names_across = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          UserTaskBegin 1 8 0 1 0
          UserTaskBegin 1 9 8 2 0
          UserRegionBegin 1 8 2 0
        batch 1 none 90
          Strings
          String 1 "outer"
          String 2 "inner"
        batch 2 10 200
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          UserRegionEnd 1 8 7 0
          UserTaskEnd 1 9 0
          UserTaskEnd 1 8 0
          UserTaskEnd 1 8 0
          UserTaskEnd 1 5 0
        batch 2 none 190
          Strings
          String 7 "inner"
          String 1 "something else"
        clock 2 190
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=90 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 TaskBegin Time=103 ID=8 Parent=18446744073709551615 Type="outer"
        M=10 P=0 G=1 TaskBegin Time=104 ID=9 Parent=8 Type="inner"
        M=10 P=0 G=1 RegionBegin Time=105 Task=8 Type="inner"
        M=-1 P=-1 G=-1 Sync Time=190 N=2
        M=10 P=0 G=1 StateTransition Time=201 ProcID=0 Running->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=202 GoID=1 Running->Running Reason=""
        M=10 P=0 G=1 RegionEnd Time=203 Task=8 Type="inner"
        M=10 P=0 G=1 TaskEnd Time=204 ID=9 Parent=8 Type="inner"
        M=10 P=0 G=1 TaskEnd Time=205 ID=8 Parent=18446744073709551615 Type="outer"
        M=10 P=0 G=1 TaskEnd Time=206 ID=8 Parent=18446744073709551615 Type=""
        M=10 P=0 G=1 TaskEnd Time=207 ID=5 Parent=18446744073709551615 Type=""
        M=-1 P=-1 G=-1 Sync Time=208 N=3
        """);
}
