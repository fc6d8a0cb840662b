using System.Security.Cryptography;

namespace GoTrace.Export.Writing;

/// <summary>What tells one trace from another.</summary>
internal static class TraceHash
{
    /// <summary>SHA-256 of a file's bytes as they lie on disk, in lower-case hexadecimal.</summary>
    /// <param name="trace">The file, at its beginning; there it is again afterwards.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<string> OfAsync(Stream trace, CancellationToken cancellationToken)
    {
        string hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(trace, cancellationToken).ConfigureAwait(false));
        trace.Position = 0;
        return hash;
    }

    /// <summary>Opens a trace's file, which somebody may be writing.</summary>
    public static FileStream Open(string path) => new(path, new FileStreamOptions
    {
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
        Options = FileOptions.SequentialScan,
    });
}
