using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;
using GoTrace.Export.Writing;

namespace GoTrace.Cli.Exporting;

/// <summary>A file that is there as a whole or not at all; what had its name stays until it is completed.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly AtomicFile? _file;
    private readonly FileStream? _device; // such as /dev/null: nothing can be put in its place

    private OutputFile(string path)
    {
        if (path.StartsWith("/dev/", StringComparison.Ordinal))
        {
            _device = new FileStream(path, FileMode.Open, FileAccess.Write);
        }
        else
        {
            _file = AtomicFile.Create(path);
        }
    }

    public Stream Stream => _file?.Stream ?? _device!;

    /// <summary>Begins a file.</summary>
    /// <param name="to">Its name.</param>
    /// <param name="from">The trace, which must not be overwritten.</param>
    /// <exception cref="CommandFailure">It is the trace, or can't be written.</exception>
    public static OutputFile Create(string to, string from)
    {
        try
        {
            string path = Real(to);
            if (from != InputFiles.StandardInput && path == Real(from))
            {
                throw CommandFailure.Usage($"{to} is the trace itself: it would be overwritten");
            }

            if (Directory.Exists(path))
            {
                throw CommandFailure.Usage($"{to} can't be written: it is a folder");
            }

            return Directory.Exists(Path.GetDirectoryName(path))
                ? new OutputFile(path)
                : throw CommandFailure.Usage($"{to} can't be written: there is no folder {Path.GetDirectoryName(path)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.Usage($"{to} can't be written: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>All of it was written: it gets its name.</summary>
    public void Complete()
    {
        _file?.Close();
        _file?.Place();
        _device?.Dispose();
    }

    public void Dispose()
    {
        _file?.Dispose();
        _device?.Dispose();
    }

    private static string Real(string path) =>
        Path.GetFullPath(File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : path);
}
