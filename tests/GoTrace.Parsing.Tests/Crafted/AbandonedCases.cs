namespace GoTrace.Parsing.Tests.Crafted;

/// <summary>Processors of syscalls of which too little is known, and goroutines of C threads.</summary>
internal static class AbandonedCases
{
    // A processor that is about to be stolen, of a syscall that began before the trace did.
    public static readonly CraftedCase Abandoned_from_the_start = new(
        """
        go 1.22
        clock 1 100
        batch 1 11 100
          ProcStatus 1 1 1
          ProcStatus 1 0 4
          ProcSteal 1 0 1 10
          ProcStop 1
          ProcStart 1 0 2
        batch 1 10 100
          GoStatus 2 1 10 3
          GoSyscallEndBlocked 30
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=11 P=-1 G=-1 StateTransition Time=101 ProcID=1 Undetermined->Running Reason=""
        M=11 P=1 G=-1 StateTransition Time=102 ProcID=0 Undetermined->Idle Reason=""
        M=10 P=-1 G=-1 StateTransition Time=103 GoID=1 Undetermined->Syscall Reason=""
        M=11 P=1 G=-1 StateTransition Time=104 ProcID=0 Idle->Idle Reason=""
        M=11 P=1 G=-1 StateTransition Time=105 ProcID=1 Running->Idle Reason=""
        M=11 P=-1 G=-1 StateTransition Time=106 ProcID=0 Idle->Running Reason=""
        M=10 P=-1 G=1 StateTransition Time=132 GoID=1 Syscall->Runnable Reason=""
        M=-1 P=-1 G=-1 Sync Time=133 N=2
        """);

    // One whose syscall is known: the status is told by another thread, and shown as the holder's.
    public static readonly CraftedCase Abandoned_and_known = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoSyscallBegin 1 1 0
        batch 1 11 100
          ProcStatus 1 1 1
        batch 2 11 200
          ProcStatus 1 1 1
          ProcStatus 1 0 4
          ProcSteal 1 0 1 10
        batch 2 10 200
          GoStatus 50 1 10 3
          GoSyscallEndBlocked 1
        clock 2 200
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=11 P=-1 G=-1 StateTransition Time=102 ProcID=1 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=103 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=104 GoID=1 Running->Syscall Reason=""
        M=-1 P=-1 G=-1 Sync Time=200 N=2
        M=11 P=1 G=-1 StateTransition Time=201 ProcID=1 Running->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=202 ProcID=0 Running->Running Reason=""
        M=11 P=1 G=-1 StateTransition Time=203 ProcID=0 Running->Idle Reason=""
        M=10 P=-1 G=1 StateTransition Time=250 GoID=1 Syscall->Syscall Reason=""
        M=10 P=-1 G=1 StateTransition Time=251 GoID=1 Syscall->Runnable Reason=""
        M=-1 P=-1 G=-1 Sync Time=252 N=3
        """);

    public static readonly CraftedCase Abandoned_twice = new(
        """
        go 1.22
        clock 1 100
        batch 1 11 100
          ProcStatus 1 1 1
          ProcStatus 1 0 4
        batch 2 11 200
          ProcStatus 1 1 1
          ProcStatus 1 0 4
          ProcSteal 1 0 1 10
        clock 2 200
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=11 P=-1 G=-1 StateTransition Time=101 ProcID=1 Undetermined->Running Reason=""
        M=11 P=1 G=-1 StateTransition Time=102 ProcID=0 Undetermined->Idle Reason=""
        M=-1 P=-1 G=-1 Sync Time=200 N=2
        M=11 P=1 G=-1 StateTransition Time=201 ProcID=1 Running->Running Reason=""
        M=11 P=1 G=-1 StateTransition Time=202 ProcID=0 Idle->Idle Reason=""
        M=11 P=1 G=-1 StateTransition Time=203 ProcID=0 Idle->Idle Reason=""
        M=-1 P=-1 G=-1 Sync Time=204 N=3
        """);

    // Another thread tells of a goroutine in a syscall: the event is that thread's, the processor is not.
    public static readonly CraftedCase Status_of_another_thread = new(
        """
        go 1.22
        clock 1 100
        batch 1 11 100
          ProcStatus 1 0 1
          GoStatus 1 2 11 2
          GoStatus 1 1 55 3
        batch 1 55 200
          GoSyscallEndBlocked 1
        batch 2 11 300
          ProcStatus 1 0 1
          GoStatus 1 2 11 2
          GoStatus 1 1 none 1
        clock 2 300
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=11 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=11 P=0 G=-1 StateTransition Time=102 GoID=2 Undetermined->Running Reason=""
        M=55 P=0 G=2 StateTransition Time=103 GoID=1 Undetermined->Syscall Reason=""
        M=55 P=-1 G=1 StateTransition Time=201 GoID=1 Syscall->Runnable Reason=""
        M=-1 P=-1 G=-1 Sync Time=300 N=2
        M=11 P=0 G=2 StateTransition Time=301 ProcID=0 Running->Running Reason=""
        M=11 P=0 G=2 StateTransition Time=302 GoID=2 Running->Running Reason=""
        M=11 P=0 G=2 StateTransition Time=303 GoID=1 Runnable->Runnable Reason=""
        M=-1 P=-1 G=-1 Sync Time=304 N=3
        """);

    public static readonly CraftedCase Status_of_another_thread_again = new(
        """
        go 1.22
        clock 1 100
        batch 1 11 100
          ProcStatus 1 0 1
          GoStatus 1 2 11 2
          GoStatus 1 1 55 3
        batch 2 11 300
          ProcStatus 1 0 1
          GoStatus 1 2 11 2
          GoStatus 1 1 55 3
        batch 2 55 400
          GoSyscallEndBlocked 1
        clock 2 300
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=11 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=11 P=0 G=-1 StateTransition Time=102 GoID=2 Undetermined->Running Reason=""
        M=55 P=0 G=2 StateTransition Time=103 GoID=1 Undetermined->Syscall Reason=""
        M=-1 P=-1 G=-1 Sync Time=300 N=2
        M=11 P=0 G=2 StateTransition Time=301 ProcID=0 Running->Running Reason=""
        M=11 P=0 G=2 StateTransition Time=302 GoID=2 Running->Running Reason=""
        M=55 P=0 G=1 StateTransition Time=303 GoID=1 Syscall->Syscall Reason=""
        M=55 P=-1 G=1 StateTransition Time=401 GoID=1 Syscall->Runnable Reason=""
        M=-1 P=-1 G=-1 Sync Time=402 N=3
        """);

    public static readonly CraftedCase Status_on_no_thread = new(
        """
        go 1.22
        clock 1 100
        batch 1 11 100
          ProcStatus 1 0 1
          GoStatus 1 1 none 3
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=11 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        """,
        TraceFormatError.Inconsistent);

    // A thread of C code calls Go: its goroutine begins and ends in a syscall; with a processor at the
    // end, that is taken from it by an event of its own, and may be stolen later. The ids come again.
    public static readonly CraftedCase Threads_of_C = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          GoCreateSyscall 1 7
          GoSyscallEndBlocked 1
          ProcStatus 1 0 2
          ProcStart 1 0 1
          GoStart 1 7 1
          GoSyscallBegin 1 2 0
          GoDestroySyscall 1
          GoCreateSyscall 20 7
          GoSyscallEndBlocked 1
        batch 1 11 100
          ProcStatus 1 1 1
          ProcSteal 15 0 3 10
          ProcStop 1
          ProcStart 1 0 4
        batch 1 10 150
          ProcStart 1 1 1
          GoStart 1 7 1
          GoSyscallBegin 1 2 0
          ProcStop 1
          GoDestroySyscall 1
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 GoID=7 NotExist->Syscall Reason=""
        M=11 P=-1 G=-1 StateTransition Time=102 ProcID=1 Undetermined->Running Reason=""
        M=10 P=-1 G=7 StateTransition Time=103 GoID=7 Syscall->Runnable Reason=""
        M=10 P=-1 G=-1 StateTransition Time=104 ProcID=0 Undetermined->Idle Reason=""
        M=10 P=-1 G=-1 StateTransition Time=105 ProcID=0 Idle->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=106 GoID=7 Runnable->Running Reason=""
        M=10 P=0 G=7 StateTransition Time=107 GoID=7 Running->Syscall Reason=""
        M=10 P=0 G=7 StateTransition Time=108 ProcID=0 Running->Idle Reason=""
        M=10 P=0 G=7 StateTransition Time=109 GoID=7 Syscall->NotExist Reason=""
        M=11 P=1 G=-1 StateTransition Time=116 ProcID=0 Idle->Idle Reason=""
        M=11 P=1 G=-1 StateTransition Time=117 ProcID=1 Running->Idle Reason=""
        M=11 P=-1 G=-1 StateTransition Time=118 ProcID=0 Idle->Running Reason=""
        M=10 P=-1 G=-1 StateTransition Time=127 GoID=7 NotExist->Syscall Reason=""
        M=10 P=-1 G=7 StateTransition Time=128 GoID=7 Syscall->Runnable Reason=""
        M=10 P=-1 G=-1 StateTransition Time=151 ProcID=1 Idle->Running Reason=""
        M=10 P=1 G=-1 StateTransition Time=152 GoID=7 Runnable->Running Reason=""
        M=10 P=1 G=7 StateTransition Time=153 GoID=7 Running->Syscall Reason=""
        M=10 P=1 G=7 StateTransition Time=154 ProcID=1 Running->Idle Reason=""
        M=10 P=-1 G=7 StateTransition Time=155 GoID=7 Syscall->NotExist Reason=""
        M=-1 P=-1 G=-1 Sync Time=156 N=2
        """);
}
