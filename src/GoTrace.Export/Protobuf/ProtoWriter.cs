using System.Buffers.Binary;
using System.Text;

namespace GoTrace.Export.Protobuf;

/// <summary>
/// Writes protobuf's wire format into memory: fields of the types that profiles and timelines need,
/// and messages within messages. The numbers of fields are whoever calls it's to know.
/// </summary>
internal sealed class ProtoWriter
{
    private const int VarintType = 0;
    private const int Fixed64Type = 1;
    private const int LengthType = 2;
    private const int MaxVarintLength = 10;

    private byte[] _bytes;
    private int _length;

    public ProtoWriter(int capacity = 1024)
    {
        _bytes = new byte[Math.Max(capacity, 64)];
    }

    public int Length => _length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Clear() => _length = 0;

    /// <summary>A number of type uint64, uint32, bool or of an enum.</summary>
    public void Write(int field, ulong value)
    {
        Span<byte> room = Room(2 * MaxVarintLength);
        int length = Put(room, ((ulong)field << 3) | VarintType);
        _length += length + Put(room[length..], value);
    }

    /// <summary>A number of type int64 or int32: a negative one takes ten bytes.</summary>
    public void Write(int field, long value) => Write(field, (ulong)value);

    public void Write(int field, bool value) => Write(field, value ? 1UL : 0UL);

    /// <summary>A number of type fixed64.</summary>
    public void WriteFixed64(int field, ulong value)
    {
        Span<byte> room = Room(MaxVarintLength + sizeof(ulong));
        int length = Put(room, ((ulong)field << 3) | Fixed64Type);
        BinaryPrimitives.WriteUInt64LittleEndian(room[length..], value);
        _length += length + sizeof(ulong);
    }

    public void Write(int field, string text)
    {
        int mark = Begin(field);
        Span<byte> room = Room(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, room);
        End(mark);
    }

    public void Write(int field, ReadOnlySpan<byte> bytes)
    {
        Span<byte> room = Room((2 * MaxVarintLength) + bytes.Length);
        int length = Put(room, ((ulong)field << 3) | LengthType);
        length += Put(room[length..], (ulong)bytes.Length);
        bytes.CopyTo(room[length..]);
        _length += length + bytes.Length;
    }

    /// <summary>One element of a packed field, between <see cref="Begin"/> and <see cref="End"/>.</summary>
    public void WritePacked(ulong value) => _length += Put(Room(MaxVarintLength), value);

    /// <summary>Begins a message within the one at hand, or a packed field.</summary>
    /// <returns>What <see cref="End"/> asks for.</returns>
    public int Begin(int field)
    {
        Span<byte> room = Room(MaxVarintLength + 1);
        _length += Put(room, ((ulong)field << 3) | LengthType);
        _bytes[_length++] = 0; // most messages are short; the others are moved
        return _length;
    }

    /// <summary>Ends the message that was begun last and has not ended yet.</summary>
    public void End(int mark)
    {
        int length = _length - mark;
        if (length < 0x80)
        {
            _bytes[mark - 1] = (byte)length;
            return;
        }

        Span<byte> prefix = stackalloc byte[MaxVarintLength];
        int prefixLength = Put(prefix, (ulong)length);
        Room(prefixLength);
        _bytes.AsSpan(mark, length).CopyTo(_bytes.AsSpan(mark - 1 + prefixLength));
        prefix[..prefixLength].CopyTo(_bytes.AsSpan(mark - 1));
        _length += prefixLength - 1;
    }

    private static int Put(Span<byte> room, ulong value)
    {
        int length = 0;
        while (value >= 0x80)
        {
            room[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        room[length++] = (byte)value;
        return length;
    }

    private Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max((long)_length + count, 2L * _bytes.Length)));
        }

        return _bytes.AsSpan(_length);
    }
}
