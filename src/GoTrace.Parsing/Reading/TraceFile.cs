namespace GoTrace.Parsing.Reading;

/// <summary>Opens files to be read once, from the first byte to the last.</summary>
internal static class TraceFile
{
    private static readonly FileStreamOptions Options = new()
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
        Options = FileOptions.SequentialScan,
    };

    /// <exception cref="IOException">It can't be opened: it is not there, or a directory.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, Options);
        }
        catch (UnauthorizedAccessException e) when (Directory.Exists(path))
        {
            throw new IOException($"'{path}' is a directory, not a trace", e);
        }
    }
}
