using System.IO.Compression;

namespace GoTrace.Parsing.Reading;

/// <summary>Unfolds gzip on the way from another source.</summary>
internal sealed class GzipSource : ByteSource
{
    private readonly SourceStream _packed;
    private readonly GZipStream _unpacked;
    private readonly long _limit;
    private long _read;

    /// <summary>Makes the source.</summary>
    /// <param name="inner">The packed bytes.</param>
    /// <param name="begun">Packed bytes that were read before.</param>
    /// <param name="limit">The most bytes to unfold.</param>
    public GzipSource(ByteSource inner, byte[] begun, long limit)
    {
        _packed = new SourceStream(inner, begun);
        _unpacked = new GZipStream(_packed, CompressionMode.Decompress);
        _limit = limit;
    }

    public static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1f, 0x8b, ..];

    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        int n;
        try
        {
            n = await _unpacked.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            throw new TraceFormatException(
                TraceFormatError.BadCompression, $"the gzip data is broken ({e.Message.TrimEnd('.')})", _read, 0, e);
        }

        _read += n;
        if (_read > _limit)
        {
            throw new TraceFormatException(
                TraceFormatError.LimitExceeded, $"the compressed trace unfolds to more than {_limit} bytes (MaxDecompressedBytes)", _read);
        }

        return n;
    }

    public override async ValueTask DisposeAsync()
    {
        await _unpacked.DisposeAsync().ConfigureAwait(false);
        await _packed.DisposeAsync().ConfigureAwait(false);
    }

    private sealed class SourceStream(ByteSource inner, byte[] begun) : Stream
    {
        private int _given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_given < begun.Length)
            {
                int n = Math.Min(buffer.Length, begun.Length - _given);
                begun.AsSpan(_given, n).CopyTo(buffer.Span);
                _given += n;
                return new ValueTask<int>(n);
            }

            return inner.ReadAsync(buffer, cancellationToken);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync().ConfigureAwait(false);
            await base.DisposeAsync().ConfigureAwait(false);
        }
    }
}
