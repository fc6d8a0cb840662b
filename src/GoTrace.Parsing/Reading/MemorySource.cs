namespace GoTrace.Parsing.Reading;

/// <summary>A trace that lies in memory: nothing is copied.</summary>
internal sealed class MemorySource(ReadOnlyMemory<byte> memory) : ByteSource
{
    private int _read;

    public override ReadOnlyMemory<byte>? Whole => memory;

    public override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        int n = Math.Min(destination.Length, memory.Length - _read);
        memory.Slice(_read, n).CopyTo(destination);
        _read += n;
        return new ValueTask<int>(n);
    }

    public override ValueTask DisposeAsync() => default;
}
