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

    public override ValueTask<long> RemainingAsync(CancellationToken cancellationToken) => new(memory.Length - _read);

    public override ValueTask<bool> PeekEndAsync(Memory<byte> end, CancellationToken cancellationToken)
    {
        bool isThere = memory.Length - _read >= end.Length;
        if (isThere)
        {
            memory[^end.Length..].CopyTo(end);
        }

        return new ValueTask<bool>(isThere);
    }

    public override ValueTask DisposeAsync() => default;
}
