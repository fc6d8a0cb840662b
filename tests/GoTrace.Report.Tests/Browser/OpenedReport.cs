using Microsoft.Playwright;

namespace GoTrace.Report.Tests.Browser;

/// <summary>A report opened from a file, with an eye on all that it asks for and complains of.</summary>
internal sealed class OpenedReport : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _file;

    private OpenedReport(IBrowserContext context, IPage page, string file)
    {
        _context = context;
        Page = page;
        _file = file;
    }

    public IPage Page { get; }

    /// <summary>Addresses asked for, other than the file's own and those that hold their data themselves.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Messages of the console, and errors that nothing caught.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<OpenedReport> OpenAsync(Chromium chromium, string html, ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        IBrowser browser = await chromium.GetAsync();
        string file = Path.Combine(Path.GetTempPath(), $"gotrace-report-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, html, TestContext.Current.CancellationToken);
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            Offline = true,
        });
        IPage page = await context.NewPageAsync();
        var report = new OpenedReport(context, page, file);
        string own = new Uri(file).AbsoluteUri;
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(own, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                report.Requests.Add(request.Url);
            }
        };
        page.Console += (_, message) => report.Complaints.Add(message.Text);
        page.PageError += (_, error) => report.Complaints.Add(error);
        await page.GotoAsync(own);
        await page.Locator("main section").First.WaitForAsync();
        await report.SettleAsync();
        return report;
    }

    /// <summary>Two frames: by then what was to be drawn is drawn.</summary>
    public Task SettleAsync() =>
        Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))");

    /// <summary>What each plot over time shows now.</summary>
    public async Task<string[]> PicturesAsync(string selector = ".plot:not(.distribution) canvas") =>
        await Page.EvalOnSelectorAllAsync<string[]>(selector, "all => all.map(c => c.toDataURL())");

    public void ShouldBeAtPeace()
    {
        Requests.Should().BeEmpty("a report asks no network for anything");
        Complaints.Should().BeEmpty("nothing in a report goes wrong");
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        File.Delete(_file);
    }
}
