using System.IO.Compression;
using System.Text.Json;
using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests;

public sealed class SummaryCommandTests
{
    private const string Http = "traces/go1.25/http.trace.gz";
    private const string Syscalls = "traces/go1.27/syscalls.trace";
    private const string Annotations = "traces/go1.25/annotations.trace";

    [Theory]
    [InlineData("summary.txt", Http)]
    [InlineData("summary-syscalls.txt", Syscalls)]
    [InlineData("summary-all.txt", Annotations, "--all")]
    [InlineData("summary.md", Http, "--format", "md")]
    public async Task A_trace_is_summed_up(string golden, string trace, params string[] options)
    {
        CliResult result = await Tool.RunAsync(["summary", TestData.Path(trace), .. options]);
        result.ExitCode.Should().Be(0);
        result.Error.Should().BeEmpty();
        Golden.Check(golden, result.Portable().Output);
    }

    [Theory]
    [InlineData("summary-several.txt", "text")]
    [InlineData("summary-several.md", "md")]
    public async Task Several_traces_are_a_table(string golden, string format)
    {
        CliResult result = await Tool.RunAsync("summary", TestData.Path("tuning/syscalls/*.trace.gz"), "--format", format);
        result.ExitCode.Should().Be(0);
        Golden.Check(golden, result.Portable().Output);
    }

    [Theory]
    [InlineData("--goroutine", "main.nobody")]
    [InlineData("--task", "nothing")]
    [InlineData("--region", "nowhere")]
    [InlineData("--skip", "1h")]
    public async Task A_scope_of_nothing_is_warned_of(string option, string value)
    {
        CliResult result = await Tool.RunAsync("summary", TestData.Path(Annotations), option, value);
        result.ExitCode.Should().Be(0);
        result.Error.Should().Contain("nothing of the trace is in the scope that was asked for");
        result.Output.Should().Contain("nothing of the trace is in scope: ");
    }

    [Fact]
    public async Task A_scope_is_told()
    {
        CliResult result = await Tool.RunAsync("summary", TestData.Path(Annotations), "--goroutine", "main.main", "--to", "1s");
        result.Error.Should().BeEmpty();
        result.Output.Should().Contain("; only: up to 1s, goroutines that began with main.main");
    }

    [Fact]
    public async Task Json_is_an_object_for_one_trace_and_an_array_for_several()
    {
        JsonElement one = JsonElement.Parse((await Tool.RunAsync("summary", "--format", "json", TestData.Path(Http))).Output);
        one.ValueKind.Should().Be(JsonValueKind.Object);
        one.GetProperty("schema_version").GetInt32().Should().Be(1);
        one.GetProperty("source").GetString().Should().Be(TestData.Path(Http));

        JsonElement several = JsonElement.Parse((await Tool.RunAsync("summary", "--format", "json", TestData.Path(Http), TestData.Path(Syscalls))).Output);
        several.EnumerateArray().Select(a => a.GetProperty("source").GetString()).Should().Equal(TestData.Path(Http), TestData.Path(Syscalls));
        several[0].GetRawText().Should().Be(one.GetRawText().ReplaceLineEndings("\n  "));
    }

    // Names are part of the contract: snake_case, as docs/figures.md and Go's names have them, whatever the trace names.
    [Fact]
    public async Task Members_of_json_are_snake_case_and_numbers_are_numbers()
    {
        JsonElement json = JsonElement.Parse((await Tool.RunAsync("summary", "--format", "json", TestData.Path(Http))).Output);
        json.EnumerateObject().Select(m => m.Name).Should().Contain(
        [
            "format_version", "time_base", "duration_ns", "events", "event_kinds", "gomaxprocs", "preemptions", "yields", "goroutines",
            "processors", "scheduling_latency", "syscalls", "blocks", "stop_the_world", "ranges", "tasks", "regions", "logs", "cpu_samples",
            "data_quality",
        ]);
        json.GetProperty("time_base").GetString().Should().Be("recorded");
        Check(json);

        static void Check(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    bool isMap = element.EnumerateObject().Any(m => !System.Text.RegularExpressions.Regex.IsMatch(m.Name, "^[a-z][a-z0-9_]*$"));
                    bool isUniform = element.EnumerateObject().Select(m => m.Value.ValueKind).Distinct().Count() == 1;
                    (!isMap || isUniform).Should().BeTrue("only maps by names out of the trace have other names: {0}", element.GetRawText());
                    foreach (JsonProperty member in element.EnumerateObject())
                    {
                        Check(member.Value);
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (JsonElement item in element.EnumerateArray())
                    {
                        Check(item);
                    }

                    break;
                case JsonValueKind.String:
                    element.GetString().Should().NotMatchRegex("^(NaN|-?Infinity)$");
                    break;
            }
        }
    }

    [Fact]
    public async Task A_trace_comes_from_the_standard_input_too()
    {
        byte[] plain = TestData.Read(Http);
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        packed.Position = 0;
        string expected = (await Tool.RunAsync("summary", TestData.Path(Http))).Output.Replace(TestData.Path(Http), "standard input");
        (await Tool.RunAsync(new Tool.Setting { Input = new MemoryStream(plain) }, "summary", "-")).Output.Should().Be(expected);
        (await Tool.RunAsync(new Tool.Setting { Input = packed }, "summary", "-")).Output.Should().Be(expected);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("8")]
    public async Task The_number_of_threads_changes_nothing(string threads)
    {
        string[] files = [TestData.Path(Http), TestData.Path(Syscalls), TestData.Path(Annotations)];
        CliResult result = await Tool.RunAsync(["summary", "--format", "json", "--parallel", threads, .. files]);
        CliResult plain = await Tool.RunAsync(["summary", "--format", "json", .. files]);
        result.Output.Should().Be(plain.Output);
    }

    [Fact]
    public async Task The_time_base_can_be_that_of_Go()
    {
        JsonElement json = JsonElement.Parse((await Tool.RunAsync("summary", "--format", "json", "--time-base", "go", TestData.Path(Http))).Output);
        json.GetProperty("time_base").GetString().Should().Be("go");
    }

    [Theory]
    [InlineData("1ms", 1_000_000)]
    [InlineData("1.5s", 1_500_000_000)]
    [InlineData("200us", 200_000)]
    [InlineData("200µs", 200_000)]
    [InlineData("700ns", 700)]
    [InlineData("2m", 120_000_000_000)]
    public async Task What_a_long_syscall_is_can_be_told(string length, long ns)
    {
        JsonElement json = JsonElement.Parse((await Tool.RunAsync("summary", "--format", "json", "--long-syscall", length, TestData.Path(Syscalls))).Output);
        json.GetProperty("syscalls").GetProperty("long").GetProperty("threshold_ns").GetInt64().Should().Be(ns);
    }

    [Fact]
    public async Task Colours_are_for_those_who_see_them_and_change_no_text()
    {
        string plain = (await Tool.RunAsync("summary", TestData.Path(Http))).Output;
        string coloured = (await Tool.RunAsync(new Tool.Setting { UseColor = true }, "summary", TestData.Path(Http))).Output;
        plain.Should().NotContain("\e");
        coloured.Should().Contain("\e[1mPreemptions\e[0m");
        System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9]+m", "").Should().Be(plain);
    }

    [Fact]
    public async Task No_line_is_wider_than_the_screen()
    {
        CliResult result = await Tool.RunAsync(new Tool.Setting { Width = 60 }, "summary", "--all", TestData.Path(Http));
        result.Output.Split('\n').Should().OnlyContain(line => line.Length <= 60);
        result.Output.Should().Contain("…");
    }
}
