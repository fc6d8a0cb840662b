namespace GoTrace.Cli.Hosting;

/// <summary>
/// Writes on until nobody reads any more; what comes then is for nobody, and the command ends as it
/// would have: its exit code may be all that was wanted.
/// </summary>
internal sealed class TolerantStream(Stream output) : Stream
{
    private bool _isBroken;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_isBroken)
        {
            return;
        }

        try
        {
            output.Write(buffer);
        }
        catch (IOException e) when (Failures.IsBrokenPipe(e))
        {
            _isBroken = true;
        }
        catch (UnauthorizedAccessException e)
        {
            throw Failures.Closed(e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        if (!_isBroken)
        {
            output.Flush();
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
