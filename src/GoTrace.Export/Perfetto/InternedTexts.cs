using GoTrace.Export.Protobuf;

namespace GoTrace.Export.Perfetto;

/// <summary>Texts of one kind that events refer to by a number; each is written once, before its first use.</summary>
internal sealed class InternedTexts(PacketWriter packets, int field)
{
    private readonly Dictionary<string, ulong> _numbers = new(StringComparer.Ordinal);

    public ulong this[string text]
    {
        get
        {
            if (!_numbers.TryGetValue(text, out ulong number))
            {
                number = (ulong)_numbers.Count + 1; // 0 is none
                _numbers.Add(text, number);
                Write(number, text);
            }

            return number;
        }
    }

    private void Write(ulong number, string text)
    {
        ProtoWriter fields = packets.Fields;
        packets.BeginPacket();
        int data = fields.Begin(PacketField.InternedData);
        int entry = fields.Begin(field);
        fields.Write(InternedField.Iid, number);
        fields.Write(InternedField.Text, text);
        fields.End(entry);
        fields.End(data);
        packets.EndPacket();
    }
}
