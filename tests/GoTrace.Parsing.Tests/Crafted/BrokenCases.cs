namespace GoTrace.Parsing.Tests.Crafted;

/// <summary>Events that can't be read, and batches that can't.</summary>
internal static class BrokenCases
{
    // The event before the broken one is lost, and what other threads have is, too.
    public static readonly CraftedCase Unknown_type = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          HeapAlloc 1 1
          HeapAlloc 1 2
          bytes 7f 01
          HeapAlloc 1 3
        batch 1 11 100
          ProcStatus 1 1 1
          HeapAlloc 50 4
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=11 P=-1 G=-1 StateTransition Time=102 ProcID=1 Undetermined->Running Reason=""
        M=10 P=0 G=-1 Metric Time=103 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(1)}
        """,
        TraceFormatError.BadEvent);

    public static readonly CraftedCase Type_beyond_all = new(
        """
        go 1.26
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          HeapAlloc 1 1
          bytes 89 01 01 01
        end
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1 Trace=101 Mono=77 Wall=2023-11-14T22:13:20.123456Z
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        """,
        TraceFormatError.BadEvent);

    // Broken from the first event on: not even the Sync event comes.
    public static readonly CraftedCase First_event_broken = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        batch 1 11 100
          bytes 05 01
        """,
        "",
        TraceFormatError.BadEvent);

    public static readonly CraftedCase Event_over_the_end = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          HeapAlloc 1 1
          bytes 25 01
        batch 1 10 100
          HeapAlloc 1 1
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        """,
        TraceFormatError.BadEvent);

    public static readonly CraftedCase Number_too_long = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          HeapAlloc 1 1
          bytes 25 01 ff ff ff ff ff ff ff ff ff 02
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        """,
        TraceFormatError.BadEvent);

    public static readonly CraftedCase Time_too_long = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          HeapAlloc 1 1
          bytes 25 ff ff ff ff ff ff ff ff ff ff 01 01
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        """,
        TraceFormatError.BadEvent);

    // The type is one of a clock batch: it can be read, but never come next.
    public static readonly CraftedCase Clock_among_events = new(
        """
        go 1.25
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          HeapAlloc 1 1
          ClockSnapshot 1 1 1 1
          HeapAlloc 1 2
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1 Trace=101 Mono=77 Wall=2023-11-14T22:13:20.123456Z
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 Metric Time=102 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(1)}
        """,
        TraceFormatError.BadEvent);

    public static readonly CraftedCase End_mark_in_a_batch = new(
        """
        go 1.25
        clock 1 100
        batch 1 10 100
          EndOfGeneration
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadBatch);

    public static readonly CraftedCase No_batch = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        raw 03
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=102 N=2
        """,
        TraceFormatError.BadBatch);

    public static readonly CraftedCase Batch_too_long = new(
        """
        go 1.26
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        raw 01 01 0a 64 81 80 04
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadBatch);

    public static readonly CraftedCase Batch_cut_off = new(
        """
        go 1.23
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          HeapAlloc 1 1
        raw 01 01 0a 64 05 25
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 Metric Time=102 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(1)}
        M=-1 P=-1 G=-1 Sync Time=103 N=2
        """,
        TraceFormatError.Truncated);

    // A number of no generation that can be here, in a batch that is cut off: the cut counts.
    public static readonly CraftedCase Stray_batch_cut_off = new(
        """
        go 1.23
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        raw 01 09 0a 64 05 25
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=102 N=2
        """,
        TraceFormatError.Truncated);

    // The trace of 1.22 may use what came with 1.23.
    public static readonly CraftedCase Later_events_in_an_older_trace = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoCreateBlocked 1 2 0 0
          GoSwitch 10 2 1
          SpanFree 1 5
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=103 GoID=2 NotExist->Waiting Reason=""
        TransitionStack=

        M=10 P=0 G=1 StateTransition Time=113 GoID=2 Waiting->Runnable Reason=""
        M=10 P=0 G=1 StateTransition Time=114 GoID=1 Running->Waiting Reason=""
        M=10 P=0 G=-1 StateTransition Time=115 GoID=2 Runnable->Running Reason=""
        M=10 P=0 G=2 Experimental Time=116 Name=SpanFree Args=[id=Value{Uint64(5)}]
        M=-1 P=-1 G=-1 Sync Time=117 N=2
        """);

    public static readonly CraftedCase Nothing_but_empty_batches = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
        batch 1 none 50
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=50 N=1
        M=-1 P=-1 G=-1 Sync Time=51 N=2
        """);
}
