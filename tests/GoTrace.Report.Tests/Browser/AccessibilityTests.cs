using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using GoTrace.Analysis.Comparison;
using GoTrace.Report.Tests.Support;
using Microsoft.Playwright;

namespace GoTrace.Report.Tests.Browser;

/// <summary>For those who use a screen reader, a keyboard, a narrow screen or paper.</summary>
public sealed class AccessibilityTests(Chromium chromium)
{
    [Theory]
    [InlineData("trace", ColorScheme.Light)]
    [InlineData("trace", ColorScheme.Dark)]
    [InlineData("comparison", ColorScheme.Light)]
    [InlineData("comparison", ColorScheme.Dark)]
    public async Task Axe_finds_nothing_wrong(string kind, ColorScheme scheme)
    {
        await using OpenedReport report = await OpenedReport.OpenAsync(chromium, Html(kind), scheme);

        AxeResult result = await report.Page.RunAxe();

        result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}").Should().BeEmpty();
    }

    [Theory]
    [InlineData("trace")]
    [InlineData("comparison")]
    public async Task Every_table_says_what_it_is_and_what_its_columns_are(string kind)
    {
        await using OpenedReport report = await OpenedReport.OpenAsync(chromium, Html(kind));

        int tables = await report.Page.Locator("table").CountAsync();

        tables.Should().BeGreaterThan(3);
        (await report.Page.Locator("table > caption").CountAsync()).Should().Be(tables);
        (await report.Page.Locator("thead th:not([scope=col])").CountAsync()).Should().Be(0);
        (await report.Page.Locator(".plot:not([aria-label])").CountAsync()).Should().Be(0);
    }

    [Theory]
    [InlineData("trace")]
    [InlineData("comparison")]
    public async Task A_narrow_screen_needs_no_scrolling_sideways(string kind)
    {
        await using OpenedReport report = await OpenedReport.OpenAsync(chromium, Html(kind), width: 390);

        (await report.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(390);
    }

    [Theory]
    [InlineData("trace")]
    [InlineData("comparison")]
    public async Task Paper_gets_light_plots_that_fit_and_no_buttons(string kind)
    {
        await using OpenedReport report = await OpenedReport.OpenAsync(chromium, Html(kind), ColorScheme.Dark);

        await report.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await report.Page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");
        await report.SettleAsync();

        (await report.Page.Locator(".topbar").IsVisibleAsync()).Should().BeFalse();
        (await report.Page.EvaluateAsync<string>("() => document.documentElement.dataset.theme")).Should().Be("light");
        (await report.Page.EvaluateAsync<int>("() => Math.max(...[...document.querySelectorAll('canvas')].map(c => c.clientWidth))")).Should().BeInRange(300, 700);
        await report.Page.EvaluateAsync("() => dispatchEvent(new Event('afterprint'))");
        (await report.Page.EvaluateAsync<string?>("() => document.documentElement.dataset.theme")).Should().BeNull();
        byte[] pdf = await report.Page.PdfAsync();
        pdf.Length.Should().BeGreaterThan(10_000);
        report.ShouldBeAtPeace();
    }

    private static string Html(string kind) => kind == "trace"
        ? TestData.Analyze("traces/go1.27/http.trace.gz").ToHtml("http.trace")
        : TraceComparison.Compare(TestData.Runs("gogc", "before"), TestData.Runs("gogc", "after")).ToHtml();
}
