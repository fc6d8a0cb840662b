using GoTrace.Shared;

namespace GoTrace.Parsing.Tests.Support;

/// <summary>Gives bytes in pieces of chosen lengths, however many are asked for.</summary>
internal sealed class FragmentedStream(byte[] bytes, Func<int> nextLength) : InputStream
{
    private int _given;

    public bool IsDisposed { get; private set; }

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

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
