using GoTrace.Analysis.Reporting;
using GoTrace.Fuzz.Hostile;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Reporting;

/// <summary>The values of GOMAXPROCS, for people.</summary>
public sealed class LimitsTests
{
    [Theory]
    [InlineData("not told")]
    [InlineData("4", 4)]
    [InlineData("4 → 8", 4, 8)]
    [InlineData("4 → 8 → 4 → 2", 4, 8, 4, 2)]
    [InlineData("4 → 8 → … → 16 (4 changes)", 4, 8, 4, 2, 16)]
    public void Few_are_told_all_and_of_many_the_first_and_the_last(string words, params int[] limits) =>
        Limits.Words([.. limits.Select(l => (long)l)]).Should().Be(words);

    [Fact]
    public async Task A_trace_with_very_many_has_a_short_first_line_and_whole_json()
    {
        await using TraceReader reader = TraceReader.Create(HostileInput.ByName("machine-that-changes").Make(20_000));
        TraceAnalysis a = await TraceAnalyzer.AnalyzeAsync(reader, cancellationToken: TestContext.Current.CancellationToken);

        a.GoMaxProcs.Should().HaveCountGreaterThan(3_000);
        string told = $"GOMAXPROCS 4096 → 1 → … → {a.GoMaxProcs[^1]} ({a.GoMaxProcs.Count - 1:N0} changes)";
        string line = a.ToText().Split('\n').Single(l => l.Contains("GOMAXPROCS 4096", StringComparison.Ordinal));
        line.Should().Contain(told);
        line.Length.Should().BeLessThan(200);
        System.Text.Json.JsonDocument.Parse(a.ToJson()).RootElement.GetProperty("gomaxprocs").GetArrayLength().Should().Be(a.GoMaxProcs.Count);
    }
}
