using GoTrace.Analysis;
using GoTrace.Export.Tests.Support;

namespace GoTrace.Export.Tests.Datasets;

/// <summary>A dataset of bundled traces under several labels, as a fleet would write it.</summary>
public sealed class Fleet : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<FleetRun> _runs = [];

    internal Duck Duck { get; } = new();

    internal IReadOnlyList<FleetRun> Runs => _runs;

    public async ValueTask InitializeAsync()
    {
        await AddAllAsync("before", TestData.Runs("gosched", "before"));
        await AddAllAsync("after", TestData.Runs("gosched", "after"));
        await AddAllAsync("syscalls", TestData.Runs("syscalls", "before"));
        await AddAllAsync("go1.27", Traces("go1.27"));
        await AddAllAsync("go1.22", Traces("go1.22"));
        await AddAllAsync("go1.21", Traces("go1.21"));
        await AddAllAsync("go1.27 again", ["traces/go1.27/annotations.trace"]);
        string half = _folder["half.trace"];
        byte[] whole = await File.ReadAllBytesAsync(TestData.Path("traces/go1.27/syscalls.trace"));
        await File.WriteAllBytesAsync(half, whole[..(whole.Length / 2)]);
        await AddAsync("damaged", half);

        // The document's paths begin with the dataset's folder.
        string views = Documents.Blocks("fleet.md", "sql").Single(b => b.Heading == "DuckDB").Code;
        Duck.Run(views.Replace("'fleet/", $"'{_folder.Path}/fleet/"));
    }

    public ValueTask DisposeAsync()
    {
        Duck.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static IEnumerable<string> Traces(string release) =>
        Directory.EnumerateFiles(TestData.Path("traces/" + release)).Order(StringComparer.Ordinal).Select(f => Path.GetRelativePath(TestData.Root, f));

    private async Task AddAllAsync(string label, IEnumerable<string> traces)
    {
        foreach (string trace in traces)
        {
            await AddAsync(label, TestData.Path(trace));
        }
    }

    private async Task AddAsync(string label, string path)
    {
        var waits = new WaitCollector();
        TraceAnalysis analysis = await TraceAnalyzer.AnalyzeAsync(path, new AnalysisOptions { Collectors = [waits], LongSyscallLimit = 10_000 });
        DatasetRun run = await TraceDataset.WriteAsync(
            path, _folder["fleet"], label, options: new TableExportOptions { Tables = ["goroutines", "goroutine_states", "syscalls", "stacks"] });
        _runs.Add(new FleetRun(label, run.Run, Path.GetFileName(path), analysis, waits.OfUsers));
    }
}

internal sealed record FleetRun(string Label, string Run, string File, TraceAnalysis Analysis, IReadOnlyList<(string Function, long Ns)> Waits)
{
    public long? P99 => Analysis.SchedulingLatency.User is { Count: > 0 } user ? user.P99Ns : null;
}
