using System.Text;
using System.Text.Json;
using GoTrace.Analysis;
using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Reporting.Html;
using GoTrace.Report.Tests.Support;

namespace GoTrace.Report.Tests.Page;

/// <summary>No trace makes a page larger than it may be.</summary>
public sealed class SizeTests
{
    private static readonly TraceAnalysis Like = TestData.Analyze("traces/go1.27/http.trace.gz");

    [Theory]
    [MemberData(nameof(TestData.Varied), MemberType = typeof(TestData))]
    public void Pages_of_real_traces_are_small(string file) =>
        Size(TestData.Analyze(file).ToHtml()).Should().BeLessThan(600_000);

    [Fact]
    public void Many_rows_of_plain_texts_fit_and_the_page_says_how_many_there_would_be()
    {
        TraceAnalysis huge = Synthetic.Analysis(Like, 2_000, i => $"example.com/service/pkg{Math.Abs(i) % 50}.(*Type).Method{i}", 256);

        string page = huge.ToHtml();

        Size(page).Should().BeLessThanOrEqualTo(HtmlReport.MostBytes);
        JsonElement table = PageReader.Data(page).GetProperty("traces")[0].GetProperty("tables").GetProperty("goroutines");
        table.GetProperty("rows").GetInt32().Should().BeInRange(40, 250);
        table.GetProperty("total").GetInt64().Should().Be(2_000);
        JsonElement timeline = PageReader.Data(page).GetProperty("traces")[0].GetProperty("timeline");
        timeline.GetProperty("rows_total").GetInt32().Should().Be(256);
        timeline.GetProperty("rows").GetArrayLength().Should().BeInRange(16, 255);
    }

    [Fact]
    public void Long_texts_that_cost_most_fit() =>
        Size(Synthetic.Analysis(Like, 1_000, Synthetic.LongText, 256).ToHtml(Synthetic.LongText(1))).Should().BeLessThanOrEqualTo(HtmlReport.MostBytes);

    [Fact]
    public void As_many_traces_as_a_page_takes_fit()
    {
        TraceAnalysis huge = Synthetic.Analysis(Like, 300, Synthetic.LongText, 256);
        KeyValuePair<string, TraceAnalysis>[] traces =
            [.. Enumerable.Range(0, HtmlReport.MostTraces).Select(i => KeyValuePair.Create(Synthetic.LongText(i), huge))];

        string page = HtmlReport.Write(traces);

        Size(page).Should().BeLessThanOrEqualTo(HtmlReport.MostBytes);
        PageReader.Data(page).GetProperty("traces").GetArrayLength().Should().Be(HtmlReport.MostTraces);
    }

    [Fact]
    public void More_traces_are_refused()
    {
        KeyValuePair<string, TraceAnalysis>[] traces = [.. Enumerable.Repeat(KeyValuePair.Create("a", Like), HtmlReport.MostTraces + 1)];

        FluentActions.Invoking(() => HtmlReport.Write(traces)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => HtmlReport.Write(Array.Empty<TraceComparison>())).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_comparison_of_many_runs_and_long_texts_fits()
    {
        TraceComparison c = TraceComparison.Compare(TestData.Runs("gogc", "before"), TestData.Runs("gogc", "after"));
        TraceComparison huge = c with
        {
            Reason = Synthetic.LongText(1),
            BaselineLabel = Synthetic.LongText(2),
            CandidateLabel = Synthetic.LongText(3),
            Warnings = [.. Enumerable.Range(0, 500).Select(i => new ComparisonWarning("x", Synthetic.LongText(i), []))],
            Figures =
            [
                .. Enumerable.Range(0, 500).Select(i => c.Figures[i % c.Figures.Count] with
                {
                    Name = Synthetic.LongText(i),
                    Meaning = Synthetic.LongText(-i),
                    Primary = i % 2 == 0,
                    Baseline = new SideValues(10_000, 1, [.. Enumerable.Range(0, 10_000).Select(v => v / 3.0)]),
                    Candidate = new SideValues(10_000, 1, [.. Enumerable.Range(0, 10_000).Select(v => v / 7.0)]),
                    ExplainedBy = [.. Enumerable.Range(0, 1000).Select(e => new Explanation(Synthetic.LongText(e), Synthetic.LongText(e + i), 1 / 3.0, 1 / 7.0, 1 / 9.0))],
                }),
            ],
        };

        Size(huge.ToHtml()).Should().BeLessThanOrEqualTo(HtmlReport.MostBytes);
        Size(HtmlReport.Write([.. Enumerable.Repeat(huge, HtmlReport.MostTraces)])).Should().BeLessThanOrEqualTo(HtmlReport.MostBytes);
    }

    private static int Size(string page) => Encoding.UTF8.GetByteCount(page);
}
