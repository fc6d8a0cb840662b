namespace GoTrace.Parsing.Reading;

/// <summary>Where a trace's bytes come from.</summary>
internal abstract class ByteSource : IAsyncDisposable
{
    /// <summary>Everything at once, where it lies in memory.</summary>
    public virtual ReadOnlyMemory<byte>? Whole => null;

    /// <summary>Whether any part of it can be had again at any time, and from any thread: <see cref="ReadAt"/>.</summary>
    public virtual bool IsFile => false;

    /// <summary>
    /// What is wrong with the end though all bytes came; known after a read gave 0, and only where the
    /// reader is strict.
    /// </summary>
    public virtual TraceFormatException? EndFault => null;

    /// <summary>How many bytes are still to come, where that can be told beforehand; or −1.</summary>
    public virtual ValueTask<long> RemainingAsync(CancellationToken cancellationToken) => new(-1);

    /// <summary>Fills <paramref name="end"/> with the last bytes of all, where they can be had before their turn.</summary>
    /// <returns>Whether they can.</returns>
    public virtual ValueTask<bool> PeekEndAsync(Memory<byte> end, CancellationToken cancellationToken) => new(false);

    /// <summary>Fills some of <paramref name="destination"/>; 0 means that there is no more.</summary>
    public abstract ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>Goes back, or forward, to <paramref name="position"/>, counted from where the source began.</summary>
    public virtual void Seek(long position) => throw new NotSupportedException();

    /// <summary>
    /// Fills <paramref name="destination"/> from <paramref name="position"/> on, as far as there is something,
    /// and gives how much there was. Where the source stands does not change.
    /// </summary>
    public virtual int ReadAt(Span<byte> destination, long position) => throw new NotSupportedException();

    /// <summary>Looks whether what was read so far is still there, where that can be told. The end is looked at without being asked.</summary>
    /// <exception cref="TraceFormatException">It is not.</exception>
    public virtual void CheckUnchanged()
    {
    }

    public abstract ValueTask DisposeAsync();
}
