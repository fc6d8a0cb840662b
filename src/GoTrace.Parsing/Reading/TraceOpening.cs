using System.Buffers.Text;
using GoTrace.Parsing.Legacy;

namespace GoTrace.Parsing.Reading;

/// <summary>The first bytes: is it a trace, of which version, and does it come gzipped.</summary>
internal static class TraceOpening
{
    /// <summary>Reads the header, and gives the source of all that follows it.</summary>
    /// <exception cref="TraceFormatException">It is none that this library reads.</exception>
    public static async ValueTask<(ByteSource Source, TraceHeader Header)> ReadAsync(
        ByteSource source, TraceReaderOptions options, CancellationToken cancellationToken)
    {
        byte[] start = await TakeAsync(source, cancellationToken).ConfigureAwait(false);
        if (GzipSource.IsGzip(start))
        {
            source = new GzipSource(source, start, options);
            start = await TakeAsync(source, cancellationToken).ConfigureAwait(false);
        }

        return (source, Check(start));
    }

    public static TraceHeader Check(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
        {
            throw new TraceFormatException(TraceFormatError.Empty, "the input is empty", 0);
        }

        if (!start.StartsWith("go 1."u8))
        {
            throw new TraceFormatException(
                TraceFormatError.NotATrace, $"the input is no Go execution trace: it does not begin with \"go 1.N trace\" but with {Show(start)}", 0);
        }

        bool isNumber = Utf8Parser.TryParse(start[5..], out uint minor, out int digits) && digits is 1 or 2;
        ReadOnlySpan<byte> rest = start[Math.Min(start.Length, 5 + digits)..];
        if (start.Length < TraceHeader.Length)
        {
            throw new TraceFormatException(TraceFormatError.Truncated, "the input ends within the header of a Go execution trace", start.Length);
        }

        if (!isNumber || !rest.SequenceEqual(" trace\0\0\0\0"u8[..rest.Length]))
        {
            throw new TraceFormatException(
                TraceFormatError.NotATrace, $"the input is no Go execution trace: its header is {Show(start)}", 0);
        }

        if (minor is not (22 or 23 or 25 or >= 26) && !LegacyFormat.Has(minor))
        {
            throw new TraceFormatException(
                TraceFormatError.UnsupportedVersion,
                $"the trace's header is \"go 1.{minor} trace\"; this version of GoTrace reads 1.5, 1.7 to 1.11, 1.19, 1.21 to 1.23, 1.25, 1.26 and, as far as it can, later ones",
                0);
        }

        return new TraceHeader((int)minor);
    }

    private static async ValueTask<byte[]> TakeAsync(ByteSource source, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[TraceHeader.Length];
        int n = 0;
        while (n < bytes.Length)
        {
            int read = await source.ReadAsync(bytes.AsMemory(n), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            n += read;
        }

        return n == bytes.Length ? bytes : bytes[..n];
    }

    private static string Show(ReadOnlySpan<byte> start)
    {
        bool isText = true;
        foreach (byte b in start)
        {
            isText &= b is >= 0x20 and < 0x7f or (byte)'\n' or (byte)'\r' or (byte)'\t';
        }

        return isText
            ? $"\"{System.Text.Encoding.ASCII.GetString(start).ReplaceLineEndings(" ").Replace('\t', ' ')}\""
            : $"the bytes {Convert.ToHexString(start[..Math.Min(start.Length, 8)])}";
    }
}
