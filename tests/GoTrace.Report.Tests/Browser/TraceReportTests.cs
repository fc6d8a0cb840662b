using GoTrace.Analysis.Reporting.Html;
using GoTrace.Report.Tests.Support;
using Microsoft.Playwright;

namespace GoTrace.Report.Tests.Browser;

/// <summary>The report of a trace, in a real browser.</summary>
public sealed class TraceReportTests(Chromium chromium)
{
    private const string File = "traces/go1.27/http.trace.gz";

    [Theory]
    [MemberData(nameof(TestData.Varied), MemberType = typeof(TestData))]
    public async Task It_opens_from_a_file_with_all_its_sections_and_asks_for_nothing(string file)
    {
        await using OpenedReport report = await OpenedReport.OpenAsync(chromium, TestData.Analyze(file).ToHtml(file));

        (await report.Page.Locator("h1").TextContentAsync()).Should().Be(file);
        (await report.Page.Locator("h2").AllTextContentsAsync()).Should().Equal(
            "At a glance", "Use of each P", "Lost parallelism", "Schedule latency", "Preemptions", "Syscalls", "Garbage collection and pauses", "Goroutines", "Tasks and regions", "What was read");
        (await report.PicturesAsync("canvas")).Should().OnlyContain(p => p.Length > 1_000);
        report.ShouldBeAtPeace();
    }

    [Fact]
    public async Task A_drag_over_one_plot_zooms_all_and_a_double_click_shows_all_again()
    {
        await using OpenedReport report = await OpenAsync();
        string[] before = await report.PicturesAsync();
        string rangeBefore = await RangeAsync(report);
        ILocator over = report.Page.Locator("#use .plot .u-over").First;
        LocatorBoundingBoxResult box = (await over.BoundingBoxAsync())!;

        await report.Page.Mouse.MoveAsync(box.X + (box.Width * 0.25f), box.Y + 40);
        await report.Page.Mouse.DownAsync();
        await report.Page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), box.Y + 50, new MouseMoveOptions { Steps = 4 });
        await report.Page.Mouse.UpAsync();
        await report.SettleAsync();

        string[] zoomed = await report.PicturesAsync();
        zoomed.Should().HaveSameCount(before).And.HaveCountGreaterThan(4);
        for (int i = 0; i < before.Length; i++)
        {
            zoomed[i].Should().NotBe(before[i], $"plot {i} is zoomed with the others");
        }

        // A quarter of 27 ms, from a quarter on.
        (await RangeAsync(report)).Should().MatchRegex("^6\\.[678]\\d?ms – 13\\.[45]\\d?ms$");
        await report.Page.Mouse.DblClickAsync(box.X + (box.Width * 0.5f), box.Y + 40);
        await report.SettleAsync();
        (await RangeAsync(report)).Should().Be(rangeBefore);
        report.ShouldBeAtPeace();
    }

    [Fact]
    public async Task Under_the_cursor_values_are_shown_in_every_plot_over_time()
    {
        await using OpenedReport report = await OpenAsync();
        LocatorBoundingBoxResult box = (await report.Page.Locator("#use .plot .u-over").First.BoundingBoxAsync())!;

        await report.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 40);
        await report.SettleAsync();

        (await report.Page.Locator("#use .plot .legend .time").First.TextContentAsync()).Should().MatchRegex("^at 13\\.[45]\\d*ms$");
        string[] parts = [.. (await report.Page.Locator("#use .plot").First.Locator(".legend li:not(.time) .value").AllTextContentsAsync())];
        parts.Should().HaveCount(8);
        parts.Sum(p => double.Parse(p.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture)).Should().BeApproximately(100, 0.5);
        (await report.Page.Locator("#lost .plot .legend .time").First.TextContentAsync()).Should().StartWith("at 13.");
        (await report.Page.Locator("#gc .plot .legend .value").Nth(1).TextContentAsync()).Should().EndWith("MB");
    }

    [Fact]
    public async Task The_keyboard_moves_and_zooms_and_says_what_is_there()
    {
        await using OpenedReport report = await OpenAsync();
        string all = await RangeAsync(report);
        await report.Page.Locator("#use .plot").First.FocusAsync();

        await report.Page.Keyboard.PressAsync("ArrowRight");
        (await report.Page.Locator("#announcer").TextContentAsync()).Should().MatchRegex("^1[34]\\.\\d+ms: user [\\d.]+%, GC worker ");
        await report.Page.Keyboard.PressAsync("+");
        string zoomed = await RangeAsync(report);
        zoomed.Should().NotBe(all);
        await report.Page.Keyboard.PressAsync("Shift+ArrowRight");
        (await RangeAsync(report)).Should().NotBe(zoomed);
        await report.Page.Keyboard.PressAsync("0");
        (await RangeAsync(report)).Should().Be(all);
        report.ShouldBeAtPeace();
    }

    [Fact]
    public async Task Tables_sort_both_ways_and_say_so()
    {
        await using OpenedReport report = await OpenAsync();
        ILocator table = Table(report, "Blocks by reason");
        ILocator header = table.Locator("th", new LocatorLocatorOptions { HasText = "Max" });

        await header.Locator("button").ClickAsync();
        (await header.GetAttributeAsync("aria-sort")).Should().Be("descending");
        double[] down = await LengthsAsync(table);
        down.Should().HaveCountGreaterThan(5).And.BeInDescendingOrder();
        await header.Locator("button").ClickAsync();
        (await header.GetAttributeAsync("aria-sort")).Should().Be("ascending");
        (await LengthsAsync(table)).Should().Equal(down.Reverse());
        await table.Locator("th", new LocatorLocatorOptions { HasText = "Reason" }).Locator("button").ClickAsync();
        (await header.GetAttributeAsync("aria-sort")).Should().BeNull();
        (await table.Locator("tbody tr > :first-child").AllTextContentsAsync()).Should().BeInAscendingOrder(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Tables_filter_and_say_how_many_match()
    {
        await using OpenedReport report = await OpenAsync();
        ILocator filter = report.Page.GetByLabel("Filter: Goroutines by the function they began with");
        ILocator table = Table(report, "Goroutines by the function they began with");
        int expected = TestData.Analyze(File).Goroutines.ByFunction.Count(g => g.Function.Contains("serve", StringComparison.OrdinalIgnoreCase));
        expected.Should().BeGreaterThan(0);

        await filter.FillAsync("SERVE");

        (await table.Locator("tbody tr").CountAsync()).Should().Be(expected);
        (await report.Page.Locator("#goroutines .status").First.TextContentAsync()).Should().StartWith($"{expected} of ");
        await filter.FillAsync("");
        await report.Page.Locator("#goroutines .more").First.ClickAsync();
        (await table.Locator("tbody tr").CountAsync()).Should().Be(TestData.Analyze(File).Goroutines.ByFunction.Count);
    }

    [Fact]
    public async Task A_row_with_a_time_can_be_shown_in_the_plots()
    {
        await using OpenedReport report = await OpenAsync();
        string all = await RangeAsync(report);

        await Table(report, "GC cycles").Locator("tbody tr").Nth(2).GetByRole(AriaRole.Button).ClickAsync();

        string range = await RangeAsync(report);
        range.Should().NotBe(all);
        double start = TestData.Analyze(File).GcCycles.Cycles[2].StartNs / 1e6;
        double[] ends = [.. range.Split(" – ").Select(t => double.Parse(t.Replace("ms", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture))];
        start.Should().BeInRange(ends[0], ends[1]);
    }

    [Fact]
    public async Task A_stack_opens()
    {
        await using OpenedReport report = await OpenedReport.OpenAsync(chromium, TestData.Analyze("traces/go1.27/syscalls.trace").ToHtml());
        ILocator stack = Table(report, "The longest syscalls").Locator("details.stack").First;

        await stack.Locator("summary").ClickAsync();

        (await stack.Locator("ol li code").AllTextContentsAsync())
            .Should().Equal(TestData.Analyze("traces/go1.27/syscalls.trace").Syscalls.Long.Longest[0].Stack.Select(c => c.Function));
    }

    [Fact]
    public async Task The_theme_changes_and_plots_with_it()
    {
        await using OpenedReport report = await OpenAsync();
        string[] light = await report.PicturesAsync("canvas");

        await report.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Dark", Exact = true }).ClickAsync();
        await report.SettleAsync();

        (await report.PicturesAsync("canvas")).Zip(light).Should().OnlyContain(p => p.First != p.Second);
        string background = await report.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        await using OpenedReport dark = await OpenedReport.OpenAsync(chromium, Html(), ColorScheme.Dark);
        (await dark.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor")).Should().Be(background);
        report.ShouldBeAtPeace();
    }

    [Fact]
    public async Task A_distribution_shows_its_tail_and_leaves_causes_out()
    {
        await using OpenedReport report = await OpenAsync();
        const string Canvas = "#latency .distribution canvas";
        string density = (await report.PicturesAsync(Canvas)).Single();

        await report.Page.Locator("#latency .distribution select").SelectOptionAsync("tail");
        await report.SettleAsync();
        string tail = (await report.PicturesAsync(Canvas)).Single();
        tail.Should().NotBe(density);
        ILocator cause = report.Page.Locator("#latency .distribution .legend button", new PageLocatorOptions { HasText = "unblocked" });
        await cause.ClickAsync();
        await report.SettleAsync();
        (await cause.GetAttributeAsync("aria-pressed")).Should().Be("false");
        (await report.PicturesAsync(Canvas)).Single().Should().NotBe(tail);
        report.ShouldBeAtPeace();
    }

    [Fact]
    public async Task Of_several_traces_one_is_chosen()
    {
        await using OpenedReport report = await OpenedReport.OpenAsync(chromium, HtmlReport.Write(
        [
            KeyValuePair.Create("one", TestData.Analyze(File)),
            KeyValuePair.Create("two", TestData.Analyze("traces/go1.27/syscalls.trace")),
        ]));
        (await report.Page.Locator(".headlines .value").First.TextContentAsync()).Should().Be("27ms");

        await report.Page.GetByLabel("Trace", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync("1");
        await report.SettleAsync();

        (await report.Page.Locator(".headlines .value").First.TextContentAsync()).Should().Be("16.1ms");
        (await RangeAsync(report)).Should().StartWith("0.0ms – 16.1");
        report.ShouldBeAtPeace();
    }

    [Fact]
    public async Task The_values_behind_the_plots_are_there_as_a_table()
    {
        await using OpenedReport report = await OpenAsync();

        await report.Page.Locator("details.data summary").First.ClickAsync();
        await report.Page.Locator("details.data .more").First.ClickAsync();

        (await report.Page.Locator("details.data tbody tr").CountAsync()).Should().Be(TestData.Analyze(File).Timeline!.Slices.Count);
    }

    [Fact]
    public async Task A_huge_one_works_too()
    {
        string html = Synthetic.Analysis(TestData.Analyze(File), 2_000, i => $"example.com/service/pkg{Math.Abs(i) % 50}.(*Type).Method{i}", 256).ToHtml();

        await using OpenedReport report = await OpenedReport.OpenAsync(chromium, html);

        (await report.PicturesAsync("canvas")).Should().HaveCountGreaterThan(5);
        report.ShouldBeAtPeace();
    }

    private Task<OpenedReport> OpenAsync() => OpenedReport.OpenAsync(chromium, Html());

    private static string Html() => TestData.Analyze(File).ToHtml();

    private static async Task<string> RangeAsync(OpenedReport report) => (await report.Page.Locator(".zoom .range").TextContentAsync())!;

    private static ILocator Table(OpenedReport report, string caption) =>
        report.Page.Locator("table", new PageLocatorOptions { Has = report.Page.Locator("caption", new PageLocatorOptions { HasTextString = caption }) });

    // The last column, in nanoseconds.
    private static async Task<double[]> LengthsAsync(ILocator table) =>
    [
        .. (await table.Locator("tbody tr > :last-child").AllTextContentsAsync()).Where(t => t != "-").Select(t =>
        {
            string unit = new([.. t.Where(c => !char.IsAsciiDigit(c) && c != '.')]);
            double value = double.Parse(t[..^unit.Length], System.Globalization.CultureInfo.InvariantCulture);
            return value * unit switch { "ns" => 1, "µs" => 1e3, "ms" => 1e6, _ => 1e9 };
        }),
    ];
}
