using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace GoTrace.Parsing.Text;

/// <summary>Text on its way to a stream: grows as it must.</summary>
internal sealed class TextBuffer : IDisposable
{
    // Small enough to stay in a core's own cache, large enough to make writing cheap.
    private const int WriteFrom = 192 << 10;
    private const int Size = 256 << 10;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Size);

    public int Count { get; private set; }

    /// <summary>Whether there is enough to write.</summary>
    public bool IsFull => Count >= WriteFrom;

    public Memory<byte> Waiting => _bytes.AsMemory(0, Count);

    /// <summary>Gives the room that the text is in away, and goes on with another, empty.</summary>
    /// <param name="room">The other; null for a new one.</param>
    public byte[] Exchange(byte[]? room)
    {
        byte[] full = _bytes;
        _bytes = room ?? ArrayPool<byte>.Shared.Rent(Size);
        Count = 0;
        return full;
    }

    /// <summary>Takes back everything behind a place.</summary>
    public void Truncate(int count) => Count = count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        Count += text.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(byte character)
    {
        Room(1)[0] = character;
        Count++;
    }

    public void Write(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out int length);
        Count += length;
    }

    public void Write(ulong number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out int length);
        Count += length;
    }

    /// <summary>A number in base 16, small letters, with at least <paramref name="digits"/> digits.</summary>
    public void WriteHex(ulong number, byte digits = 1)
    {
        Utf8Formatter.TryFormat(number, Room(20), out int length, new StandardFormat('x', digits));
        Count += length;
    }

    /// <summary>A number with leading zeros.</summary>
    public void WritePadded(long number, byte digits)
    {
        Utf8Formatter.TryFormat(number, Room(20), out int length, new StandardFormat('D', digits));
        Count += length;
    }

    public void WriteBase64(ReadOnlySpan<byte> data)
    {
        Base64.EncodeToUtf8(data, Room(Base64.GetMaxEncodedToUtf8Length(data.Length)), out _, out int length);
        Count += length;
    }

    public void Dispose()
    {
        byte[] bytes = _bytes;
        _bytes = [];
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Room(int size)
    {
        if (_bytes.Length - Count < size)
        {
            Grow(size);
        }

        return _bytes.AsSpan(Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        byte[] bigger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Count + size), _bytes.Length * 2));
        _bytes.AsSpan(0, Count).CopyTo(bigger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = bigger;
    }
}
