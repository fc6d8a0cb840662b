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
    // Up to Go 1.21 two processors may record the same tick. Go mends the time of whichever its queue
    // brings second, by a nanosecond; which that is depends on what the queue held before.
    private const long LegacySlackNs = 20;

    public static TheoryData<string> Traces => [.. ReferenceFigures.Traces.Where(t => !IsRefused(t))];

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Figures_are_those_of_Go(string trace)
    {
        foreach (TimeBase timeBase in Enum.GetValues<TimeBase>())
        {
            JsonElement expected = ReferenceFigures.Of(trace, timeBase);
            TraceAnalysis analysis = await AnalyzeAsync(trace, timeBase);
            long slackNs = analysis.FormatVersion < 22 && timeBase == TimeBase.Go ? LegacySlackNs : 0;
            FigureDifference.Find(expected, JsonElement.Parse(analysis.ToJson()), slackNs).Should().BeEmpty("figures of {0} from {1} times", trace, timeBase);
        }
    }

    [Fact]
    public void Every_bundled_trace_has_its_figures() =>
        ReferenceFigures.Traces.Should().Equal(
            new[] { "advice", "traces", "tuning" }
                .SelectMany(TestData.Files)
                .Select(f => Path.GetRelativePath(TestData.Root, f).Replace('\\', '/'))
                .Order(StringComparer.Ordinal));

    // C threads that call into Go, in traces up to Go 1.20: their goroutines come out of nowhere.
    [Fact]
    public async Task What_Go_refuses_has_figures_all_the_same()
    {
        string[] refused = [.. ReferenceFigures.Traces.Where(IsRefused)];
        refused.Should().NotBeEmpty();
        foreach (string trace in refused)
        {
            (await AnalyzeAsync(trace, TimeBase.Recorded)).Events.Should().BePositive(trace);
        }
    }

    private static bool IsRefused(string trace) => ReferenceFigures.Of(trace, TimeBase.Recorded).TryGetProperty("error", out _);

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
