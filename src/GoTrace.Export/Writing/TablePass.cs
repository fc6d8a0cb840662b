using GoTrace.Analysis;
using GoTrace.Analysis.Comparison;
using GoTrace.Export.Tables;
using GoTrace.Parsing;

namespace GoTrace.Export.Writing;

/// <summary>Goes through a trace once, and writes its tables.</summary>
internal static class TablePass
{
    /// <summary>Writes the tables.</summary>
    /// <param name="reader">Of which nothing was read yet.</param>
    /// <param name="origin">Where the trace came from.</param>
    /// <param name="format">The tables' form.</param>
    /// <param name="paths">For each table wanted where it goes, in the order in which they are put in place.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after each generation.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<TableExportResult> RunAsync(
        TraceReader reader,
        TraceOrigin origin,
        ITableFormat format,
        IReadOnlyList<(RowSet Table, string Path)> paths,
        TableExportOptions options,
        IProgress<AnalysisProgress>? progress,
        CancellationToken cancellationToken)
    {
        using TableFiles files = await TableFiles.BeginAsync(format, paths, cancellationToken).ConfigureAwait(false);
        (TraceAnalysis analysis, IReadOnlyDictionary<string, long> rows) =
            await RunAsync(reader, origin, files, options, progress, cancellationToken).ConfigureAwait(false);
        return new TableExportResult(analysis, [.. paths.Select(p => new ExportedTable(p.Table.TableName, p.Path, rows[p.Table.TableName]))]);
    }

    /// <summary>Writes to files that are begun, and puts them in place.</summary>
    /// <returns>What the trace comes to, and the rows of each table.</returns>
    public static async Task<(TraceAnalysis Analysis, IReadOnlyDictionary<string, long> Rows)> RunAsync(
        TraceReader reader,
        TraceOrigin origin,
        TableFiles files,
        TableExportOptions options,
        IProgress<AnalysisProgress>? progress,
        CancellationToken cancellationToken)
    {
        var pipeline = new TablePipeline(files.Writers, cancellationToken);
        TraceAnalysis analysis;
        try
        {
            analysis = await FillAsync(reader, origin, pipeline, files, options, progress, cancellationToken).ConfigureAwait(false);
            await pipeline.EndAsync().ConfigureAwait(false);
        }
        catch
        {
            await pipeline.StopAsync().ConfigureAwait(false);
            throw;
        }

        await files.PlaceAsync(cancellationToken).ConfigureAwait(false);
        return (analysis, pipeline.Counts);
    }

    private static async Task<TraceAnalysis> FillAsync(
        TraceReader reader,
        TraceOrigin origin,
        TablePipeline pipeline,
        TableFiles files,
        TableExportOptions options,
        IProgress<AnalysisProgress>? progress,
        CancellationToken cancellationToken)
    {
        var feeds = new TableFeeds(pipeline, files.Writers.Keys.ToHashSet(), options.RowsPerGroup);
        var collector = new TableCollector(feeds);
        var analysisOptions = new AnalysisOptions
        {
            TimeBase = options.TimeBase,
            Strict = options.Strict,
            Parallelism = options.Parallelism,
            Collectors = [collector],
        };

        // Rows are waited for where they are made, which a caller's own thread is not to do.
        TraceAnalysis analysis = await Task.Run(
            () => TraceAnalyzer.AnalyzeAsync(reader, analysisOptions, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (NothingRead.Is(analysis))
        {
            throw reader.Damage[0].Error; // where nothing could be read there is no run
        }

        await Task.Run(() => AddRun(analysis with { Source = origin.Name }, origin, collector, feeds), cancellationToken).ConfigureAwait(false);
        return analysis with { Source = origin.Name };
    }

    private static void AddRun(TraceAnalysis analysis, TraceOrigin origin, TableCollector collector, TableFeeds feeds)
    {
        if (feeds.Metrics.IsWanted)
        {
            foreach (Figure figure in FigureCatalog.Primary.Concat(FigureCatalog.Exploratory))
            {
                feeds.Metrics.Rows.Add(figure, analysis);
                feeds.Metrics.EndRow();
            }
        }

        if (feeds.Runs.IsWanted)
        {
            feeds.Runs.Rows.Add(analysis, origin, collector.FirstTime, WallStart(collector));
            feeds.Runs.EndRow();
        }

        feeds.Flush();
    }

    private static long? WallStart(TableCollector collector)
    {
        if (collector.Clock is not { } clock)
        {
            return null;
        }

        Int128 start = ((Int128)clock.WallSeconds * 1_000_000_000) + clock.WallNanoseconds - ((Int128)clock.TraceTime - collector.FirstTime);
        return start >= long.MinValue && start <= long.MaxValue ? (long)start : null;
    }
}
