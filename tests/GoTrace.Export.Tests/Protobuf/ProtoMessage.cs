using System.Buffers.Binary;
using System.Text;

namespace GoTrace.Export.Tests.Protobuf;

/// <summary>A protobuf message as it stands in bytes, read by the wire format alone: no code is shared with what wrote it.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes, int WireType)> _fields = [];

    private ProtoMessage()
    {
    }

    public IEnumerable<int> Fields => _fields.Select(f => f.Field);

    public static ProtoMessage Parse(ReadOnlyMemory<byte> bytes)
    {
        var message = new ProtoMessage();
        int at = 0;
        while (at < bytes.Length)
        {
            ulong tag = Varint(bytes.Span, ref at);
            int field = (int)(tag >> 3);
            field.Should().BePositive();
            switch (tag & 7)
            {
                case 0:
                    message._fields.Add((field, Varint(bytes.Span, ref at), default, 0));
                    break;
                case 1:
                    message._fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[at..]), default, 1));
                    at += 8;
                    break;
                case 2:
                    int length = checked((int)Varint(bytes.Span, ref at));
                    message._fields.Add((field, 0, bytes.Slice(at, length), 2));
                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7} of field {field}");
            }
        }

        return message;
    }

    public bool Has(int field) => _fields.Exists(f => f.Field == field);

    /// <summary>A number; 0 where it is not there.</summary>
    public ulong Number(int field) => Last(field, 0).Number;

    public long Signed(int field) => (long)Number(field);

    public ulong Fixed64(int field) => Last(field, 1).Number;

    public IEnumerable<ulong> AllFixed64(int field) => All(field, 1).Select(f => f.Number);

    public string Text(int field) => Encoding.UTF8.GetString(Last(field, 2).Bytes.Span);

    public IEnumerable<string> Texts(int field) => All(field, 2).Select(f => Encoding.UTF8.GetString(f.Bytes.Span));

    public ProtoMessage Message(int field) => Parse(Last(field, 2).Bytes);

    public IEnumerable<ProtoMessage> Messages(int field) => All(field, 2).Select(f => Parse(f.Bytes));

    /// <summary>The numbers of a repeated field, packed or not.</summary>
    public IEnumerable<ulong> Numbers(int field)
    {
        foreach ((int f, ulong number, ReadOnlyMemory<byte> bytes, int wireType) in _fields)
        {
            if (f == field && wireType == 0)
            {
                yield return number;
            }
            else if (f == field)
            {
                int at = 0;
                while (at < bytes.Length)
                {
                    yield return Varint(bytes.Span, ref at);
                }
            }
        }
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte b = bytes[at++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("a number of more than ten bytes");
    }

    private IEnumerable<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes, int WireType)> All(int field, int wireType) =>
        _fields.Where(f => f.Field == field && (f.WireType == wireType ? true : throw new InvalidDataException($"field {field} has wire type {f.WireType}")));

    private (int Field, ulong Number, ReadOnlyMemory<byte> Bytes, int WireType) Last(int field, int wireType) =>
        All(field, wireType).LastOrDefault();
}
