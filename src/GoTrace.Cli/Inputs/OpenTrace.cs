using GoTrace.Cli.Hosting;
using GoTrace.Parsing;

namespace GoTrace.Cli.Inputs;

/// <summary>A trace that is being read, and how far it has come.</summary>
internal sealed class OpenTrace : IAsyncDisposable
{
    private readonly Stream? _file;

    private OpenTrace(TraceReader reader, Stream? file)
    {
        Reader = reader;
        _file = file;
    }

    public TraceReader Reader { get; }

    /// <summary>Bytes of the file that were read, as it lies on disk; 0 where that can't be told.</summary>
    public long Position => _file is { CanSeek: true } file ? file.Position : 0;

    /// <summary>Opens a file, or the standard input.</summary>
    public static OpenTrace Open(string name, Terminal terminal, bool strict)
    {
        var options = new TraceReaderOptions { Strict = strict };
        if (name == InputFiles.StandardInput)
        {
            return new OpenTrace(TraceReader.Create(terminal.OpenInput(), options), null);
        }

        var file = new FileStream(name, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.SequentialScan,
        });
        return new OpenTrace(TraceReader.Create(file, options), file);
    }

    public ValueTask DisposeAsync() => Reader.DisposeAsync();
}
