using CsCheck;

namespace GoTrace.Parsing.Tests.Legacy;

/// <summary>In which order the events of many processors come.</summary>
public sealed class OrderTests
{
    [Fact]
    public void What_a_scheduler_did_is_told_in_the_order_in_which_it_did_it() =>
        Gen.Int.Sample(
            seed =>
            {
                (byte[] trace, string[] told) = new SchedulerModel(seed).Run(400);
                List<TraceEvent> events = LegacyEvents.ReadAsync(trace, new TraceReaderOptions { Strict = true }).GetAwaiter().GetResult();
                LegacyEvents.DescribeTimed(events)[1..^1].Should().Equal(told, "of seed {0}", seed);
            },
            iter: 300);

    [Fact]
    public async Task Equal_times_come_by_processor_then_samples_then_returns_from_syscalls()
    {
        byte[] trace = LegacyAssembler.Assemble(
            """
            go 1.19
            batch 1 1000
              GoCreate 1000 1 0 0
              GoCreate 1001 2 0 0
              GoInSyscall 1002 2
              ProcStart 1003 7
              GoStartLocal 1004 1
              Gomaxprocs 1005 4 0
              HeapAlloc 1010 1
            batch 0 1010
              HeapAlloc 1010 2
              GoSysExit 1020 2 2 1010
            batch none 1010
              HeapAlloc 1010 3
            batch 0 1
              CPUSample 1 1010 0 1 0
              Frequency 1000000000
            """);

        List<TraceEvent> events = await LegacyEvents.ReadAsync(trace);

        LegacyEvents.DescribeTimed(events)[4..^1].Should().Equal(
            "10 HeapAlloc M=-1 P=-1 G=-1 HeapObjects=3",
            "10 HeapAlloc M=-1 P=0 G=-1 HeapObjects=2",
            "10 HeapAlloc M=7 P=1 G=1 HeapObjects=1",
            "10 CpuSample M=-1 P=0 G=1",
            "10 GoSyscallEndBlocked M=-1 P=1000003 G=2 g2 Syscall->Runnable");
        events.Select(e => e.GoTime).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task What_an_event_of_equal_time_waits_for_comes_first()
    {
        byte[] trace = LegacyAssembler.Assemble(
            """
            go 1.19
            batch 1 1000
              GoCreate 1000 1 0 0
              ProcStart 1003 7
              GoStartLocal 1004 1
              Gomaxprocs 1005 4 0
              GoCreate 1010 5 0 0
              GoBlock 1010 0
            batch 0 1010
              ProcStart 1010 8
              GoStart 1010 5 1
              GoUnblock 1010 1 2 0
              Frequency 1000000000
            """);

        List<TraceEvent> events = await LegacyEvents.ReadAsync(trace, new TraceReaderOptions { Strict = true });

        LegacyEvents.DescribeTimed(events)[3..^1].Should().Equal(
            "10 ProcStatus M=8 P=0 G=-1 p0 Undetermined->Running",
            "10 GoCreate M=7 P=1 G=1 g5 NotExist->Runnable",
            "10 GoStart M=8 P=0 G=5 g5 Runnable->Running",
            "10 GoBlock M=7 P=1 G=1 g1 Running->Waiting",
            "10 GoUnblock M=8 P=0 G=5 g1 Waiting->Runnable");
    }
}
