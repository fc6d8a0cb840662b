using System.Buffers.Binary;
using System.IO.Compression;

namespace GoTrace.Parsing.Reading;

/// <summary>Unfolds gzip on the way from another source.</summary>
internal sealed class GzipSource : ByteSource
{
    private readonly SourceStream _packed;
    private readonly GZipStream _unpacked;

    // What a read had unpacked before it came to broken data is lost with it.
    private const int Slice = 16 << 10;

    // Of so many bytes nobody asks how few they were packed into.
    private const long FreeBytes = 16 << 20;

    // Traces are packed to a half or a third. A length that claims more than this many times the packed
    // bytes is not believed.
    private const long MostRatio = 16;

    private readonly ByteSource _inner;
    private readonly TraceReaderOptions _options;
    private long _read;
    private bool _isEndKnown;
    private TraceFormatException? _endFault;

    /// <summary>Makes the source.</summary>
    /// <param name="inner">The packed bytes.</param>
    /// <param name="begun">Packed bytes that were read before.</param>
    /// <param name="options">The limits.</param>
    public GzipSource(ByteSource inner, byte[] begun, TraceReaderOptions options)
    {
        _inner = inner;
        _packed = new SourceStream(inner, begun);
        _unpacked = new GZipStream(_packed, CompressionMode.Decompress);
        _options = options;
    }

    public override TraceFormatException? EndFault => _endFault;

    public static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1f, 0x8b, ..];

    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (_isEndKnown)
        {
            return 0;
        }

        int n;
        try
        {
            destination = destination[..Math.Min(Slice, destination.Length)];
            n = await UnpackAsync(destination, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            throw new TraceFormatException(TraceFormatError.BadCompression, "the gzip data is broken", _read, 0, e);
        }

        catch (TraceFormatException e) when (e.Code == TraceFormatError.Changed)
        {
            throw new TraceFormatException(e.Code, e.Detail, _read, 0, e); // places are in what is unpacked
        }

        _read += n;
        Check();
        if (n == 0 && !destination.IsEmpty && _options.Strict && await IsCutAsync(cancellationToken).ConfigureAwait(false))
        {
            _endFault = new TraceFormatException(
                TraceFormatError.BadCompression, "the gzip data was cut: it ends before its own end is marked", _read);
        }

        return n;
    }

    // The platform's own stream takes an end of its input for an end of the packed data. If bytes follow
    // that begin nothing, they are left alone behind that end, and fail, or give something, before it.
    private async ValueTask<bool> IsCutAsync(CancellationToken cancellationToken)
    {
        _isEndKnown = true;
        _packed.GoOnWithNothing();
        try
        {
            return await _unpacked.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) > 0;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private async ValueTask<int> UnpackAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        try
        {
            return await _unpacked.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            _inner.CheckUnchanged();
            throw;
        }
    }

    // Gzip ends with the length of what is packed, modulo 2³². It is but a hint: several files may have
    // been packed one after the other, and anything may stand there.
    public override async ValueTask<long> RemainingAsync(CancellationToken cancellationToken)
    {
        byte[] length = new byte[sizeof(uint)];
        long packed = await _inner.RemainingAsync(cancellationToken).ConfigureAwait(false);
        if (packed < 0 || !await _inner.PeekEndAsync(length, cancellationToken).ConfigureAwait(false))
        {
            return -1;
        }

        long most = (_packed.Given + packed) * MostRatio;
        return Math.Max(0, Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(length), most) - _read);
    }

    private void Check()
    {
        if (_read > _options.MaxDecompressedBytes)
        {
            throw new TraceFormatException(
                TraceFormatError.LimitExceeded,
                $"the compressed trace unfolds to more than {_options.MaxDecompressedBytes} bytes (MaxDecompressedBytes)",
                _read);
        }

        if (_read > FreeBytes && _read / Math.Max(1, _packed.Given) >= _options.MaxDecompressionRatio)
        {
            throw new TraceFormatException(
                TraceFormatError.LimitExceeded,
                $"the compressed trace unfolds to more than {_options.MaxDecompressionRatio} times its size (MaxDecompressionRatio)",
                _read);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _unpacked.DisposeAsync().ConfigureAwait(false);
        await _packed.DisposeAsync().ConfigureAwait(false);
    }

    private sealed class SourceStream(ByteSource inner, byte[] begun) : Stream
    {
        private const int NothingLength = 64; // more than the end has, and than a code of the packing

        private int _given;
        private int _nothing;

        /// <summary>The packed bytes so far.</summary>
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested(); // there may be a lot that unfolds to nothing
            int n;
            if (_nothing > 0)
            {
                n = Math.Min(buffer.Length, _nothing);
                buffer.Span[..n].Fill(0xff);
                _nothing -= n;
                return n;
            }

            if (_given < begun.Length)
            {
                n = Math.Min(buffer.Length, begun.Length - _given);
                begun.AsSpan(_given, n).CopyTo(buffer.Span);
                _given += n;
            }
            else
            {
                n = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            }

            Given += n;
            return n;
        }

        /// <summary>Gives, where the input has ended, some more bytes that are no packed data.</summary>
        public void GoOnWithNothing() => _nothing = NothingLength;

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
