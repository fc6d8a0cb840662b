using GoTrace.Shared;

namespace GoTrace.Fuzz.Targets;

/// <summary>A stream that gives its bytes in pieces of any length, sometimes later.</summary>
internal sealed class PieceStream(byte[] bytes, Random random) : InputStream
{
    private readonly int _scale = 1 << random.Next(1, 17);
    private int _given;

    public override int Read(Span<byte> buffer)
    {
        int n = Math.Min(Math.Min(buffer.Length, bytes.Length - _given), random.Next(1, _scale + 1));
        bytes.AsSpan(_given, n).CopyTo(buffer);
        _given += n;
        return n;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (random.Next(64) == 0)
        {
            await Task.Yield();
        }

        return Read(buffer.Span);
    }
}
