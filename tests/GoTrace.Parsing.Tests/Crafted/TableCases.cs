namespace GoTrace.Parsing.Tests.Crafted;

/// <summary>Strings: their ids, their bytes, what is missing, what is there twice.</summary>
internal static class TableCases
{
    public static readonly CraftedCase String_of_id_0 = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        batch 1 none 100
          Strings
          String 0 "zero"
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadTable);

    public static readonly CraftedCase String_twice = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        batch 1 none 100
          Strings
          String 7 "same"
          String 7 "same"
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadTable);

    // Tables may have any ids and come in any order; a generation without ids 1 and 2 is fine.
    public static readonly CraftedCase Ids_of_any_size = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          GoCreate 1 2 18446744073709551614 4611686018427387904
          GoBlock 1 9223372036854775808 5
        batch 1 none 100
          Stacks
          Stack 4611686018427387904 | 0x7fffffffffffffff 1000000000000 9223372036854775808 18446744073709551615
          Stack 18446744073709551614 | 1 1000000000000 0 0
          Stack 5
        batch 1 none 100
          Strings
          String 1000000000000 "main.f"
          String 9223372036854775808 "a reason"
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 StateTransition Time=103 GoID=2 NotExist->Runnable Reason=""
        TransitionStack=
        	main.f @ 0x1
        		:0

        Stack=
        	main.f @ 0x7fffffffffffffff
        		a reason:18446744073709551615

        M=10 P=0 G=1 StateTransition Time=104 GoID=1 Running->Waiting Reason="a reason"
        TransitionStack=

        Stack=

        M=-1 P=-1 G=-1 Sync Time=105 N=2
        """);

    public static readonly CraftedCase Event_without_its_string = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          UserLog 1 5 0 3 0
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        """,
        TraceFormatError.UnknownId);

    public static readonly CraftedCase Region_without_its_name = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          UserRegionBegin 1 5 3 0
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        """,
        TraceFormatError.UnknownId);

    // Whatever a program says: cut in the middle of a character, no text at all, what no one can see.
    public static readonly CraftedCase Texts_of_any_bytes = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
          GoStatus 1 1 10 2
          UserLog 1 0 1 2 0
          UserLog 1 0 3 4 1
          GoLabel 1 5
          STWBegin 1 2 0
          STWEnd 1
        batch 1 none 100
          Stacks
          Stack 1 | 0xabcdef 6 6 5
        batch 1 none 100
          Strings
          String 1 "quote \" backslash \\ line \n tab \x09 bell \x07 nul \x00 del \x7f esc \x1b"
          String 2 "cut \xc3"
          String 3 "\xff\xfe\xed\xa0\x80\xf4\x90\x80\x80\xc0\x80"
          String 4 "é 世界 \xf0\x9f\x98\x80 \xc2\xad \xe2\x80\xa8 \xf3\xa0\x80\x81 \xef\xbf\xbd \xc2\xa0 \xcc\x81"
          String 5 ""
          String 6 "main.Grüße[...]"
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=10 P=0 G=-1 StateTransition Time=102 GoID=1 Undetermined->Running Reason=""
        M=10 P=0 G=1 Log Time=103 Task=0 Category="quote \" backslash \\ line \n tab \t bell \a nul \x00 del \x7f esc \x1b" Message="cut \xc3"
        M=10 P=0 G=1 Log Time=104 Task=0 Category="\xff\xfe\xed\xa0\x80\xf4\x90\x80\x80\xc0\x80" Message="é 世界 😀 \u00ad \u2028 \U000e0001 � \u00a0 ́"
        Stack=
        	main.Grüße[...] @ 0xabcdef
        		main.Grüße[...]:5

        M=10 P=0 G=1 Label Time=105 Label="" Resource=Goroutine(1)
        M=10 P=0 G=1 RangeBegin Time=106 Name="stop-the-world (cut \xc3)" Scope=Goroutine(1)
        M=10 P=0 G=1 RangeEnd Time=107 Name="stop-the-world (cut \xc3)" Scope=Goroutine(1) Attributes=[]
        M=-1 P=-1 G=-1 Sync Time=108 N=2
        """);

    public static readonly CraftedCase String_too_long = new(
        """
        go 1.22
        clock 1 100
        batch 1 10 100
          ProcStatus 1 0 1
        batch 1 none 100
          Strings
          bytes 05 01 81 08
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=1 N=1
        """,
        TraceFormatError.BadTable);

    // Longer forms of a number than needed are numbers all the same.
    public static readonly CraftedCase Padded_numbers = new(
        """
        go 1.22
        clock 1 100
        raw 01 81 80 80 00 8a 80 00 e4 80 80 80 80 80 80 80 80 00 8f 80 80 80 00
        raw 0d 81 00 80 80 80 80 80 80 80 80 80 00 81 00
        """,
        """
        M=-1 P=-1 G=-1 Sync Time=100 N=1
        M=10 P=-1 G=-1 StateTransition Time=101 ProcID=0 Undetermined->Running Reason=""
        M=-1 P=-1 G=-1 Sync Time=102 N=2
        """);
}
