using GoTrace.Analysis;
using GoTrace.Export.Parquet;
using GoTrace.Export.Tables;
using GoTrace.Export.Writing;
using GoTrace.Parsing;

namespace GoTrace.Export.Datasets;

/// <summary>Adds runs to a dataset.</summary>
internal static class RunWriting
{
    // Small, and what most questions begin with.
    private static readonly string[] Always = ["metrics", RowSets.Last];

    /// <summary>Adds a run, unless it is there.</summary>
    /// <returns>The run; and what its trace comes to, if that had to be read.</returns>
    public static async Task<(DatasetRun Run, TraceAnalysis? Analysis)> WriteAsync(
        RunRequest request, TableExportOptions options, IProgress<AnalysisProgress>? progress, CancellationToken cancellationToken)
    {
        options = options with { Tables = options.Tables is { } chosen ? [.. chosen.Union(Always)] : null };
        List<RowSet> tables = TableChoice.Of(options);
        string hash = await TraceHash.OfAsync(request.Trace, cancellationToken).ConfigureAwait(false);
        var place = new RunPlace(request.Dataset, request.Label, request.Run, hash, options.TimeBase == TimeBase.Go);
        Refuse(place);
        if (tables.TrueForAll(t => File.Exists(place.PathOf(t.TableName))))
        {
            return (new DatasetRun(place.Label, place.Run, hash, []), null);
        }

        (RowSet, string)[] paths = [.. tables.Select(t => (t, place.PathOf(t.TableName)))];
        TraceReader reader = TraceReader.Create(request.Trace, new TraceReaderOptions { Strict = options.Strict, LeaveOpen = true });
        await using (reader.ConfigureAwait(false))
        {
            TableExportResult result = await TablePass.RunAsync(
                reader, new TraceOrigin(request.Name, hash), ParquetFormat.Instance, paths, options, progress, cancellationToken).ConfigureAwait(false);
            return (new DatasetRun(place.Label, place.Run, hash, result.Tables), result.Analysis);
        }
    }

    // Two traces in one run would be added up by whoever asks; one whose writing was broken off may have left tables.
    private static void Refuse(RunPlace place)
    {
        foreach (RowSet table in RowSets.All())
        {
            string folder = place.FolderOf(table.TableName);
            string? other = Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, "*" + RunPlace.Extension).FirstOrDefault(f => Path.GetFileName(f) != place.FileName)
                : null;
            if (other is not null)
            {
                throw new DatasetConflictException(
                    $"run {place.Run} of label {place.Label} is there, of another trace or with another time base ({other}): give this run another name");
            }
        }
    }
}
