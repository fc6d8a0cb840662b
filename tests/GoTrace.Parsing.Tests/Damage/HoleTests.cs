using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Damage;

/// <summary>What a hole does to goroutines, processors and threads, on traces made by hand.</summary>
public sealed class HoleTests
{
    // Thread 1 runs goroutine 1 on processor 0, thread 2 goroutine 2 on processor 1.
    private const string Beginning =
        """
        go 1.26
        clock 1 100
        batch 1 1 100
        ProcStatus 1 0 1
        GoStatus 1 1 1 2
        batch 1 2 150
        ProcStatus 1 1 1
        GoStatus 1 2 2 2
        """;

    [Fact]
    public async Task At_a_cut_nothing_is_known_of_a_thread_after_its_last_event()
    {
        // Goroutine 3 was unblocked by thread 2, in events that are lost.
        Outcome outcome = await Read(Beginning + """

            batch 1 1 200
            GoCreateBlocked 10 3 0 0
            GoBlock 10 0 0
            GoStart 50 3 2
            HeapAlloc 10 1
            """);
        outcome.Generations.Should().ContainSingle().Which.HasHole.Should().BeTrue();
        Transitions(outcome).Should().Equal(
            "101 P0 Undetermined->Running",
            "102 G1 Undetermined->Running",
            "151 P1 Undetermined->Running",
            "152 G2 Undetermined->Running",
            "152 G2 Running->Undetermined",
            "152 P1 Running->Undetermined",
            "210 G3 NotExist->Waiting",
            "220 G1 Running->Waiting",
            "270 G3 Undetermined->Running",
            "280 G3 Running->Undetermined",
            "280 P0 Running->Undetermined");
    }

    [Fact]
    public async Task A_wait_that_can_be_followed_is_followed()
    {
        Outcome outcome = await Read(Beginning + """

            batch 1 1 200
            GoCreateBlocked 10 3 0 0
            GoUnblock 10 3 1 0
            GoBlock 10 0 0
            GoStart 10 3 2
            """);
        Transitions(outcome).Where(t => t.Contains("G3", StringComparison.Ordinal)).Should().Equal(
            "210 G3 NotExist->Waiting",
            "220 G3 Waiting->Runnable",
            "240 G3 Runnable->Running",
            "240 G3 Running->Undetermined");
    }

    [Fact]
    public async Task A_lost_batch_of_a_thread_leaves_the_others_alone()
    {
        // The second batch of thread 1 is of a generation that is not there.
        Outcome outcome = await Read(Beginning + """

            batch 9 1 200
            GoBlock 10 0 0
            batch 1 1 300
            HeapAlloc 10 5
            GoBlock 10 0 0
            ProcStop 10
            ProcStart 10 0 1
            HeapAlloc 10 6
            batch 1 2 200
            GoStop 10 0 0
            GoStart 10 2 1
            end
            """);
        TraceDamage damage = outcome.Damage.Should().ContainSingle().Subject;
        damage.Error.Code.Should().Be(TraceFormatError.BadGeneration);
        damage.LostBytes.Should().BeGreaterThan(9);
        damage.LastTimeBefore.Should().Be(102);
        Transitions(outcome).Should().Equal(
            "101 P0 Undetermined->Running",
            "102 G1 Undetermined->Running",
            "102 G1 Running->Undetermined",
            "102 P0 Running->Undetermined",
            "151 P1 Undetermined->Running",
            "152 G2 Undetermined->Running",
            "210 G2 Running->Runnable",
            "220 G2 Runnable->Running",
            "340 P0 Undetermined->Running");

        // The event of a goroutine that is not known is left out; metrics are not.
        outcome.Events.Where(e => e.Kind == EventKind.Metric).Select(e => (e.Value, e.Processor, e.Goroutine))
            .Should().Equal((5UL, -1L, -1L), (6UL, 0L, -1L));
    }

    [Fact]
    public async Task A_trace_that_can_not_be_ordered_goes_on_behind_the_knot()
    {
        Outcome outcome = await Read(Beginning + """

            batch 1 1 200
            GoUnblock 10 7 3 0
            GoStop 10 0 0
            batch 1 2 900
            GoStop 10 0 0
            end
            """);
        TraceDamage damage = outcome.Damage.Should().ContainSingle().Subject;
        damage.Error.Code.Should().Be(TraceFormatError.NoOrder);
        damage.Kind.Should().Be(TraceDamageKind.Corrupt);
        Transitions(outcome).Skip(4).Should().Equal(
            "910 G2 Running->Runnable",
            "210 G7 Undetermined->Runnable",
            "220 G1 Running->Runnable");
    }

    [Fact]
    public async Task The_generation_behind_a_hole_stands_for_itself()
    {
        Outcome outcome = await Read(Beginning + """

            batch 1 1 200
            GoSyscallEnd 1
            end
            clock 2 1000
            batch 2 1 1000
            ProcStatus 1 0 1
            GoStatus 1 8 1 2
            end
            """);
        outcome.Generations.Select(g => g.FollowsGap).Should().Equal(false, true);
        outcome.Damage.Should().ContainSingle().Which.FirstTimeAfter.Should().Be(1000);
        Transitions(outcome).Skip(4).Should().Equal(
            "102 G1 Running->Undetermined",
            "102 P0 Running->Undetermined",
            "1001 P0 Undetermined->Running",
            "1002 G8 Undetermined->Running");
    }

    [Fact]
    public async Task A_goroutine_does_not_switch_to_itself()
    {
        Outcome outcome = await Read(Beginning + """

            batch 1 1 200
            GoSyscallEnd 1
            GoSwitch 1 1 1
            end
            """);
        outcome.Damage.Should().ContainSingle();
        Transitions(outcome).Should().NotContain(t => t.Contains("G1 Running->Waiting", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1125899906842624")]
    [InlineData("9223372036854775807")] // no sum holds it: it would come before all others
    public async Task A_time_that_no_generation_has_takes_its_thread_with_it(string delta)
    {
        byte[] trace = TraceAssembler.Assemble(Beginning + $"""

            batch 1 1 200
            GoStop 10 0 0
            GoStart {delta} 1 1
            batch 1 2 250
            GoStop 10 0 0
            end
            """);
        Outcome outcome = await Outcome.ReadAsync(trace);
        TraceDamage damage = outcome.Damage.Should().ContainSingle().Subject;
        damage.Error.Code.Should().Be(TraceFormatError.BadClock);

        // The time is what the event's turn goes by: a late one is found to be none when all others had their turn.
        string[] given = ["210 G1 Running->Runnable", "260 G2 Running->Runnable", "210 P0 Running->Undetermined"];
        string[] expected = delta[0] == '1' ? given : [given[0], given[2], given[1]];
        Transitions(outcome).Skip(4).Should().Equal(expected);
        outcome.Events.Max(e => e.Time).Should().Be(260);
        Outcome plain = await Outcome.ReadAsync(trace, new TraceReaderOptions { PlainOrdering = true });
        Transitions(plain).Skip(4).Should().Equal(expected);
    }

    // States at a generation's end are written on no thread.
    [Fact]
    public async Task A_time_that_no_sum_holds_is_none_on_no_thread_either()
    {
        byte[] trace = TraceAssembler.Assemble(Beginning + """

            batch 1 none 300
            GoStatus 1 7 9 4
            GoStatus 9223372036854775807 8 9 4
            end
            """);
        foreach (bool isPlain in (bool[])[false, true])
        {
            Outcome outcome = await Outcome.ReadAsync(trace, new TraceReaderOptions { PlainOrdering = isPlain });
            outcome.Damage.Should().ContainSingle().Which.Error.Code.Should().Be(TraceFormatError.BadClock);
            outcome.Events.Min(e => e.Time).Should().BePositive();
            outcome.Events.Should().Contain(e => e.ResourceId == 7);
        }
    }

    [Fact]
    public async Task A_thread_that_lost_its_only_batch_has_nothing_any_more()
    {
        // What thread 2 had in the generation before, it need not have had in this one.
        Outcome outcome = await Read(Beginning + """

            end
            clock 2 1000
            batch 2 1 1000
            ProcStatus 1 0 1
            GoStatus 1 1 1 2
            batch 9 2 1000
            GoBlock 10 0 0
            batch 2 1 1100
            HeapAlloc 10 1
            end
            """);
        outcome.Damage.Should().ContainSingle().Which.LastTimeBefore.Should().Be(1000);
        Transitions(outcome).Skip(4).Should().Equal(
            "1000 G2 Running->Undetermined",
            "1000 P1 Running->Undetermined",
            "1001 P0 Running->Running",
            "1002 G1 Running->Running");
    }

    private static Task<Outcome> Read(string description) => Outcome.ReadAsync(TraceAssembler.Assemble(description));

    private static List<string> Transitions(Outcome outcome) =>
    [
        .. outcome.Generations.SelectMany(g => g.Events).Where(e => e.Kind == EventKind.StateTransition).Select(e => e.IsGoroutineTransition
            ? $"{e.Time} G{e.ResourceId} {e.OldState}->{e.NewState}"
            : $"{e.Time} P{e.ResourceId} {e.OldProcessorState}->{e.NewProcessorState}"),
    ];
}
