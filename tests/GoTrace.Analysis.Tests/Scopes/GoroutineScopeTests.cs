using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Tests.Figures;

namespace GoTrace.Analysis.Tests.Scopes;

/// <summary>Only some goroutines.</summary>
public sealed class GoroutineScopeTests
{
    public static TheoryData<string> Traces => TestTraces.Modern;

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task A_function_has_the_figures_of_its_group(string name)
    {
        TraceAnalysis whole = (await PlainFigures.OfAsync(name))[0].Found;
        foreach (GoroutineGroupFigures group in whole.Goroutines.ByFunction.Where(g => g.Function.Length > 0).Take(4))
        {
            TraceAnalysis found = await AnalyzeAsync(name, new AnalysisScope { Goroutine = group.Function });
            string what = $"{group.Function} of {name}";

            found.Goroutines.ByFunction.Should().BeEquivalentTo([group], what);
            found.Goroutines.Seen.Should().Be(group.Count, what);
            found.Goroutines.Created.Should().Be(group.Created, what);
            found.Goroutines.Ended.Should().Be(group.Ended, what);
            found.Preemptions.Count.Should().Be(group.Preemptions, what);
            found.Yields.Count.Should().Be(group.Yields, what);
            found.SchedulingLatency.All.Should().BeEquivalentTo(group.SchedulingLatency, what);
            found.SchedulingLatency.ByStack.Sum(s => s.Lengths.Count).Should().Be(group.SchedulingLatency.Count, what);
            found.Threads.ByThread.Sum(t => t.GoroutineNs).Should().Be(group.RunningNs, what);
            found.Preemptions.PerGoroutineSecond.Should().BeApproximately(
                group.RunningNs == 0 ? 0 : group.Preemptions * 1e9 / group.RunningNs, 1e-6, what);
            found.DurationNs.Should().Be(whole.DurationNs, what);
            found.Processors.Should().BeEquivalentTo(whole.Processors, "they run all goroutines, not just {0}", what);
            found.StopTheWorld.Should().BeEquivalentTo(whole.StopTheWorld, what);
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Without_the_runtimes_own_it_is_the_users(string name)
    {
        TraceAnalysis whole = (await PlainFigures.OfAsync(name))[0].Found;
        TraceAnalysis found = await AnalyzeAsync(name, new AnalysisScope { IncludeSystem = false });

        found.Preemptions.Count.Should().Be(whole.Preemptions.User, name);
        found.Preemptions.User.Should().Be(whole.Preemptions.User, name);
        found.Yields.Count.Should().Be(whole.Yields.User, name);
        found.SchedulingLatency.All.Should().BeEquivalentTo(whole.SchedulingLatency.User, name);
        found.SchedulingLatency.User.Should().BeEquivalentTo(whole.SchedulingLatency.User, name);
        found.Goroutines.ByFunction.Should().BeEquivalentTo(whole.Goroutines.ByFunction.Where(g => !g.System), name);
        found.Goroutines.Starts.Should().BeLessThanOrEqualTo(whole.Goroutines.Starts, name);
        found.Windows.Select(w => (w.LatencyCount, w.LatencyTotalNs, w.UserPreemptions)).Should().Equal(
            whole.Windows.Select(w => (w.LatencyCount, w.LatencyTotalNs, w.UserPreemptions)), name);
    }

    [Fact]
    public async Task A_name_may_end_in_a_star()
    {
        const string Trace = "go1.27/http.trace.gz";
        TraceAnalysis whole = (await PlainFigures.OfAsync(Trace))[0].Found;
        TraceAnalysis found = await AnalyzeAsync(Trace, new AnalysisScope { Goroutine = "net/http.*" });

        found.Goroutines.ByFunction.Should().HaveCountGreaterThan(1).And.BeEquivalentTo(
            whole.Goroutines.ByFunction.Where(g => g.Function.StartsWith("net/http.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_function_that_none_began_with_leaves_none()
    {
        TraceAnalysis found = await AnalyzeAsync("go1.27/http.trace.gz", new AnalysisScope { Goroutine = "main.nobody" });

        found.Goroutines.ByFunction.Should().BeEmpty();
        found.SchedulingLatency.All.Count.Should().Be(0);
        found.Preemptions.PerGoroutineSecond.Should().Be(0);
        found.Syscalls.All.Count.Should().Be(0);
    }

    private static async Task<TraceAnalysis> AnalyzeAsync(string name, AnalysisScope scope) =>
        await TraceAnalyzer.AnalyzeAsync(TestTraces.PathOf(name), PlainFigures.Options(TimeBase.Recorded) with { Scope = scope });
}
