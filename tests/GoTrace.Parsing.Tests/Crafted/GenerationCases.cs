namespace GoTrace.Parsing.Tests.Crafted;

/// <summary>Generations: their numbers and their ends.</summary>
internal static class GenerationCases
{
    public static readonly CraftedCase First_number_is_6 = new(
        """
        go 1.22
        clock 6 100
        batch 6 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
        clock 7 200
        batch 7 10 200
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          HeapAlloc 1 5
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=200 N=2
        M=10 P=0 G=1 StateTransition Time=201 ProcID=0 Running->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=202 GoID=1 Running->Running Reason=""
        M=10 P=0 G=1 Metric Time=203 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(5)}
        M=-1 P=-1 G=-1 Sync Time=204 N=3
        """);

    public static readonly CraftedCase Numbers_that_jump_with_end_marks = new(
        """
        go 1.26
        clock 3 100
        batch 3 10 100
          ProcStatus 1 0 1
        end
        clock 9 200
        batch 9 10 200
          ProcStatus 1 0 1
        end
        clock 4 300
        batch 4 10 300
          ProcStatus 1 0 1
        end
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1 Trace=101 Mono=77 Wall=2023-11-14T22:13:20.123456Z
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=200 N=2 Trace=201 Mono=77 Wall=2023-11-14T22:13:20.123456Z
        M=10 P=0 G=-1 StateTransition Time=201 ProcID=0 Running->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=300 N=3 Trace=301 Mono=77 Wall=2023-11-14T22:13:20.123456Z
        M=10 P=0 G=-1 StateTransition Time=301 ProcID=0 Running->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=302 N=4
        """);

    public static readonly CraftedCase Numbers_that_jump_without_end_marks = new(
        """
        go 1.25
        clock 3 100
        batch 3 10 100
          ProcStatus 1 0 1
        clock 5 200
        batch 5 10 200
          ProcStatus 1 0 1
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadGeneration);

    public static readonly CraftedCase Next_generation_before_the_end_mark = new(
        """
        go 1.26
        clock 3 100
        batch 3 10 100
          ProcStatus 1 0 1
        clock 4 200
        batch 4 10 200
          ProcStatus 1 0 1
        end
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadGeneration);

    public static readonly CraftedCase End_mark_before_there_were_any = new(
        """
        go 1.25
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        end
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadGeneration);

    public static readonly CraftedCase Generation_0 = new(
        """
        go 1.23
        clock 0 100
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadGeneration);

    public static readonly CraftedCase Nothing_between_end_marks = new(
        """
        go 1.26
        clock 1 100
        end
        end
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1 Trace=101 Mono=77 Wall=2023-11-14T22:13:20.123456Z
        M=-1 P=-1 G=-1 Sync Time=101 N=2
        """,
        TraceFormatError.BadClock);

    public static readonly CraftedCase Ends_without_end_mark = new(
        """
        go 1.26
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        end
        clock 2 200
        batch 2 10 200
          ProcStatus 1 0 1
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1 Trace=101 Mono=77 Wall=2023-11-14T22:13:20.123456Z
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=102 N=2
        """,
        TraceFormatError.Truncated);

    // Go's reader takes this for the end; this one says that a generation is missing.
    public static readonly CraftedCase Ends_without_end_mark_and_events = new(
        """
        go 1.26
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        end
        clock 2 200
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1 Trace=101 Mono=77 Wall=2023-11-14T22:13:20.123456Z
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=102 N=2
        """,
        TraceFormatError.Truncated);

    // The first batch of the next generation ends this one, and is not lost; empty batches are batches.
    public static readonly CraftedCase Batches_across = new(
        """
        go 1.23
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
        batch 1 11 100
        batch 1 10 150
          HeapAlloc 1 7
        clock 1 120
        batch 2 10 200
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          HeapAlloc 1 8
        clock 2 220
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 Metric Time=151 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(7)}
        M=-1 P=-1 G=-1 Sync Time=200 N=2
        M=10 P=0 G=1 StateTransition Time=201 ProcID=0 Running->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=202 GoID=1 Running->Running Reason=""
        M=10 P=0 G=1 Metric Time=203 Name="/memory/classes/heap/objects:bytes" Value=Value{Uint64(8)}
        M=-1 P=-1 G=-1 Sync Time=204 N=3
        """);
}
