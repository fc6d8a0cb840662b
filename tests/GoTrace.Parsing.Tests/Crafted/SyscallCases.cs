namespace GoTrace.Parsing.Tests.Crafted;

/// <summary>Syscalls, and the processors that are lost in them.</summary>
internal static class SyscallCases
{
    // A syscall takes a number of its processor: the theft after it counts on.
    public static readonly CraftedCase Theft = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoSyscallBegin 1 1 0
          GoSyscallEnd 1
          GoSyscallBegin 1 2 0
          GoSyscallEndBlocked 30
          ProcStart 40 0 4
          GoStart 1 1 1
        batch 1 11 100
          ProcStatus 1 1 1
          ProcSteal 19 0 3 10
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=11 P=-1 G=-1 StateTransition Time=102 ProcID=1 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=103 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=104 GoID=1 Running->Syscall Reason=""
        M=10 P=0 G=1 StateTransition Time=105 GoID=1 Syscall->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=106 GoID=1 Running->Syscall Reason=""
        M=11 P=1 G=-1 StateTransition Time=120 ProcID=0 Running->Idle Reason=""
        M=10 P=-1 G=1 StateTransition Time=135 GoID=1 Syscall->Runnable Reason=""
        M=10 P=-1 G=-1 StateTransition Time=175 ProcID=0 Idle->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=176 GoID=1 Runnable->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=177 N=2
        """);

    // The clocks disagree: the theft that must come first carries the later time, and the thread waits.
    public static readonly CraftedCase Theft_told_late = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoSyscallBegin 1 1 0
          GoSyscallEndBlocked 1
          ProcStart 1 0 3
          GoStart 1 1 1
        batch 1 11 500
          ProcStatus 1 1 1
          ProcSteal 19 0 2 10
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=103 GoID=1 Running->Syscall Reason=""
        M=11 P=-1 G=-1 StateTransition Time=501 ProcID=1 Undetermined->Running Reason=""
        M=11 P=1 G=-1 StateTransition Time=520 ProcID=0 Running->Idle Reason=""
        M=10 P=-1 G=1 StateTransition Time=521 GoID=1 Syscall->Runnable Reason=""
        M=10 P=-1 G=-1 StateTransition Time=522 ProcID=0 Idle->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=523 GoID=1 Runnable->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=524 N=2
        """);

    // A thread that still has a processor takes no other.
    public static readonly CraftedCase Start_waits_for_theft = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          ProcStatus 1 2 2
          GoStatus 1 1 10 2
          GoSyscallBegin 1 1 0
          ProcStart 10 2 1
          GoSyscallEndBlocked 1
          GoStart 1 1 1
        batch 1 11 200
          ProcStatus 1 1 1
          ProcSteal 1 0 2 10
          HeapAlloc 1 3
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 ProcID=2 Undetermined->Idle Reason=""
        M=10 P=0 G=-1 StateTransition Time=103 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=104 GoID=1 Running->Syscall Reason=""
        M=11 P=-1 G=-1 StateTransition Time=201 ProcID=1 Undetermined->Running Reason=""
        M=11 P=1 G=-1 StateTransition Time=202 ProcID=0 Running->Idle Reason=""
        M=10 P=-1 G=1 StateTransition Time=203 ProcID=2 Idle->Running Reason=""
        M=10 P=2 G=1 StateTransition Time=204 GoID=1 Syscall->Runnable Reason=""
        M=10 P=2 G=-1 StateTransition Time=205 GoID=1 Runnable->Running Reason=""
        M=11 P=1 G=-1 Metric Time=206 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(3)}
        M=-1 P=-1 G=-1 Sync Time=207 N=2
        """);

    public static readonly CraftedCase Theft_from_oneself = new(
        """
        go 1.23
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoSyscallBegin 1 1 0
          ProcSteal 10 0 2 10
          ProcStart 1 0 3
          GoSyscallEndBlocked 1
          GoStart 1 1 1
          HeapAlloc 1 3
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=103 GoID=1 Running->Syscall Reason=""
        M=10 P=0 G=1 StateTransition Time=113 ProcID=0 Running->Idle Reason=""
        M=10 P=-1 G=1 StateTransition Time=114 ProcID=0 Idle->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=115 GoID=1 Syscall->Runnable Reason=""
        M=10 P=0 G=-1 StateTransition Time=116 GoID=1 Runnable->Running Reason=""
        M=10 P=0 G=1 Metric Time=117 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(3)}
        M=-1 P=-1 G=-1 Sync Time=118 N=2
        """);

    public static readonly CraftedCase Theft_from_a_stranger = new(
        """
        go 1.23
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoSyscallBegin 1 1 0
        batch 1 11 200
          ProcStatus 1 1 1
          ProcSteal 1 0 2 12
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=103 GoID=1 Running->Syscall Reason=""
        M=11 P=-1 G=-1 StateTransition Time=201 ProcID=1 Undetermined->Running Reason=""
        """,
        TraceFormatError.Inconsistent);

    public static readonly CraftedCase Theft_from_another = new(
        """
        go 1.23
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoSyscallBegin 1 1 0
        batch 1 11 200
          ProcStatus 1 1 1
          ProcSteal 1 0 2 11
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=103 GoID=1 Running->Syscall Reason=""
        M=11 P=-1 G=-1 StateTransition Time=201 ProcID=1 Undetermined->Running Reason=""
        """,
        TraceFormatError.Inconsistent);

    // Given up, not stolen, while the goroutine is in its syscall.
    public static readonly CraftedCase Handed_off = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoSyscallBegin 1 1 0
          ProcStop 1
          GoSyscallEndBlocked 100
          ProcStart 1 0 2
          GoStart 1 1 1
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=103 GoID=1 Running->Syscall Reason=""
        M=10 P=0 G=1 StateTransition Time=104 ProcID=0 Running->Idle Reason=""
        M=10 P=-1 G=1 StateTransition Time=204 GoID=1 Syscall->Runnable Reason=""
        M=10 P=-1 G=-1 StateTransition Time=205 ProcID=0 Idle->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=206 GoID=1 Runnable->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=207 N=2
        """);

    // A number that is not the processor's next can never become it.
    public static readonly CraftedCase Wrong_number = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoSyscallBegin 1 2 0
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        """,
        TraceFormatError.Inconsistent);
}
