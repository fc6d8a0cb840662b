using System.Security.Cryptography;

namespace GoTrace.Export.Writing;

/// <summary>What tells one trace from another.</summary>
internal static class TraceHash
{
    /// <summary>SHA-256 of a file's bytes as they lie on disk, in lower-case hexadecimal.</summary>
    public static async Task<string> OfAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, new FileStreamOptions
        {
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.SequentialScan,
        });
        await using (file.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
        }
    }
}
