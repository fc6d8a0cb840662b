using System.Text.Json;
using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests;

/// <summary>Whatever is wrong is told in one sentence that names the file, and by the exit code.</summary>
public sealed class ErrorTests : IDisposable
{
    private const string Trace = "traces/go1.25/annotations.trace";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, string, long?> BadFiles => new()
    {
        { "missing", "there is no such file", "not_found", null },
        { "folder", "this is a folder; name the traces in it", "is_a_folder", null },
        { "empty", "the input is empty", "empty", 0 },
        { "text", "the input is no Go execution trace: it does not begin with \"go 1.N trace\" but with \"a text, not a tr\"", "not_a_trace", 0 },
        { "version", "the trace's header is \"go 1.24 trace\"", "unsupported_version", 0 },
        { "header", "the input ends within the header of a Go execution trace, at byte 10", "truncated", 10 },
        { "gzip", "the gzip data is broken", "bad_compression", null },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task A_bad_file_gives_one_sentence_and_2(string kind, string message, string code, long? offset)
    {
        string file = Make(kind);
        CliResult text = await Tool.RunAsync("summary", file);
        text.ExitCode.Should().Be(2);
        text.Output.Should().BeEmpty();
        text.Error.Should().StartWith($"gotrace: {file}: {message}");
        text.Error.Should().EndWith("\n").And.NotMatch("*\n*\n*").And.NotContain("   at ");

        CliResult json = await Tool.RunAsync("summary", "--format", "json", file);
        json.ExitCode.Should().Be(2);
        json.Output.Should().BeEmpty();
        JsonElement error = JsonElement.Parse(json.Error);
        error.EnumerateObject().Select(m => m.Name).Should().Equal("code", "message", "file", "offset", "generation");
        error.GetProperty("code").GetString().Should().Be(code);
        error.GetProperty("message").GetString().Should().StartWith(message);
        error.GetProperty("file").GetString().Should().Be(file);
        if (offset is { } at)
        {
            error.GetProperty("offset").GetInt64().Should().Be(at);
        }

        error.GetProperty("generation").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("events", "{0}")]
    [InlineData("compare", "--baseline", "{0}", "--candidate", "{1}")]
    public async Task Every_command_tells_it_in_the_same_way(params string[] args)
    {
        string bad = Make("text");
        CliResult result = await Tool.RunAsync([.. args.Select(a => a.Replace("{0}", bad).Replace("{1}", TestData.Path(Trace)))]);
        result.ExitCode.Should().Be(2);
        result.Output.Should().BeEmpty();
        result.Error.Should().StartWith($"gotrace: {bad}: the input is no Go execution trace");
    }

    [Fact]
    public async Task A_cut_trace_is_summed_up_as_far_as_it_goes_and_that_is_said()
    {
        string cut = Cut();
        CliResult result = await Tool.RunAsync("summary", cut);
        result.ExitCode.Should().Be(0);
        result.Error.Should().StartWith($"gotrace: warning: {cut}: ").And.Contain("figures are of what remains\n");
        result.Error.TrimEnd('\n').Split('\n').Should().OnlyContain(l => l.StartsWith("gotrace: warning: "));
        result.Output.Should().MatchRegex("(?m)^Data quality  part of the trace was lost");

        CliResult json = await Tool.RunAsync("summary", "--format", "json", cut);
        JsonElement.Parse(json.Output).GetProperty("data_quality").GetProperty("is_damaged").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task A_cut_trace_is_refused_where_that_is_asked_for()
    {
        string cut = Cut();
        CliResult result = await Tool.RunAsync("summary", "--strict", "--format", "json", cut);
        result.ExitCode.Should().Be(2);
        result.Output.Should().BeEmpty();
        JsonElement error = JsonElement.Parse(result.Error);
        error.GetProperty("file").GetString().Should().Be(cut);
        error.GetProperty("offset").GetInt64().Should().BePositive();
        error.GetProperty("generation").GetInt64().Should().Be(1);

        (await Tool.RunAsync("events", "--strict", cut)).ExitCode.Should().Be(2);
    }

    [Fact]
    public async Task Of_several_files_the_good_ones_are_summed_up()
    {
        CliResult result = await Tool.RunAsync("summary", "--format", "json", Make("empty"), TestData.Path(Trace));
        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain("\"code\":\"empty\"");
        JsonElement.Parse(result.Output).EnumerateArray().Should().ContainSingle()
            .Which.GetProperty("source").GetString().Should().Be(TestData.Path(Trace));
    }

    [Theory]
    [InlineData("gotrace: a command is missing. There are summary, compare, ")]
    [InlineData("gotrace: there is no command 'sumary'. There are summary, compare, ", "sumary", "x")]
    [InlineData("gotrace: Required argument 'FILE' missing for command: 'summary'. See gotrace summary --help.", "summary")]
    [InlineData("gotrace: --format knows text, json and md, not 'xml'. See gotrace summary --help.", "summary", "--format", "xml", "x")]
    [InlineData("gotrace: --time-base knows recorded and go, not 'x'. See gotrace summary --help.", "summary", "--time-base", "x", "x")]
    [InlineData("gotrace: --parallel needs a whole number of at least 1, not '0'. See gotrace summary --help.", "summary", "--parallel", "0", "x")]
    [InlineData("gotrace: '10' is no length of time: give a number and a unit, such as 10ms or 1.5s. See gotrace summary --help.", "summary", "--long-syscall", "10", "x")]
    [InlineData("gotrace: --fail-on knows regression and inconclusive, not 'x'", "compare", "--baseline", "x", "--candidate", "x", "--fail-on", "x")]
    [InlineData("gotrace: unknown option --strct; there is --strict (a file of such a name goes behind a lone --). See gotrace summary --help.", "summary", "--strct", "x")]
    [InlineData("gotrace: unknown option --strct; there is --strict (", "summary", "x", "--strct")]
    [InlineData("gotrace: unknown option --strct; there is --strict (", "report", "--strct", "x")]
    [InlineData("gotrace: unknown option --strct; there is --strict (", "advise", "--strct", "x")]
    [InlineData("gotrace: unknown option --strct; there is --strict (", "events", "--strct", "x")]
    [InlineData("gotrace: unknown option --strct; there is --strict (", "export", "--strct", "x")]
    [InlineData("gotrace: unknown option --formt; there is --format (", "summary", "--formt=json", "x")]
    [InlineData("gotrace: unknown option --nothing-of-that-kind (", "summary", "--nothing-of-that-kind", "x")]
    [InlineData("gotrace: unknown option --forc; there is --force (", "compare", "--baseline", "x", "--candidate", "x", "--forc")]
    [InlineData("gotrace: unknown option --forc; there is --force (", "compare", "a=x", "b=x", "--forc")]
    [InlineData("gotrace: --alpha needs a number between 0 and 1, such as 0.05", "compare", "--baseline", "x", "--candidate", "x", "--alpha", "5")]
    public async Task What_is_typed_wrong_gives_one_sentence_and_1(string message, params string[] args)
    {
        CliResult result = await Tool.RunAsync(args);
        result.ExitCode.Should().Be(1);
        result.Output.Should().BeEmpty();
        result.Error.Should().StartWith(message).And.NotMatch("*\n*\n*");
    }

    [Theory]
    [InlineData("summary", "--", "FILE")]
    [InlineData("summary", "--strict", "--", "FILE")]
    [InlineData("report", "--title", "--not-an-option", "--", "FILE")]
    public async Task What_only_looks_like_an_option_is_taken_as_it_is(params string[] args)
    {
        CliResult result = await Tool.RunAsync([.. args.Select(a => a.Replace("FILE", "--strct"))]);
        result.ExitCode.Should().Be(2);
        result.Error.Should().Be("gotrace: --strct: there is no such file\n");
    }

    [Fact]
    public async Task A_full_disk_is_told()
    {
        using var full = new FailingStream(100, new IOException("No space left on device", 28));
        using var talk = new StringWriter();
        CliResult result = await Tool.RunAsync(new Tool.Setting { Output = full, Error = talk }, "summary", TestData.Path(Trace));
        result.ExitCode.Should().Be(1);
        talk.ToString().Should().Be("gotrace: the output could not be written: No space left on device\n");
    }

    // Little is written only when the command is done.
    [Fact]
    public async Task A_full_disk_is_told_at_the_end_too()
    {
        using var full = new FailingStream(0, new IOException("No space left on device", 28));
        CliResult result = await Tool.RunAsync(new Tool.Setting { Output = full }, "--version");
        result.ExitCode.Should().Be(1);
        result.Error.Should().Be("gotrace: the output could not be written: No space left on device\n");
    }

    [Theory]
    [InlineData("--format", "json")]
    [InlineData("--format=json", "--all")]
    public async Task What_is_typed_wrong_is_told_to_scripts_as_json(params string[] options)
    {
        CliResult result = await Tool.RunAsync(["summary", .. options, "--parallel", "0", "x"]);
        result.ExitCode.Should().Be(1);
        JsonElement.Parse(result.Error).GetProperty("code").GetString().Should().Be("usage");
    }

    [Fact]
    public async Task A_gate_fails_though_nobody_reads_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there the console swallows it");
        using var pipe = new FailingStream(100, new IOException("Broken pipe", 32));
        CliResult result = await Tool.RunAsync(
            new Tool.Setting { Output = pipe },
            "compare", "--fail-on", "regression",
            "--baseline", TestData.Path("tuning/workers/after-*.trace.gz"),
            "--candidate", TestData.Path("tuning/workers/before-*.trace.gz"));
        result.ExitCode.Should().Be(3);
        result.Error.Should().StartWith("gotrace: the gate failed: ");
    }

    [Theory]
    [InlineData("summary")]
    [InlineData("events")]
    public async Task Whoever_stops_reading_hears_nothing_more(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there the console swallows it");
        using var pipe = new FailingStream(100, new IOException("Broken pipe", 32));
        using var talk = new StringWriter();
        CliResult result = await Tool.RunAsync(new Tool.Setting { Output = pipe, Error = talk }, command, TestData.Path(Trace));
        result.ExitCode.Should().Be(0);
        talk.ToString().Should().BeEmpty();
    }

    private string Cut()
    {
        byte[] whole = TestData.Read("traces/go1.25/http.trace.gz");
        return _folder.Add("cut.trace", whole[..(whole.Length * 9 / 10)]);
    }

    private string Make(string kind)
    {
        byte[] whole = TestData.Read(Trace);
        switch (kind)
        {
            case "missing":
                return _folder.At("missing.trace");
            case "folder":
                return _folder.Path;
            case "empty":
                return _folder.Add("empty.trace");
            case "text":
                return _folder.Add("notes.txt", "a text, not a trace\nof anything");
            case "version":
                return _folder.Add("unknown.trace", "go 1.24 trace\0\0\0\0");
            case "header":
                return _folder.Add("header.trace", whole[..10]);
            default:
                return _folder.Add("broken.trace.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1, 2, 3, 4, 5, 6, 7, 8]);
        }
    }
}
