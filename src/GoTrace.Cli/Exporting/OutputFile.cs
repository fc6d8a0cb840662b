using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;

namespace GoTrace.Cli.Exporting;

/// <summary>A file that goes away again unless it is completed.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly bool _isNew;
    private bool _isComplete;

    private OutputFile(string path, bool isNew, FileStream stream)
    {
        _path = path;
        _isNew = isNew;
        Stream = stream;
    }

    public Stream Stream { get; }

    /// <summary>Begins a file.</summary>
    /// <param name="to">Its name.</param>
    /// <param name="from">The trace, which must not be overwritten.</param>
    /// <exception cref="CommandFailure">It is the trace, or can't be written.</exception>
    public static OutputFile Create(string to, string from)
    {
        if (from != InputFiles.StandardInput && Path.GetFullPath(to) == Path.GetFullPath(from))
        {
            throw CommandFailure.Usage($"{to} is the trace itself: it would be overwritten");
        }

        try
        {
            bool isNew = !File.Exists(to);
            return new OutputFile(to, isNew, new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.Read, 64 * 1024));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.Usage($"{to} can't be written: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>All of it was written: it stays.</summary>
    public void Complete()
    {
        Stream.Dispose();
        _isComplete = true;
    }

    public void Dispose()
    {
        if (_isComplete)
        {
            return;
        }

        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // What was not written yet finds no room; it is not wanted any more.
        }

        if (_isNew)
        {
            File.Delete(_path);
        }
    }
}
