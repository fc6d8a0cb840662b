namespace GoTrace.Parsing.Tests.Support;

/// <summary>Gives bytes in pieces of chosen lengths, however many are asked for.</summary>
internal sealed class FragmentedStream(byte[] bytes, Func<int> nextLength) : Stream
{
    private int _given;

    public bool IsDisposed { get; private set; }

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
        cancellationToken.ThrowIfCancellationRequested();
        int n = Math.Min(Math.Min(nextLength(), buffer.Length), bytes.Length - _given);
        if ((_given & 0xfff) == 0)
        {
            await Task.Yield(); // now and then it has to be waited for
        }

        bytes.AsMemory(_given, n).CopyTo(buffer);
        _given += n;
        return n;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
