using GoTrace.Report.Tests.Support;

namespace GoTrace.Report.Tests.Browser;

/// <summary>Nothing in a trace, and nothing that gets into a page, runs.</summary>
public sealed class SafetyTests(Chromium chromium)
{
    [Fact]
    public async Task Hostile_texts_are_shown_as_texts()
    {
        string html = Synthetic.Analysis(TestData.Analyze("traces/go1.27/http.trace.gz"), 20, i => i + Synthetic.Breakout).ToHtml(Synthetic.Breakout);

        await using OpenedReport report = await OpenedReport.OpenAsync(chromium, html);

        (await report.Page.EvaluateAsync<bool>("() => 'broken' in window")).Should().BeFalse();
        (await report.Page.Locator("img").CountAsync()).Should().Be(0);
        (await report.Page.Locator("h1").TextContentAsync()).Should().StartWith("</script><script>window.broken=1</script>");
        (await report.Page.Locator("#goroutines tbody code").First.TextContentAsync()).Should().StartWith("0</script><script>");
        report.ShouldBeAtPeace();
    }

    [Fact]
    public async Task The_policy_keeps_other_programs_and_places_out()
    {
        string html = TestData.Analyze("traces/go1.27/http.trace.gz").ToHtml()
            .Replace("</body>", "<script>window.broken=1</script><img src=\"http://127.0.0.1:9/x.png\"><p onclick=\"window.broken=1\" id=\"p\">x</p></body>", StringComparison.Ordinal);

        await using OpenedReport report = await OpenedReport.OpenAsync(chromium, html);
        await report.Page.Locator("#p").DispatchEventAsync("click");

        (await report.Page.EvaluateAsync<bool>("() => 'broken' in window")).Should().BeFalse();
        report.Complaints.Should().HaveCountGreaterThanOrEqualTo(3).And.OnlyContain(c => c.Contains("Content Security Policy", StringComparison.Ordinal));
        (await report.Page.EvaluateAsync<string>("async () => { try { await fetch('http://127.0.0.1:9/'); return 'sent'; } catch (e) { return 'refused'; } }")).Should().Be("refused");
        report.Complaints[^1].Should().Contain("Content Security Policy");
    }

    [Fact]
    public async Task Without_scripts_there_are_the_main_figures()
    {
        Microsoft.Playwright.IBrowser browser = await chromium.GetAsync();
        await using Microsoft.Playwright.IBrowserContext context =
            await browser.NewContextAsync(new Microsoft.Playwright.BrowserNewContextOptions { JavaScriptEnabled = false, Offline = true });
        Microsoft.Playwright.IPage page = await context.NewPageAsync();
        await page.SetContentAsync(TestData.Analyze("traces/go1.27/http.trace.gz").ToHtml("a trace"));

        (await page.Locator("noscript h1").TextContentAsync()).Should().Be("a trace");
        (await page.Locator("noscript table td").AllTextContentsAsync()).Should().Contain("27ms");
        (await page.Locator("noscript svg[role=img]").CountAsync()).Should().Be(2);
    }
}
