using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Figures;

/// <summary>What traces up to Go 1.21 know less of: the figures say so, and make nothing up.</summary>
public sealed class LegacyFigureTests
{
    // From here on they number timers, the network and the like among the processors.
    private const long FirstFalseProcessor = 1_000_000;

    public static TheoryData<string> Traces => TestTraces.Legacy;

    // Go's reader makes up an end of such a syscall, 1 ns after its beginning.
    [Theory]
    [MemberData(nameof(Traces))]
    public async Task A_syscall_that_did_not_block_is_counted_and_has_no_length(string name)
    {
        (TraceAnalysis a, List<TraceEvent> events) = await ReadAsync(name);

        a.Syscalls.CountOnly.Should().Be(events.Count(e => e.Type == WireType.GoSyscallEnd));
        a.Syscalls.All.Count.Should().Be(
            events.Count(e => e.Type == WireType.GoSyscallEndBlocked && e.OldState == GoroutineState.Syscall) - FoundInSyscall(events));
        a.Syscalls.Blocked.Should().Be(a.Syscalls.All);
        a.Syscalls.Long.ByStack.All(s => s.TotalNs >= s.Count * a.Syscalls.Long.ThresholdNs).Should().BeTrue();
        a.Syscalls.ByStack.Sum(s => s.Lengths.Count).Should().BeLessThanOrEqualTo(a.Syscalls.All.Count);
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task False_processors_are_none(string name)
    {
        (TraceAnalysis a, List<TraceEvent> events) = await ReadAsync(name);

        long[] real = [.. events.Select(e => e.Processor).Where(p => p is >= 0 and < FirstFalseProcessor).Distinct().Order()];
        a.Processors.Select(p => p.Id).Should().BeEquivalentTo(real);
        a.Processors.Should().OnlyContain(p => p.ExistedNs <= a.DurationNs && p.RunningNs <= p.ExistedNs);
        a.Goroutines.Migrations.Should().Be(Migrations(events));
    }

    // What was there before was not made in the trace, and its first state has no known beginning.
    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Goroutines_from_before_are_seen_and_not_created(string name)
    {
        (TraceAnalysis a, List<TraceEvent> events) = await ReadAsync(name);

        a.Goroutines.Seen.Should().Be(
            events.Where(e => e.Kind == EventKind.StateTransition && e.ResourceKind == ResourceKind.Goroutine).Select(e => e.ResourceId).Distinct().Count());
        a.Goroutines.Created.Should().Be(events.Count(e => e.Type == WireType.GoCreate)).And.BeLessThan(a.Goroutines.Seen);
        a.SchedulingLatency.All.Count.Should().BeLessThanOrEqualTo(
            events.Count(e => e.OldState == GoroutineState.Runnable && e.NewState == GoroutineState.Running && e.ResourceKind == ResourceKind.Goroutine));
    }

    [Fact]
    public async Task Several_syscalls_of_each_sort_are_among_the_traces()
    {
        (TraceAnalysis a, _) = await ReadAsync("go1.21/syscalls.trace");

        a.Syscalls.CountOnly.Should().BeGreaterThan(100);
        a.Syscalls.Blocked.Count.Should().BePositive();
        a.Syscalls.All.P50Ns.Should().BeGreaterThan(1000);
    }

    private static int FoundInSyscall(List<TraceEvent> events)
    {
        HashSet<long> found = [];
        int ended = 0;
        foreach (TraceEvent e in events.Where(e => e.Kind == EventKind.StateTransition && e.ResourceKind == ResourceKind.Goroutine))
        {
            if (e.NewState == GoroutineState.Syscall && e.OldState == GoroutineState.Undetermined)
            {
                found.Add(e.ResourceId);
            }
            else if (found.Remove(e.ResourceId) && e.OldState == GoroutineState.Syscall)
            {
                ended++;
            }
        }

        return ended;
    }

    private static int Migrations(List<TraceEvent> events)
    {
        Dictionary<long, long> last = [];
        int count = 0;
        foreach (TraceEvent e in events)
        {
            if (e.Kind == EventKind.StateTransition && e.ResourceKind == ResourceKind.Goroutine
                && e.OldState is (GoroutineState.Runnable or GoroutineState.Undetermined) && e.NewState == GoroutineState.Running)
            {
                count += last.TryGetValue(e.ResourceId, out long before) && before != e.Processor ? 1 : 0;
                last[e.ResourceId] = e.Processor;
            }
        }

        return count;
    }

    private static async Task<(TraceAnalysis Analysis, List<TraceEvent> Events)> ReadAsync(string name)
    {
        List<TraceEvent> events = [];
        await using (TraceReader reader = TraceReader.Open(TestTraces.PathOf(name)))
        {
            while (await reader.ReadGenerationAsync(TestContext.Current.CancellationToken) is { } generation)
            {
                foreach (ref readonly TraceEvent e in generation)
                {
                    events.Add(e);
                }
            }
        }

        return (await TraceAnalyzer.AnalyzeAsync(TestTraces.PathOf(name)), events);
    }
}
