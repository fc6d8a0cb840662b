using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Inputs;

/// <summary>A file that is being read, or the standard input, and how far it has come.</summary>
internal sealed class TraceInput(Stream stream) : IAsyncDisposable
{
    public Stream Stream { get; } = stream;

    /// <summary>Bytes of the file that were read, as it lies on disk; 0 where that can't be told.</summary>
    public long Position => Stream.CanSeek ? Stream.Position : 0;

    /// <summary>Opens a file, or the standard input.</summary>
    /// <exception cref="IOException">The file can't be opened.</exception>
    public static TraceInput Open(string name, Terminal terminal) => new(name == InputFiles.StandardInput
        ? terminal.OpenInput()
        : new FileStream(name, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.SequentialScan,
        }));

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
