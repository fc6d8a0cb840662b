using System.Text;
using GoTrace.Parsing.Legacy;

namespace GoTrace.Fuzz.Hostile;

/// <summary>Writes traces of Go 1.21 as Go's runtime does, or nearly.</summary>
internal sealed class LegacyWriter : IDisposable
{
    private readonly MemoryStream _trace = new();

    public LegacyWriter() => _trace.Write("go 1.21 trace\0\0\0"u8);

    public long Length => _trace.Length;

    public void Dispose() => _trace.Dispose();

    public LegacyWriter Batch(ulong processor, ulong ticks) => Put(LegacyType.Batch, processor, ticks);

    /// <summary>An event: its type and its numbers, the first of them the ticks since the one before.</summary>
    public LegacyWriter Put(LegacyType type, params ReadOnlySpan<ulong> numbers)
    {
        int more = Math.Min(numbers.Length - 1, 3);
        _trace.WriteByte((byte)((int)type | (more << 6)));
        if (more == 3)
        {
            _trace.WriteByte((byte)numbers.ToArray().Sum(Length7));
        }

        foreach (ulong number in numbers)
        {
            Varint(number);
        }

        return this;
    }

    public LegacyWriter String(ulong id, string text)
    {
        _trace.WriteByte((byte)LegacyType.String);
        Varint(id);
        Varint((ulong)text.Length);
        _trace.Write(Encoding.ASCII.GetBytes(text));
        return this;
    }

    public byte[] ToArray()
    {
        Put(LegacyType.Frequency, 40_000_000);
        return _trace.ToArray();
    }

    private static int Length7(ulong value)
    {
        int length = 1;
        for (; value >= 0x80; value >>= 7)
        {
            length++;
        }

        return length;
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _trace.WriteByte((byte)(value | 0x80));
        }

        _trace.WriteByte((byte)value);
    }
}
