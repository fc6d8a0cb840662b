using System.Security.Cryptography;
using GoTrace.Analysis;
using GoTrace.Export.Tests.Support;

namespace GoTrace.Export.Tests.Datasets;

/// <summary>What a dataset promises to those who write to it.</summary>
public sealed class DatasetTests : IDisposable
{
    private const string Trace = "traces/go1.27/annotations.trace";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_lies_in_partitions_that_can_be_read_back()
    {
        const string Label = "v1.2 β/x=1%'é+.";
        DatasetRun run = await WriteAsync(label: Label);

        run.WasThere.Should().BeFalse();
        run.Run.Should().Be("sha256-" + run.TraceSha256[..20]);
        run.TraceSha256.Should().Be(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(TestData.Path(Trace)))));
        _folder.Files.Should().HaveCount(TableCatalog.All.Count)
            .And.Equal(TableCatalog.All.Select(t => $"table={t.Name}/label=v1.2%20%CE%B2%2Fx%3D1%25%27%C3%A9%2B./run={run.Run}/{run.TraceSha256[..20]}.parquet").Order(StringComparer.Ordinal));
        using var duck = new Duck();
        duck.Rows($"SELECT label, run, file FROM read_parquet('{_folder.Path}/table=runs/*/*/*.parquet', hive_partitioning = true)")
            .Should().ContainSingle().Which.Should().Equal(Label, run.Run, "annotations.trace");
        duck.Rows($"SELECT DISTINCT \"table\" FROM read_parquet('{_folder.Path}/**/*.parquet', hive_partitioning = true, union_by_name = true)")
            .Should().HaveCount(TableCatalog.All.Count(t => run.Tables.Single(r => r.Name == t.Name).Rows > 0));
    }

    [Fact]
    public async Task Twice_is_once()
    {
        await WriteAsync();
        IReadOnlyDictionary<string, string> once = Hashes();
        DatasetRun second = await WriteAsync();

        second.WasThere.Should().BeTrue();
        Hashes().Should().Equal(once);

        // What is missing is put back as it was.
        foreach (string file in _folder.Files.Where(f => f.Contains("table=runs") || f.Contains("table=events")))
        {
            File.Delete(_folder[file]);
        }

        (await WriteAsync(new TableExportOptions { Parallelism = 1 })).WasThere.Should().BeFalse();
        Hashes().Should().Equal(once);
    }

    [Fact]
    public async Task Many_may_write_at_once()
    {
        string[] traces = [Trace, "traces/go1.27/syscalls.trace", "traces/go1.27/empty.trace", "traces/go1.26/annotations.trace"];
        foreach (string trace in traces)
        {
            await TraceDataset.WriteAsync(TestData.Path(trace), _folder["one"], "a", cancellationToken: TestContext.Current.CancellationToken);
        }

        await Parallel.ForEachAsync(
            Enumerable.Repeat(traces, 3).SelectMany(t => t),
            TestContext.Current.CancellationToken,
            async (trace, stop) => await TraceDataset.WriteAsync(TestData.Path(trace), _folder["many"], "a", cancellationToken: stop));

        Hashes("many/").Should().Equal(Hashes("one/"));
    }

    [Fact]
    public async Task An_interrupted_run_leaves_no_file()
    {
        using var stop = new CancellationTokenSource();
        Func<Task> write = () => TraceDataset.WriteAsync(
            TestData.Path("traces/go1.27/generations.trace.gz"), _folder.Path, progress: new Stopper(stop), cancellationToken: stop.Token);

        await write.Should().ThrowAsync<OperationCanceledException>();
        _folder.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task A_run_that_can_not_be_put_in_place_is_not_complete()
    {
        DatasetRun run = await WriteAsync();
        string[] files = [.. _folder.Files];
        foreach (string file in files)
        {
            File.Delete(_folder[file]);
        }

        // Where the frames are to go there is a folder that is not empty.
        string inTheWay = _folder[files.Single(f => f.Contains("table=frames"))];
        Directory.CreateDirectory(Path.Combine(inTheWay, "x"));
        Func<Task> again = () => WriteAsync();

        await again.Should().ThrowAsync<Exception>().Where(e => e is IOException || e is UnauthorizedAccessException);
        _folder.Files.Should().NotContain(f => f.Contains("table=runs"), "that says the run is complete");
        _folder.Files.Should().NotContain(f => f.EndsWith(".tmp"));

        Directory.Delete(inTheWay, recursive: true);
        (await WriteAsync()).Run.Should().Be(run.Run);
        _folder.Files.Should().Equal(files);
    }

    [Fact]
    public async Task A_run_of_another_trace_is_refused()
    {
        await WriteAsync(run: "r");
        IReadOnlyDictionary<string, string> before = Hashes();
        Func<Task> other = () => TraceDataset.WriteAsync(TestData.Path("traces/go1.27/empty.trace"), _folder.Path, run: "r");
        Func<Task> otherTimes = () => WriteAsync(new TableExportOptions { TimeBase = TimeBase.Go }, run: "r");

        await other.Should().ThrowAsync<DatasetConflictException>().WithMessage("run r of label default is there, of another trace*");
        await otherTimes.Should().ThrowAsync<DatasetConflictException>();
        Hashes().Should().Equal(before);
    }

    [Fact]
    public async Task What_is_no_trace_leaves_nothing()
    {
        string text = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(text, "no trace at all, but long enough for a header", TestContext.Current.CancellationToken);
        Func<Task> write = () => TraceDataset.WriteAsync(text, _folder.Path);

        await write.Should().ThrowAsync<Parsing.TraceFormatException>();
        _folder.Files.Should().BeEmpty();
        File.Delete(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a label that is far too long to be the name of a folder, as file systems allow 255 bytes for one, and this one, with what stands before it, and each space written as three signs, is well beyond the 200 that are left")]
    public async Task A_label_that_is_no_name_is_refused(string label)
    {
        Func<Task> write = () => WriteAsync(label: label);
        await write.Should().ThrowAsync<ArgumentException>().WithMessage("a label *");
        _folder.Files.Should().BeEmpty();
    }

    private Task<DatasetRun> WriteAsync(TableExportOptions? options = null, string? label = null, string? run = null) =>
        TraceDataset.WriteAsync(TestData.Path(Trace), _folder.Path, label, run, options);

    private IReadOnlyDictionary<string, string> Hashes(string under = "") => _folder.Files.Where(f => f.StartsWith(under, StringComparison.Ordinal))
        .ToDictionary(f => f[under.Length..], f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(_folder[f]))));

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<AnalysisProgress>
    {
        public void Report(AnalysisProgress value) => stop.Cancel();
    }
}
