using GoTrace.Analysis.Processors;
using GoTrace.Fuzz.Hostile;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Hostile;

/// <summary>
/// Files with very many processors, and much that is a matter of all of them. What they cost goes by events,
/// windows and processors, and not by one times the other: processors that were gone through are counted.
/// </summary>
public sealed class MachineEffortTests
{
    private const int Length = 128 << 10;

    // Plots: 600 slices, and 300 each time that the trace is twice as long, of 256 processors.
    private const long OfSlices = (600 + (300 * 21)) * 256;

    // A change of GOMAXPROCS goes through the processors between two values 64 at once.
    private const long OfEvent = 4096 / 64 * 2;

    // At the beginning, at the end, and where GOMAXPROCS is first told.
    private const long OfProcessor = 8;

    public static TheoryData<string> Inputs =>
    [
        .. HostileMachine.All.Select(i => i.Name).Where(n => !n.Contains("-with-", StringComparison.Ordinal)),
    ];

    [Theory]
    [InlineData(4_096UL)]
    [InlineData(1_000_000UL)]
    public async Task A_few_bytes_that_claim_many_processors_for_an_hour_cost_no_windows_times_processors(ulong processors)
    {
        byte[] input = HostileMachine.Small(processors);
        input.Length.Should().BeLessThan(100);

        (ProcessorTracker machine, long events) = await FollowAsync(input);
        machine.Windows.Should().HaveCount(36_000);
        machine.Windows[^1].Existing.Should().Be(4_096);
        machine.Windows.Sum(w => w.Totals[(int)Activity.Idle]).Should()
            .Be((4_095 * 3_600_000_000_000) + 64, "one runs from the second event on, that is 64 ns after the first");
        machine.Processors.Effort.Should().BeLessThan(OfSlices + (OfEvent * events) + (OfProcessor * 4_096), "36,000 windows times 4,096 processors are 147 million");
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Nothing_that_happens_to_all_costs_events_times_processors(string name)
    {
        (ProcessorTracker machine, long events) = await FollowAsync(HostileInput.ByName(name).Make(Length));
        events.Should().BeGreaterThan(10_000);
        machine.Processors.Count.Should().BeGreaterThan(4_000);
        machine.Processors.Effort.Should().BeLessThan(OfSlices + (OfEvent * events) + (OfProcessor * 10_000));
    }

    // Each hole is a matter of all processors, once or twice.
    [Fact]
    public async Task A_hole_costs_no_more_than_to_go_through_all()
    {
        byte[] input = HostileInput.ByName("machine-with-holes").Make(Length / 4);
        (ProcessorTracker machine, _) = await FollowAsync(input);
        long generations = input.Length / 40;
        machine.Processors.Effort.Should().BeGreaterThan(generations * 4_096, "there were holes");
        machine.Processors.Effort.Should().BeLessThan(OfSlices + (generations * 4_096 * 6));
    }

    private static async Task<(ProcessorTracker Machine, long Events)> FollowAsync(byte[] input)
    {
        var machine = new ProcessorTracker(AnalysisOptions.Default);
        var chunk = new TraceEvent[512];
        long events = 0;
        await using TraceReader reader = TraceReader.Create(input);
        while (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken) is { } generation)
        {
            machine.BeginGeneration(generation, reader.Header);
            int count;
            while ((count = generation.Read(chunk)) > 0)
            {
                machine.Add(chunk.AsSpan(0, count));
                events += count;
            }
        }

        machine.End();
        return (machine, events);
    }
}
