using System.Text.Json;
using GoTrace.Analysis.Tests.Support;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Reference;

/// <summary>
/// Every figure that Go's own reader can tell is the same here, of every bundled trace and from both
/// times: quantiles within 1 %, everything else exactly, under the same names in JSON.
/// </summary>
public class ReferenceFigureTests
{
    public static TheoryData<string> Traces => [.. ReferenceFigures.Traces];

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Figures_are_those_of_Go(string trace)
    {
        foreach (TimeBase timeBase in Enum.GetValues<TimeBase>())
        {
            JsonElement expected = ReferenceFigures.Of(trace, timeBase);
            Assert.SkipWhen(expected.TryGetProperty("error", out JsonElement error), $"Go's reader refuses it: {error}");
            JsonElement found = JsonElement.Parse((await AnalyzeAsync(trace, timeBase)).ToJson());
            FigureDifference.Find(expected, found).Should().BeEmpty("figures of {0} from {1} times", trace, timeBase);
        }
    }

    [Fact]
    public void Every_bundled_trace_has_its_figures() =>
        ReferenceFigures.Traces.Should().Equal(
            new[] { "advice", "traces", "tuning" }
                .SelectMany(TestData.Files)
                .Select(f => Path.GetRelativePath(TestData.Root, f).Replace('\\', '/'))
                .Order(StringComparer.Ordinal));

    private static async Task<TraceAnalysis> AnalyzeAsync(string trace, TimeBase timeBase)
    {
        try
        {
            return await TraceAnalyzer.AnalyzeAsync(
                TestData.Path(trace), new AnalysisOptions { TimeBase = timeBase }, null, TestContext.Current.CancellationToken);
        }
        catch (TraceFormatException e) when (e.Code == TraceFormatError.UnsupportedVersion)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }
}
