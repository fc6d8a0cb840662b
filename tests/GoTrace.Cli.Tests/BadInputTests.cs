using System.Text.Json;
using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests;

/// <summary>
/// Every command that reads traces, on everything that is none, or none any more: a person gets a
/// sentence, a script a record and an exit code, nobody a stack trace; and what is given of a part is
/// said to be of a part.
/// </summary>
public sealed class BadInputTests : IDisposable
{
    private const string Good = "traces/go1.25/annotations.trace";

    private static readonly string[] Refused = ["empty", "text", "missing", "folder", "header", "v1-header"];

    // The reader makes up events of them, which only mark where generations begin and end.
    private static readonly string[] Unreadable = ["nothing-1.22", "nothing-1.23", "nothing-1.25"];

    private static readonly string[] Damaged = ["cut", "cut-gzip", "cut-v1", "broken", "broken-v1"];

    // {0} is the file, {1} a good trace, {2} where to write to.
    private static readonly string[] Commands =
    [
        "summary {0}",
        "summary {0} --all --format md",
        "summary {0} --format json",
        "advise {0}",
        "advise {0} --format md",
        "advise {0} --format json",
        "compare --baseline {0} --candidate {1}",
        "compare --baseline {1} --candidate {0} --format md",
        "compare --baseline {1} --candidate {0} --format json",
        "compare before={1} after={0} --format html",
        "events {0}",
        "events {0} --format wire",
        "events {0} --format json",
        "report {0}",
        "report {0} -o {2}/page.html",
        "export {0} --format pprof -o {2}/out.pb.gz",
        "export {0} --format perfetto -o {2}/out.pftrace",
        "export {0} --format parquet -o {2}/tables",
        "export {0} --format csv -o {2}/tables",
        "export {0} --format ndjson -o {2}/tables",
        "export {0} --dataset {2}/set",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> AllCommands => [.. Commands];

    [Theory]
    [MemberData(nameof(AllCommands))]
    public async Task What_is_no_trace_is_refused_in_one_sentence(string command)
    {
        bool asJson = command.EndsWith("--format json", StringComparison.Ordinal);
        foreach (string kind in Refused)
        {
            (CliResult result, string file) = await RunAsync(command, kind);

            string because = $"{command} of {kind} said: {result.Error}";
            result.ExitCode.Should().Be(2, because);
            if (!command.StartsWith("events", StringComparison.Ordinal))
            {
                result.Output.Should().BeEmpty(because);
            }

            result.Error.Should().EndWith("\n", because).And.NotMatch("*\n*\n*", because).And.NotContain("   at ", because).And.NotContain("Exception", because);
            if (asJson)
            {
                JsonElement error = JsonElement.Parse(result.Error);
                error.EnumerateObject().Select(m => m.Name).Should().Equal(["code", "message", "file", "offset", "generation"], because);
                error.GetProperty("file").GetString().Should().Be(file, because);
                error.GetProperty("message").GetString().Should().NotBeEmpty(because);
            }
            else
            {
                result.Error.Should().StartWith($"gotrace: {file}: ", because);
            }

            Directory.EnumerateFiles(Results, "*", SearchOption.AllDirectories).Should().BeEmpty(because);
        }
    }

    [Theory]
    [MemberData(nameof(AllCommands))]
    public async Task What_is_damaged_is_given_in_part_and_that_is_said(string command)
    {
        foreach (string kind in Damaged)
        {
            if (command.Contains("wire", StringComparison.Ordinal) && kind.Contains("v1", StringComparison.Ordinal))
            {
                continue; // refused: that form is of later traces
            }

            (CliResult result, string file) = await RunAsync(command, kind);

            string because = $"{command} of {kind} said: {result.Error}";
            result.ExitCode.Should().Be(0, because);
            result.Error.TrimEnd('\n').Split('\n').Should().OnlyContain(line => line.StartsWith($"gotrace: warning: {file}: "), because);
            result.Error.Should().NotContain("   at ", because).And.NotContain("Exception", because);
            if (command.Contains("{2}", StringComparison.Ordinal))
            {
                Directory.EnumerateFiles(Results, "*", SearchOption.AllDirectories).Should().NotBeEmpty(because);
            }
            else if (command != "events {0}")
            {
                result.Output.Should().NotBeEmpty(because); // that prints what Go's tool does: of such a v1 trace nothing
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllCommands))]
    public async Task That_of_which_nothing_can_be_read_is_refused(string command)
    {
        foreach (string kind in Unreadable)
        {
            if (command.Contains("wire", StringComparison.Ordinal))
            {
                continue; // what stands in the file, as it stands there
            }

            (CliResult result, string file) = await RunAsync(command, kind);

            string because = $"{command} of {kind} said: {result.Error}";
            result.ExitCode.Should().Be(2, because);
            result.Error.Should().Contain(file, because).And.EndWith("\n", because).And.NotMatch("*\n*\n*", because).And.NotContain("warning", because);
            if (!command.StartsWith("events", StringComparison.Ordinal))
            {
                result.Output.Should().BeEmpty(because);
            }

            Directory.EnumerateFiles(Results, "*", SearchOption.AllDirectories).Should().BeEmpty(because);
        }
    }

    // For Go's reader it is a trace; so is, up to Go 1.25, one that ends after any batch.
    [Theory]
    [MemberData(nameof(AllCommands))]
    public async Task A_header_alone_makes_no_figures(string command)
    {
        foreach (string kind in new[] { "nothing", "head-1.25" })
        {
            (CliResult result, string file) = await RunAsync(command, kind);
            string because = $"{command} of {kind} said: {result.Error}";
            if (command.StartsWith("events", StringComparison.Ordinal))
            {
                result.ExitCode.Should().Be(0, because);
            }
            else if (command.Contains("/tables", StringComparison.Ordinal) || command.Contains("--dataset", StringComparison.Ordinal))
            {
                result.ExitCode.Should().Be(0, because);
                result.Error.Should().StartWith($"gotrace: warning: {file}: it has a header and no events").And.NotMatch("*\n*\n*");
            }
            else
            {
                result.ExitCode.Should().Be(2, because);
                result.Output.Should().BeEmpty(because);
                result.Error.Should().Contain("it has a header and no events", because).And.NotContain("   at ", because);
                Directory.EnumerateFiles(Results, "*", SearchOption.AllDirectories).Should().BeEmpty(because);
            }
        }
    }

    // Whoever sees the result alone must see it, too.
    [Theory]
    [InlineData("summary {0}", "(?m)^Data quality  part of the trace was lost")]
    [InlineData("summary {0} --format md", "part of the trace was lost")]
    [InlineData("summary {0} --format json", "\"is_damaged\": true")]
    [InlineData("advise {0}", "part of the trace was lost")]
    [InlineData("advise {0} --format json", "\"is_damaged\": true")]
    [InlineData("compare --baseline {1} --candidate {0}", "lost|damaged")]
    [InlineData("compare --baseline {1} --candidate {0} --format json", "lost|damaged")]
    [InlineData("report {0}", "part of|lost")]
    public async Task What_is_of_a_part_says_so_itself(string command, string mark)
    {
        foreach (string kind in Damaged)
        {
            (CliResult result, _) = await RunAsync(command, kind);
            result.Output.Should().MatchRegex(mark, kind);
        }
    }

    [Theory]
    [MemberData(nameof(AllCommands))]
    public async Task What_is_damaged_is_refused_where_that_is_asked_for(string command)
    {
        foreach (string kind in Damaged)
        {
            string strict = command.Replace("{0}", "{0} --strict", StringComparison.Ordinal);
            if (strict.Contains("wire", StringComparison.Ordinal))
            {
                continue; // what stands in the file, as it stands there
            }

            (CliResult result, string file) = await RunAsync(strict, kind);
            string because = $"{command} of {kind} said: {result.Error}";
            result.ExitCode.Should().Be(2, because);
            string last = result.Error.TrimEnd('\n').Split('\n')[^1];
            if (last.StartsWith('{'))
            {
                JsonElement error = JsonElement.Parse(last);
                error.GetProperty("file").GetString().Should().Be(file, because);
                error.GetProperty("offset").GetInt64().Should().BePositive(because);
                error.GetProperty("generation").GetInt64().Should().BePositive(because);
            }
            else
            {
                last.Should().StartWith($"gotrace: {file}: ", because);
            }

            Directory.EnumerateFiles(Results, "*", SearchOption.AllDirectories).Should().BeEmpty(because);
        }
    }

    // Eight bytes end gzip: a sum, and a length, of which the last bytes are mostly nought.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(10)]
    public async Task A_gzip_whose_end_is_cut_is_refused_where_that_is_asked_for(int missing)
    {
        byte[] whole = File.ReadAllBytes(TestData.Path("traces/go1.25/http.trace.gz"));
        string cut = _folder.Add("cut.trace.gz", whole[..^missing]);
        CliResult result = await Tool.RunAsync("summary", "--strict", cut);
        result.ExitCode.Should().Be(2);
        result.Output.Should().BeEmpty();
        result.Error.Should().StartWith($"gotrace: {cut}: ").And.NotMatch("*\n*\n*");
        (await Tool.RunAsync("summary", cut)).ExitCode.Should().Be(0);
    }

    // Several may stand behind each other, and anything behind them.
    [Fact]
    public async Task A_gzip_that_is_whole_is_taken_whatever_follows()
    {
        byte[] trace = TestData.Read(Good);
        byte[][] whole =
        [
            Zip(trace),
            [.. Zip(trace[..1000]), .. Zip(trace[1000..])],
            [.. Zip(trace), 0, 0, 0, 0, 0, 0, 0, 0],
            [.. Zip(trace), .. Zip([])],
        ];
        foreach (byte[] packed in whole)
        {
            CliResult result = await Tool.RunAsync("summary", "--strict", _folder.Add("whole.trace.gz", packed));
            result.Error.Should().BeEmpty();
            result.ExitCode.Should().Be(0);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1,2,3]")]
    [InlineData("{\"schema_version\":99}")]
    public async Task What_is_no_summary_is_refused_in_one_sentence(string json)
    {
        string stored = _folder.Add("stored.json", json);
        CliResult result = await Tool.RunAsync("compare", "--baseline", stored, "--candidate", TestData.Path(Good));
        result.ExitCode.Should().Be(2);
        result.Output.Should().BeEmpty();
        result.Error.Should().StartWith($"gotrace: {stored}: ").And.NotMatch("*\n*\n*").And.NotContain("   at ");

        result = await Tool.RunAsync("compare", "--baseline", stored, "--candidate", TestData.Path(Good), "--format", "json");
        result.ExitCode.Should().Be(2);
        JsonElement error = JsonElement.Parse(result.Error);
        error.EnumerateObject().Select(m => m.Name).Should().Equal("code", "message", "file", "offset", "generation");
        error.GetProperty("file").GetString().Should().Be(stored);
    }

    private string Results => _folder.At("results");

    private async Task<(CliResult Result, string File)> RunAsync(string command, string kind)
    {
        if (Directory.Exists(Results))
        {
            Directory.Delete(Results, recursive: true);
        }

        Directory.CreateDirectory(Results);
        string file = Make(kind);
        string[] args = [.. command.Split(' ').Select(a => a.Replace("{0}", file).Replace("{1}", TestData.Path(Good)).Replace("{2}", Results))];
        return (await Tool.RunAsync(args), file);
    }

    private string Make(string kind)
    {
        byte[] later = TestData.Read("traces/go1.27/annotations.trace");
        byte[] earlier = TestData.Read("traces/go1.21/contention.trace");
        return kind switch
        {
            "missing" => _folder.At("missing.trace"),
            "folder" => Directory.CreateDirectory(_folder.At("folder")).FullName,
            "empty" => _folder.Add("empty.trace"),
            "text" => _folder.Add("text.trace", "a text, not a trace\nof anything"),
            "header" => _folder.Add("header.trace", later[..10]),
            "nothing" => _folder.Add("nothing.trace", later[..16]),
            "nothing-1.22" or "nothing-1.23" or "nothing-1.25" => _folder.Add(kind, $"go {kind["nothing-".Length..]} trace\0\0\0"),
            "head-1.25" => _folder.Add("head.trace", TestData.Read("traces/go1.25/http.trace.gz")[..69]),
            "v1-header" => _folder.Add("v1-header.trace", earlier[..16]),
            "cut" => _folder.Add("cut.trace", later[..(later.Length * 9 / 10)]),
            "cut-gzip" => _folder.Add("cut.trace.gz", Zip(later) is var zip ? zip[..(zip.Length * 9 / 10)] : []),
            "cut-v1" => _folder.Add("cut-v1.trace", earlier[..(earlier.Length * 9 / 10)]),
            "broken" => _folder.Add("broken.trace", Break(later)),
            _ => _folder.Add("broken-v1.trace", Break(earlier)),
        };
    }

    private static byte[] Break(byte[] trace)
    {
        byte[] broken = [.. trace];
        broken.AsSpan(trace.Length / 2, 16).Fill(0xff);
        return broken;
    }

    private static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(zipped, System.IO.Compression.CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return zipped.ToArray();
    }
}
