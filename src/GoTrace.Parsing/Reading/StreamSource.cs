namespace GoTrace.Parsing.Reading;

/// <summary>A trace that comes from a stream.</summary>
internal sealed class StreamSource(Stream stream, bool leaveOpen) : ByteSource
{
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

    public override ValueTask DisposeAsync() => leaveOpen ? default : stream.DisposeAsync();
}
