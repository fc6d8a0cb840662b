using GoTrace.Analysis;
using GoTrace.Export.Parquet;
using GoTrace.Export.Tables;
using GoTrace.Export.Text;
using GoTrace.Export.Writing;
using GoTrace.Parsing;

namespace GoTrace.Export;

/// <summary>
/// Writes a trace as tables, a file each: see <see cref="TableCatalog"/>, and docs/export.md. One pass,
/// in memory that does not grow with the trace. Files appear when all are complete; one that is there
/// under the same name is replaced.
/// </summary>
public static class TableExport
{
    /// <summary>Writes a file's trace as Parquet files.</summary>
    /// <param name="path">The trace, gzipped or not.</param>
    /// <param name="folder">Where <c>events.parquet</c> and the others go; it is made if it is missing.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each generation.</param>
    /// <param name="cancellationToken">Stops it; no file is left.</param>
    /// <exception cref="TraceFormatException">It is no trace, or nothing of it can be read; or it is damaged, and <see cref="TableExportOptions.Strict"/> is set.</exception>
    /// <exception cref="ArgumentException">There is no table of a name.</exception>
    /// <exception cref="IOException">A file can't be read or written.</exception>
    public static Task<TableExportResult> WriteParquetAsync(
        string path,
        string folder,
        TableExportOptions? options = null,
        IProgress<AnalysisProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        WriteAsync(path, folder, ParquetFormat.Instance, options, progress, cancellationToken);

    /// <summary>Writes what a reader gives as Parquet files.</summary>
    /// <param name="reader">A reader of which nothing was read yet; it stays the caller's to dispose, and damage its own matter.</param>
    /// <inheritdoc cref="WriteParquetAsync(string, string, TableExportOptions?, IProgress{AnalysisProgress}?, CancellationToken)"/>
    /// <param name="folder">Where <c>events.parquet</c> and the others go; it is made if it is missing.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each generation.</param>
    /// <param name="cancellationToken">Stops it; no file is left.</param>
    public static Task<TableExportResult> WriteParquetAsync(
        TraceReader reader,
        string folder,
        TableExportOptions? options = null,
        IProgress<AnalysisProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        WriteAsync(reader, default, folder, ParquetFormat.Instance, options, progress, cancellationToken);

    /// <summary>Writes a file's trace as CSV files (RFC 4180, with a line of names; what is missing is empty).</summary>
    /// <inheritdoc cref="WriteParquetAsync(string, string, TableExportOptions?, IProgress{AnalysisProgress}?, CancellationToken)"/>
    public static Task<TableExportResult> WriteCsvAsync(
        string path,
        string folder,
        TableExportOptions? options = null,
        IProgress<AnalysisProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        WriteAsync(path, folder, CsvFormat.Instance, options, progress, cancellationToken);

    /// <summary>Writes what a reader gives as CSV files (RFC 4180, with a line of names; what is missing is empty).</summary>
    /// <inheritdoc cref="WriteParquetAsync(TraceReader, string, TableExportOptions?, IProgress{AnalysisProgress}?, CancellationToken)"/>
    public static Task<TableExportResult> WriteCsvAsync(
        TraceReader reader,
        string folder,
        TableExportOptions? options = null,
        IProgress<AnalysisProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        WriteAsync(reader, default, folder, CsvFormat.Instance, options, progress, cancellationToken);

    /// <summary>Writes a file's trace as files of JSON, an object a line (NDJSON); what is missing is left out.</summary>
    /// <inheritdoc cref="WriteParquetAsync(string, string, TableExportOptions?, IProgress{AnalysisProgress}?, CancellationToken)"/>
    public static Task<TableExportResult> WriteNdjsonAsync(
        string path,
        string folder,
        TableExportOptions? options = null,
        IProgress<AnalysisProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        WriteAsync(path, folder, NdjsonFormat.Instance, options, progress, cancellationToken);

    /// <summary>Writes what a reader gives as files of JSON, an object a line (NDJSON); what is missing is left out.</summary>
    /// <inheritdoc cref="WriteParquetAsync(TraceReader, string, TableExportOptions?, IProgress{AnalysisProgress}?, CancellationToken)"/>
    public static Task<TableExportResult> WriteNdjsonAsync(
        TraceReader reader,
        string folder,
        TableExportOptions? options = null,
        IProgress<AnalysisProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        WriteAsync(reader, default, folder, NdjsonFormat.Instance, options, progress, cancellationToken);

    /// <summary>Writes the trace that a stream gives; hashed before where the stream can go back.</summary>
    /// <param name="trace">Stays the caller's to close.</param>
    /// <param name="name">What the trace is called; null where that is not known.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="format">Their form.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each generation.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal static async Task<TableExportResult> WriteAsync(
        Stream trace,
        string? name,
        string folder,
        ITableFormat format,
        TableExportOptions? options,
        IProgress<AnalysisProgress>? progress,
        CancellationToken cancellationToken)
    {
        options ??= TableExportOptions.Default;
        string? hash = trace.CanSeek ? await TraceHash.OfAsync(trace, cancellationToken).ConfigureAwait(false) : null;
        TraceReader reader = TraceReader.Create(trace, new TraceReaderOptions { Strict = options.Strict, LeaveOpen = true });
        await using (reader.ConfigureAwait(false))
        {
            return await WriteAsync(reader, new TraceOrigin(name, hash), folder, format, options, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes one table of the trace that a stream gives to another stream, as it comes.</summary>
    /// <param name="trace">Stays the caller's to close.</param>
    /// <param name="name">What the trace is called; null where that is not known.</param>
    /// <param name="to">Stays the caller's to close.</param>
    /// <param name="format">The table's form.</param>
    /// <param name="options">How; they name one table.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal static async Task<TraceAnalysis> WriteAsync(
        Stream trace, string? name, Stream to, ITableFormat format, TableExportOptions options, CancellationToken cancellationToken)
    {
        RowSet table = TableChoice.Of(options).Single();
        using TableFiles files = await TableFiles.BeginAsync(format, table, to, cancellationToken).ConfigureAwait(false);
        string? hash = table.TableName == RowSets.Last && trace.CanSeek ? await TraceHash.OfAsync(trace, cancellationToken).ConfigureAwait(false) : null;
        TraceReader reader = TraceReader.Create(trace, new TraceReaderOptions { Strict = options.Strict, LeaveOpen = true });
        await using (reader.ConfigureAwait(false))
        {
            return (await TablePass.RunAsync(reader, new TraceOrigin(name, hash), files, options, null, cancellationToken).ConfigureAwait(false)).Analysis;
        }
    }

    private static async Task<TableExportResult> WriteAsync(
        string path,
        string folder,
        ITableFormat format,
        TableExportOptions? options,
        IProgress<AnalysisProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream trace = TraceHash.Open(path);
        await using (trace.ConfigureAwait(false))
        {
            return await WriteAsync(trace, Path.GetFileName(path), folder, format, options, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<TableExportResult> WriteAsync(
        TraceReader reader,
        TraceOrigin origin,
        string folder,
        ITableFormat format,
        TableExportOptions? options,
        IProgress<AnalysisProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= TableExportOptions.Default;
        (RowSet, string)[] paths = [.. TableChoice.Of(options).Select(t => (t, Path.Join(folder, t.TableName + format.Extension)))];
        return await TablePass.RunAsync(reader, origin, format, paths, options, progress, cancellationToken).ConfigureAwait(false);
    }
}
