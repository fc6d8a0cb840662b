using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(GoTrace.Report.Tests.Browser.Chromium))]

namespace GoTrace.Report.Tests.Browser;

/// <summary>
/// A real browser for all tests: the machine's own Chromium, which is looked for and not downloaded. Without
/// one the tests that need it are skipped; where GOTRACE_REQUIRE_CHROMIUM is 1 they fail instead.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The browser; skips the test at hand where there is none.</summary>
    public async Task<IBrowser> GetAsync()
    {
        string? path = Environment.GetEnvironmentVariable("GOTRACE_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);
        if (path is null)
        {
            const string Why = "no Chromium was found: install it, or name one in GOTRACE_CHROMIUM";
            (Environment.GetEnvironmentVariable("GOTRACE_REQUIRE_CHROMIUM") == "1").Should().BeFalse(Why);
            Assert.Skip(Why);
        }

        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = path,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _starting.Dispose();
    }
}
