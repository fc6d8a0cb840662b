using GoTrace.Analysis;
using GoTrace.Export.Datasets;
using GoTrace.Export.Writing;
using GoTrace.Parsing;

namespace GoTrace.Export;

/// <summary>
/// A folder of many traces' tables, for tools that ask all of them at once: see docs/fleet.md. Any
/// number of machines may write to it at the same time, and none has to know of the others.
/// </summary>
public static class TraceDataset
{
    /// <summary>What a run is labelled unless told.</summary>
    public const string DefaultLabel = "default";

    /// <summary>
    /// Adds a trace. Its files are named by the trace's own bytes, so that adding it again changes
    /// nothing; the file in <c>table=runs</c> appears last, and says that the run is complete.
    /// </summary>
    /// <param name="path">The trace, gzipped or not.</param>
    /// <param name="dataset">The dataset's folder; it is made if it is missing.</param>
    /// <param name="label">What the run is one of, such as a release; null for <see cref="DefaultLabel"/>.</param>
    /// <param name="run">What to call the run; null for a name made of the hash of the file's bytes.</param>
    /// <param name="options">How; null for the defaults. The tables <c>runs</c> and <c>metrics</c> are always there.</param>
    /// <param name="progress">Told after each generation.</param>
    /// <param name="cancellationToken">Stops it; no file is left.</param>
    /// <exception cref="TraceFormatException">It is no trace, or nothing of it can be read; or it is damaged, and <see cref="TableExportOptions.Strict"/> is set.</exception>
    /// <exception cref="ArgumentException">The label or the run is empty or too long; or there is no table of a name.</exception>
    /// <exception cref="DatasetConflictException">The dataset has a run of that name from another trace.</exception>
    /// <exception cref="IOException">A file can't be read or written.</exception>
    public static async Task<DatasetRun> WriteAsync(
        string path,
        string dataset,
        string? label = null,
        string? run = null,
        TableExportOptions? options = null,
        IProgress<AnalysisProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(dataset);
        FileStream trace = TraceHash.Open(path);
        await using (trace.ConfigureAwait(false))
        {
            var request = new RunRequest(trace, Path.GetFileName(path), dataset, label ?? DefaultLabel, run);
            return (await RunWriting.WriteAsync(request, options ?? TableExportOptions.Default, progress, cancellationToken).ConfigureAwait(false)).Run;
        }
    }
}
