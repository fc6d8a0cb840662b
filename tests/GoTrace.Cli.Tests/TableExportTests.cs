using System.Text;
using GoTrace.Cli.Exporting;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Tests.Support;
using GoTrace.Export;

namespace GoTrace.Cli.Tests;

/// <summary>Tables and datasets from the command line; what is in them the tests of GoTrace.Export hold.</summary>
public sealed class TableExportTests : IDisposable
{
    private const string Trace = "traces/go1.27/annotations.trace";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("parquet")]
    [InlineData("csv")]
    [InlineData("ndjson")]
    public async Task A_folder_gets_a_file_for_each_table(string format)
    {
        string tables = _folder.At("tables");
        CliResult result = await Tool.RunAsync("export", TestData.Path(Trace), "--format", format, "-o", tables);

        result.Should().Be(new CliResult(0, "", ""));
        Directory.GetFiles(tables).Select(Path.GetFileName).Should().BeEquivalentTo(TableCatalog.All.Select(t => $"{t.Name}.{format}"));
    }

    [Fact]
    public async Task Tables_can_be_chosen()
    {
        string tables = _folder.At("tables");
        CliResult result = await Tool.RunAsync("export", TestData.Path(Trace), "--format", "csv", "--table", "regions,logs", "--table", "tasks", "-o", tables);

        result.Should().Be(new CliResult(0, "", ""));
        Directory.GetFiles(tables).Select(Path.GetFileName).Should().BeEquivalentTo("regions.csv", "logs.csv", "tasks.csv");
        File.ReadLines(Path.Combine(tables, "logs.csv")).First().Should().Be("time_ns,goroutine,task,category,message,stack_id");
    }

    [Fact]
    public async Task One_table_of_text_may_go_to_the_standard_output()
    {
        await Tool.RunAsync("export", TestData.Path(Trace), "--format", "csv", "--table", "regions", "-o", _folder.Path);
        CliResult result = await Tool.RunAsync("export", TestData.Path(Trace), "--format", "csv", "--table", "regions");

        result.Should().Be(new CliResult(0, File.ReadAllText(_folder.At("regions.csv")), ""));
        using var full = new FailingStream(0, new IOException("No space left on device"));
        result = await Tool.RunAsync(new Tool.Setting { Output = full }, "export", TestData.Path(Trace), "--format", "ndjson", "--table", "events");
        result.Should().Be(new CliResult(1, "", "gotrace: the output could not be written: No space left on device\n"));
    }

    [Fact]
    public async Task The_standard_input_is_read_and_of_damage_is_warned()
    {
        byte[] bytes = TestData.Read(Trace);
        using var half = new MemoryStream(bytes[..(bytes.Length / 2)]);
        string tables = _folder.At("tables");
        CliResult result = await Tool.RunAsync(new Tool.Setting { Input = half }, "export", "-", "--format", "ndjson", "--table", "runs", "-o", tables);

        result.ExitCode.Should().Be(0);
        result.Error.Should().StartWith("gotrace: warning: standard input: ");
        File.ReadAllText(Path.Combine(tables, "runs.ndjson")).Should().Contain("\"format\":\"go 1.26 trace\"").And.Contain("\"is_damaged\":true").And.NotContain("\"file\"");
    }

    [Fact]
    public async Task A_dataset_gets_every_trace_once()
    {
        string dataset = _folder.At("fleet");
        string[] command = ["export", TestData.Path(Trace), TestData.Path("traces/go1.27/empty.trace"), "--dataset", dataset, "--label", "v1"];
        CliResult first = await Tool.RunAsync(command);
        CliResult second = await Tool.RunAsync(command);

        first.ExitCode.Should().Be(0);
        first.Error.Should().BeEmpty();
        first.Output.Should().MatchRegex("^added\tv1\tsha256-[0-9a-f]{20}\t[^\n]*/annotations.trace\nadded\tv1\tsha256-[0-9a-f]{20}\t[^\n]*/empty.trace\n$");
        second.Should().Be(first with { Output = first.Output.Replace("added\t", "there\t") });
        Directory.GetFiles(Path.Combine(dataset, "table=runs"), "*.parquet", SearchOption.AllDirectories).Should().HaveCount(2);
    }

    [Fact]
    public async Task What_a_trace_came_to_is_let_go_before_the_last_trace_is_added()
    {
        string[] files = [.. new[] { "1.23", "1.24", "1.25", "1.26", "1.27" }.SelectMany(
            go => new[] { "annotations", "empty", "syscalls" }.Select(n => TestData.Path($"traces/go{go}/{n}.trace")))];
        var analyses = new List<WeakReference>();
        int most = 0;
        using var output = new MemoryStream();
        using var terminal = new Terminal(output, TextWriter.Null, () => Stream.Null);
        var export = new DatasetExport(
            _folder.At("fleet"), "v1", null, TableExportOptions.Default with { Parallelism = 1, Tables = ["runs"] }, terminal)
        {
            Analyzed = analysis =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                GC.Collect();
                most = Math.Max(most, analyses.Count(a => a.IsAlive));
                analyses.Add(new WeakReference(analysis));
            },
        };

        int exitCode = await export.RunAsync(files, TestContext.Current.CancellationToken);

        exitCode.Should().Be(0);
        analyses.Should().HaveCount(files.Length);
        most.Should().BeLessThanOrEqualTo(1, "of all {0} traces only what is at hand is kept", files.Length);
        terminal.Flush();
        Encoding.UTF8.GetString(output.ToArray()).Split('\n').Where(l => l.StartsWith("added\tv1\t", StringComparison.Ordinal)).Should().HaveCount(files.Length);
    }

    [Fact]
    public async Task A_trace_that_can_not_be_added_does_not_keep_the_others_out()
    {
        string bad = _folder.Add("bad.trace", "this is no trace, and never was");
        CliResult result = await Tool.RunAsync("export", bad, TestData.Path(Trace), "--dataset", _folder.At("fleet"), "--run", "r");
        result.Should().Be(new CliResult(1, "", "gotrace: --run names one run, and these are 2 traces\n"));

        result = await Tool.RunAsync("export", bad, TestData.Path(Trace), "--dataset", _folder.At("fleet"));
        result.ExitCode.Should().Be(2);
        result.Error.Should().StartWith($"gotrace: {bad}: the input is no Go execution trace");
        result.Output.Should().StartWith("added\tdefault\tsha256-").And.EndWith("annotations.trace\n");
    }

    [Fact]
    public async Task A_run_of_another_trace_is_refused()
    {
        string dataset = _folder.At("fleet");
        (await Tool.RunAsync("export", TestData.Path(Trace), "--dataset", dataset, "--run", "r")).Output.Should().StartWith("added\tdefault\tr\t");
        CliResult result = await Tool.RunAsync("export", TestData.Path("traces/go1.27/empty.trace"), "--dataset", dataset, "--run", "r");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("run r of label default is there, of another trace");
    }

    [Theory]
    [InlineData("tables are several files: name a folder to write them to, as in -o tables", "--format", "csv")]
    [InlineData("tables are several files: name a folder to write them to, as in -o tables", "--format", "parquet", "--table", "events")]
    [InlineData("--dataset is for --format parquet, not for csv", "--format", "csv", "--dataset", "x")]
    [InlineData("--output and --dataset are two places: give one of them", "-o", "x", "--dataset", "x")]
    [InlineData("--label and --run are for --dataset", "--format", "parquet", "-o", "x", "--label", "v1")]
    [InlineData("a label must not be empty", "--dataset", "x", "--label", "")]
    [InlineData("--table is for --format parquet, not for pprof", "--format", "pprof", "--table", "events")]
    [InlineData("there is no table 'none': there are events, *", "--format", "csv", "-o", "x", "--table", "events,none")]
    [InlineData("tables are of a whole trace: leave out --from, *", "--format", "csv", "-o", "x", "--from", "1ms")]
    public async Task What_can_not_be_is_said(string message, params string[] args)
    {
        CliResult result = await Tool.RunAsync(["export", TestData.Path(Trace), .. args]);

        result.ExitCode.Should().Be(1);
        result.Output.Should().BeEmpty();
        result.Error.Should().Match($"gotrace: {message}\n");
    }

    [Fact]
    public async Task A_place_that_can_not_be_written_is_said()
    {
        string file = _folder.Add("file");
        CliResult result = await Tool.RunAsync("export", TestData.Path(Trace), "--format", "csv", "-o", file);

        result.ExitCode.Should().Be(1);
        result.Error.Should().StartWith($"gotrace: {file} can't be written: ");
        (await Tool.RunAsync("export", TestData.Path(Trace), TestData.Path(Trace + "x"), "--format", "csv", "-o", file)).ExitCode.Should().Be(2);
        (await Tool.RunAsync("export", "-", "--dataset", _folder.At("fleet"))).Error.Should().StartWith("gotrace: a dataset takes files");
    }
}
