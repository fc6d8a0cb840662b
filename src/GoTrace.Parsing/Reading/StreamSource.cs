using Microsoft.Win32.SafeHandles;

namespace GoTrace.Parsing.Reading;

/// <summary>A trace that comes from a stream.</summary>
internal sealed class StreamSource(Stream stream, bool leaveOpen) : ByteSource
{
    // What only looks like a file (a pipe, a device, what the system makes up as it is read) has no length.
    private readonly SafeFileHandle? _file = stream is FileStream { CanSeek: true, Length: > 0 } file && stream.GetType() == typeof(FileStream)
        ? file.SafeFileHandle
        : null;

    private readonly long _begin = stream.CanSeek ? stream.Position : 0;

    public override bool IsFile => _file is not null;

    private long Remaining => stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : -1;

    public override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken) =>
        stream.ReadAsync(destination, cancellationToken);

    public override ValueTask<long> RemainingAsync(CancellationToken cancellationToken) => new(Remaining);

    public override async ValueTask<bool> PeekEndAsync(Memory<byte> end, CancellationToken cancellationToken)
    {
        if (Remaining < end.Length)
        {
            return false;
        }

        long position = stream.Position;
        stream.Position = stream.Length - end.Length;
        try
        {
            return await stream.ReadAtLeastAsync(end, end.Length, false, cancellationToken).ConfigureAwait(false) == end.Length;
        }
        finally
        {
            stream.Position = position;
        }
    }

    public override void Seek(long position) => stream.Position = _begin + position;

    public override int ReadAt(Span<byte> destination, long position)
    {
        int filled = 0;
        while (filled < destination.Length)
        {
            int n = RandomAccess.Read(_file!, destination[filled..], _begin + position + filled);
            if (n == 0)
            {
                break;
            }

            filled += n;
        }

        return filled;
    }

    public override ValueTask DisposeAsync() => leaveOpen ? default : stream.DisposeAsync();
}
