using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace GoTrace.Parsing.Reading;

/// <summary>A trace that comes from a stream.</summary>
internal sealed class StreamSource(Stream stream, bool leaveOpen) : ByteSource
{
    // A trace's header, and the head of its first batch: no two have the same.
    private const int Beginning = 64;

    // What only looks like a file (a pipe, a device, what the system makes up as it is read) has no length.
    private readonly SafeFileHandle? _file = stream is FileStream { CanSeek: true, Length: > 0 } file && stream.GetType() == typeof(FileStream)
        ? file.SafeFileHandle
        : null;

    private readonly long _begin = stream.CanSeek ? stream.Position : 0;
    private long _length = -1; // when reading began
    private byte[] _beginning = []; // what was there then

    public override bool IsFile => _file is not null;

    private long Remaining => stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : -1;

    public override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken) =>
        _file is null ? stream.ReadAsync(destination, cancellationToken) : ReadFileAsync(destination, cancellationToken);

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

    // A file may grow while it is read. If it becomes shorter or begins otherwise, what was read is not of one trace.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadFileAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (_length < 0)
        {
            _length = stream.Length;
            byte[] beginning = new byte[Beginning];
            _beginning = beginning[..ReadAt(beginning, 0)];
        }

        int n = await stream.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
        if (n == 0 && !destination.IsEmpty)
        {
            CheckUnchanged();
            if (stream.Position < _length)
            {
                throw new TraceFormatException(TraceFormatError.Changed, ChangedFile.CutShort, stream.Position - _begin);
            }
        }

        return n;
    }

    public override void CheckUnchanged()
    {
        Span<byte> now = stackalloc byte[Beginning];
        if (!now[..ReadAt(now[.._beginning.Length], 0)].SequenceEqual(_beginning))
        {
            throw new TraceFormatException(TraceFormatError.Changed, ChangedFile.Overwritten, 0);
        }
    }

    public override ValueTask DisposeAsync() => leaveOpen ? default : stream.DisposeAsync();
}
