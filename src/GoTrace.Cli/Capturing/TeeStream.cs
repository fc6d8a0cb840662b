namespace GoTrace.Cli.Capturing;

/// <summary>Keeps a copy of all that is read. To whoever reads, a stop or a broken connection is the end.</summary>
/// <param name="source">What to read.</param>
/// <param name="copy">Where the copy goes.</param>
/// <param name="stop">Ends it.</param>
internal sealed class TeeStream(Stream source, Stream copy, CancellationToken stop) : Stream
{
    /// <summary>How many bytes came.</summary>
    public long Count { get; private set; }

    /// <summary>What reading failed with: the copy has what came before.</summary>
    public Exception? Failure { get; private set; }

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
        int read;
        try
        {
            read = Failure is null ? await source.ReadAsync(buffer, stop).ConfigureAwait(false) : 0;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            Failure = e;
            return 0;
        }

        await copy.WriteAsync(buffer[..read], CancellationToken.None).ConfigureAwait(false);
        Count += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
