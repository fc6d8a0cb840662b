namespace GoTrace.Export.Writing;

/// <summary>
/// A file that is there as a whole or not at all: written under another name in the same folder, and
/// given its own when it is complete and on disk. The other name begins with a dot and does not end
/// like that of a table, so that nobody who looks for tables takes it for one.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private const int BufferLength = 64 * 1024;

    private readonly string _path;
    private readonly string _temporaryPath;
    private readonly FileStream _stream;
    private bool _isPlaced;

    private AtomicFile(string path)
    {
        _path = path;
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        _temporaryPath = Path.Join(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        _stream = new FileStream(_temporaryPath, FileMode.CreateNew, FileAccess.Write, FileShare.Read, BufferLength);
    }

    public Stream Stream => _stream;

    /// <summary>Begins a file. Folders that are missing are made.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static AtomicFile Create(string path) => new(path);

    /// <summary>Nothing more is written: brings all of it to disk.</summary>
    public void Close()
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
    }

    /// <summary>Gives the closed file its name, in place of one that may have it.</summary>
    public void Place()
    {
        File.Move(_temporaryPath, _path, overwrite: true);
        _isPlaced = true;
    }

    public void Dispose()
    {
        if (_isPlaced)
        {
            return;
        }

        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // What was not written yet finds no room; it is not wanted any more.
        }

        try
        {
            File.Delete(_temporaryPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays, under a name that nobody reads.
        }
    }
}
