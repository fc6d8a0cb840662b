using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Syscalls;
using GoTrace.Analysis.Tests.Support;

namespace GoTrace.Analysis.Tests.Reference;

/// <summary>
/// The cases of docs/differences.md. What stands here was added up from the recorded times of the
/// events that Go's reader gives; Go's own figures of the same traces are in the document.
/// </summary>
public sealed class DifferenceTests
{
    [Fact]
    public async Task A_syscall_that_is_not_over_counts_once()
    {
        TraceAnalysis analysis = await AnalyzeAsync("traces/go1.27/syscalls.trace");

        GoroutineGroupFigures group = analysis.Goroutines.ByFunction.Single(g => g.Function == "main.nanosleep");
        (group.RunningNs, group.RunnableNs, group.SyscallNs).Should().Be((640, 3_072, 15_985_792));
        LongSyscall open = analysis.Syscalls.Long.Longest.Single(s => s.OpenEnd);
        (open.Goroutine, open.LengthNs).Should().Be((30, 15_985_792));
        analysis.Syscalls.All.MaxNs.Should().BeLessThan(open.LengthNs);
    }

    [Fact]
    public async Task A_wait_is_put_where_the_waiting_goroutine_stopped()
    {
        TraceAnalysis analysis = await AnalyzeAsync("traces/go1.27/http.trace.gz");

        Scheduling.StackFigures first = analysis.SchedulingLatency.ByStack[0];
        first.Stack.Single().Function.Should().Be("net/http.(*connReader).backgroundRead");
        first.Lengths.Count.Should().Be(96);
        analysis.SchedulingLatency.ByStack.Sum(s => s.Lengths.TotalNs).Should().BeLessThanOrEqualTo(analysis.SchedulingLatency.All.TotalNs);
    }

    [Fact]
    public async Task A_syscall_without_an_end_has_no_length()
    {
        SyscallFigures syscalls = (await AnalyzeAsync("traces/go1.21/syscalls.trace")).Syscalls;

        (syscalls.All.Count, syscalls.CountOnly).Should().Be((7, 302));
    }

    [Fact]
    public async Task The_start_of_a_GC_is_no_syscall()
    {
        SyscallFigures syscalls = (await AnalyzeAsync("traces/go1.22/gcpressure.trace.gz")).Syscalls;

        (syscalls.GcStart.Count, syscalls.GcStart.TotalNs).Should().Be((2, 132_544));
        (syscalls.User.TotalNs + syscalls.GcStart.TotalNs).Should().Be(syscalls.All.TotalNs).And.Be(302_208);
    }

    private static Task<TraceAnalysis> AnalyzeAsync(string trace) =>
        TraceAnalyzer.AnalyzeAsync(TestData.Path(trace), null, null, TestContext.Current.CancellationToken);
}
