namespace GoTrace.Parsing.Reading;

/// <summary>A trace that comes from a stream.</summary>
internal sealed class StreamSource(Stream stream, bool leaveOpen) : ByteSource
{
    public override long Remaining => stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : -1;

    public override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken) =>
        stream.ReadAsync(destination, cancellationToken);

    public override ValueTask DisposeAsync() => leaveOpen ? default : stream.DisposeAsync();
}
