using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests;

public sealed class ReportCommandTests
{
    private const string Trace = "traces/go1.27/http.trace.gz";

    [Fact]
    public async Task A_page_is_written_to_a_file()
    {
        using var folder = new TempFolder();
        string file = folder.At("report.html");

        CliResult result = await Tool.RunAsync("report", TestData.Path(Trace), "-o", file);

        result.Should().Be(new CliResult(0, "", ""));
        string page = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        page.Should().StartWith("<!DOCTYPE html>").And.EndWith("</html>\n").And.Contain("http.trace.gz · GoTrace</title>");
        File.ReadAllBytes(file)[0].Should().Be((byte)'<', "there is no byte order mark");
    }

    [Fact]
    public async Task Without_a_file_it_goes_to_the_standard_output_as_do_several_traces()
    {
        CliResult result = await Tool.RunAsync("report", TestData.Path(Trace), TestData.Path("traces/go1.27/syscalls.trace"), "--title", "two of them");

        result.ExitCode.Should().Be(0);
        result.Output.Should().Contain("<title>two of them · GoTrace</title>").And.Contain("syscalls.trace");
    }

    [Fact]
    public async Task A_trace_that_can_not_be_read_leaves_the_page_to_the_others()
    {
        using var folder = new TempFolder();
        string file = folder.At("report.html");

        CliResult result = await Tool.RunAsync("report", folder.Add("bad.trace", "no trace"), TestData.Path(Trace), "-o", file);

        result.ExitCode.Should().Be(2);
        result.Error.Should().StartWith("gotrace: ").And.Contain("bad.trace");
        File.Exists(file).Should().BeTrue();
    }

    [Fact]
    public async Task Without_any_trace_there_is_no_page()
    {
        using var folder = new TempFolder();
        string file = folder.At("report.html");

        (await Tool.RunAsync("report", folder.Add("bad.trace", "no trace"), "-o", file)).ExitCode.Should().Be(2);

        File.Exists(file).Should().BeFalse();
    }

    [Fact]
    public async Task The_trace_is_not_overwritten_nor_is_more_asked_than_fits()
    {
        using var folder = new TempFolder();
        string trace = folder.Add("a.trace", TestData.Read(Trace));

        CliResult itself = await Tool.RunAsync("report", trace, "-o", trace);
        itself.ExitCode.Should().Be(1);
        itself.Error.Should().Be($"gotrace: {trace} is the trace itself: it would be overwritten\n");
        File.ReadAllBytes(trace).Should().Equal(TestData.Read(Trace));
        CliResult many = await Tool.RunAsync(["report", .. Enumerable.Range(0, 17).Select(i => folder.Add($"{i}.trace", TestData.Read(Trace))), "-o", folder.At("r.html")]);
        many.Should().Be(new CliResult(1, "", "gotrace: a page has room for 16 traces, and these are 17\n"));
        CliResult nowhere = await Tool.RunAsync("report", trace, "-o", folder.At("no/such/r.html"));
        nowhere.ExitCode.Should().Be(1);
        nowhere.Error.Should().Contain("can't be written");
    }

    [Fact]
    public async Task A_comparison_is_written_as_a_page()
    {
        CliResult result = await Tool.RunAsync(
            "compare", "--baseline", TestData.Path("tuning/gogc/before-*"), "--candidate", TestData.Path("tuning/gogc/after-*"), "--format", "html");

        result.ExitCode.Should().Be(0);
        result.Output.Should().StartWith("<!DOCTYPE html>").And.Contain("\"verdict\":\"keep\"");
    }
}
