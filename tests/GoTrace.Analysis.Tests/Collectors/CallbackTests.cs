using GoTrace.Analysis.Goroutines;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Collectors;

/// <summary>Goroutines of C threads end and come again: each is one, under the name that it once gets.</summary>
public sealed class CallbackTests
{
    [Fact]
    public async Task What_one_did_before_it_had_a_name_is_its_own()
    {
        TraceAnalysis a = await AnalyzeAsync(comesAgain: true);

        GoroutineGroupFigures group = a.Goroutines.ByFunction.Should().ContainSingle().Subject;
        (group.Function, group.Count, group.Created, group.Ended, group.Alive).Should().Be(("main.short", 1, 1, 1, 1));
        group.SyscallNs.Should().Be(2 * 640, "from one event to the next, before it left and after it had come again");
        a.DataQuality.UnnamedGoroutines.Should().Be(0);
    }

    [Fact]
    public async Task One_that_does_not_come_again_has_no_name()
    {
        TraceAnalysis a = await AnalyzeAsync(comesAgain: false);

        GoroutineGroupFigures group = a.Goroutines.ByFunction.Should().ContainSingle().Subject;
        (group.Function, group.Count, group.Created, group.Ended, group.Alive).Should().Be(("", 1, 0, 1, 0));
        group.SyscallNs.Should().Be(640);
        a.DataQuality.UnnamedGoroutines.Should().Be(1);
    }

    [Fact]
    public async Task Where_only_a_name_is_looked_at_it_is_one_too()
    {
        TraceAnalysis whole = await AnalyzeAsync(comesAgain: true);
        TraceAnalysis ofName = await AnalyzeAsync(comesAgain: true, new AnalysisScope { Goroutine = "main.short" });
        TraceAnalysis ofOthers = await AnalyzeAsync(comesAgain: true, new AnalysisScope { Goroutine = "main.main" });

        ofName.Goroutines.ByFunction.Should().BeEquivalentTo(whole.Goroutines.ByFunction);
        ofOthers.Goroutines.ByFunction.Should().BeEmpty();
        ofOthers.Goroutines.Seen.Should().Be(0);
    }

    private static async Task<TraceAnalysis> AnalyzeAsync(bool comesAgain, AnalysisScope? scope = null)
    {
        await using TraceReader reader = TraceReader.Create(SyntheticTrace.OfCallback(comesAgain));
        TraceAnalysis a = await TraceAnalyzer.AnalyzeAsync(
            reader, new AnalysisOptions { Scope = scope ?? new AnalysisScope() }, cancellationToken: TestContext.Current.CancellationToken);
        a.DataQuality.Damage.Should().BeEmpty();
        return a;
    }
}
