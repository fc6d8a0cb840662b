namespace GoTrace.Parsing.Reading;

/// <summary>Where a trace's bytes come from.</summary>
internal abstract class ByteSource : IAsyncDisposable
{
    /// <summary>Everything at once, where it lies in memory.</summary>
    public virtual ReadOnlyMemory<byte>? Whole => null;

    /// <summary>Fills some of <paramref name="destination"/>; 0 means that there is no more.</summary>
    public abstract ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
