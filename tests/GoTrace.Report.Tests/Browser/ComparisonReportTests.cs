using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Reporting.Html;
using GoTrace.Report.Tests.Support;
using Microsoft.Playwright;

namespace GoTrace.Report.Tests.Browser;

/// <summary>The report of a comparison, in a real browser.</summary>
public sealed class ComparisonReportTests(Chromium chromium)
{
    private static readonly TraceComparison Comparison =
        TraceComparison.Compare(TestData.Runs("gogc", "before"), TestData.Runs("gogc", "after"));

    [Fact]
    public async Task The_verdict_comes_first()
    {
        await using OpenedReport report = await OpenAsync();

        ILocator first = report.Page.Locator("main > section").First;
        (await first.Locator("h2").TextContentAsync()).Should().Be("Keep");
        (await first.Locator("p").First.TextContentAsync()).Should().StartWithEquivalentOf(Comparison.Reason);
        report.ShouldBeAtPeace();
    }

    [Fact]
    public async Task Each_primary_figure_has_its_change_and_every_run_as_a_dot()
    {
        await using OpenedReport report = await OpenAsync();
        FigureComparison[] primary = [.. Comparison.Figures.Where(f => f.Primary)];
        ILocator rows = report.Page.Locator("#figures tbody tr");

        (await rows.CountAsync()).Should().Be(primary.Length);
        for (int i = 0; i < primary.Length; i++)
        {
            ILocator row = rows.Nth(i);
            (await row.Locator("code").First.TextContentAsync()).Should().Be(primary[i].Name);
            (await row.Locator("svg.dots circle").CountAsync()).Should().Be(primary[i].Baseline.N + primary[i].Candidate.N);
            bool hasChange = primary[i].Change is not null;
            (await row.Locator("svg.forest").CountAsync()).Should().Be(hasChange ? 1 : 0);
        }

        // Improved: left of the line that is no change, its interval too.
        ILocator forest = rows.First.Locator("svg.forest.improved");
        float zero = float.Parse((await forest.Locator(".zero").GetAttributeAsync("x1"))!, System.Globalization.CultureInfo.InvariantCulture);
        float high = float.Parse((await forest.Locator("line.range").First.GetAttributeAsync("x2"))!, System.Globalization.CultureInfo.InvariantCulture);
        high.Should().BeLessThan(zero);
    }

    [Fact]
    public async Task What_explains_a_change_is_there_and_distributions_lie_over_each_other()
    {
        await using OpenedReport report = await OpenAsync();

        foreach (FigureComparison f in Comparison.Figures.Where(f => f.Primary && f.ExplainedBy.Count > 0))
        {
            ILocator table = report.Page.Locator("#why table", new PageLocatorOptions { HasTextString = $"What makes up the change of {f.Name} " });
            (await table.Locator("tbody tr th").AllTextContentsAsync()).Should().Equal(f.ExplainedBy.Select(e => e.Name));
        }

        (await report.PicturesAsync("#distributions canvas")).Should().HaveCount(Comparison.Distributions.Count).And.HaveCountGreaterThan(1);
        report.ShouldBeAtPeace();
    }

    [Fact]
    public async Task Figures_sort_and_filter()
    {
        await using OpenedReport report = await OpenAsync();
        ILocator rows = report.Page.Locator("#figures tbody tr");

        await report.Page.Locator("#figures th", new PageLocatorOptions { HasTextString = "Verdict" }).Locator("button").ClickAsync();
        (await rows.Locator(".verdict").AllTextContentsAsync()).Should().BeInAscendingOrder(StringComparer.Ordinal);
        await report.Page.GetByLabel("Filter: Primary figures").FillAsync("sched.latency");
        (await rows.CountAsync()).Should().Be(2);
    }

    [Fact]
    public async Task Of_several_comparisons_one_is_chosen()
    {
        TraceComparison other = TraceComparison.Compare(TestData.Runs("gogc", "after"), TestData.Runs("gogc", "before"));
        await using OpenedReport report = await OpenedReport.OpenAsync(
            chromium, HtmlReport.Write([Comparison with { CandidateLabel = "one" }, other with { CandidateLabel = "two" }]));
        (await report.Page.Locator("main h2").First.TextContentAsync()).Should().Be("Keep");

        await report.Page.GetByLabel("Comparison", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync("baseline against two");

        (await report.Page.Locator("main h2").First.TextContentAsync()).Should().Be("Revert");
        report.ShouldBeAtPeace();
    }

    private Task<OpenedReport> OpenAsync() => OpenedReport.OpenAsync(chromium, Comparison.ToHtml());
}
