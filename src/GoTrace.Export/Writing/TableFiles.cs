using GoTrace.Export.Tables;

namespace GoTrace.Export.Writing;

/// <summary>The files of all tables of a run: put in place together, when all are complete.</summary>
internal sealed class TableFiles : IDisposable
{
    private readonly List<AtomicFile> _files = [];
    private readonly Dictionary<string, ITableWriter> _writers = [];

    private TableFiles()
    {
    }

    /// <summary>Writers by table.</summary>
    public IReadOnlyDictionary<string, ITableWriter> Writers => _writers;

    /// <summary>Begins the files.</summary>
    /// <param name="format">Their form.</param>
    /// <param name="paths">For each table where it goes, in the order in which they are put in place.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<TableFiles> BeginAsync(
        ITableFormat format, IReadOnlyList<(RowSet Table, string Path)> paths, CancellationToken cancellationToken)
    {
        var files = new TableFiles();
        try
        {
            foreach ((RowSet table, string path) in paths)
            {
                AtomicFile file = AtomicFile.Create(path);
                files._files.Add(file);
                files._writers.Add(table.TableName, await format.BeginAsync(table, file.Stream, cancellationToken).ConfigureAwait(false));
            }
        }
        catch
        {
            files.Dispose();
            throw;
        }

        return files;
    }

    /// <summary>One table that goes to a stream as it comes: there is no file.</summary>
    /// <param name="format">Its form.</param>
    /// <param name="table">The table.</param>
    /// <param name="to">Stays the caller's to close.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<TableFiles> BeginAsync(ITableFormat format, RowSet table, Stream to, CancellationToken cancellationToken)
    {
        var files = new TableFiles();
        files._writers.Add(table.TableName, await format.BeginAsync(table, to, cancellationToken).ConfigureAwait(false));
        return files;
    }

    /// <summary>Completes the files, and gives them their names one after the other.</summary>
    public async Task PlaceAsync(CancellationToken cancellationToken)
    {
        foreach (ITableWriter writer in _writers.Values)
        {
            await writer.EndAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (AtomicFile file in _files)
        {
            file.Close();
        }

        cancellationToken.ThrowIfCancellationRequested();
        foreach (AtomicFile file in _files)
        {
            file.Place();
        }
    }

    public void Dispose()
    {
        foreach (AtomicFile file in _files)
        {
            file.Dispose();
        }
    }
}
