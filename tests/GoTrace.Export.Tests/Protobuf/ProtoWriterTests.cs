using CsCheck;
using GoTrace.Export.Protobuf;

namespace GoTrace.Export.Tests.Protobuf;

public class ProtoWriterTests
{
    [Fact]
    public void Bytes_are_those_of_the_encoding_guide()
    {
        // The examples of protobuf.dev/programming-guides/encoding: a 1, the text "testing", a message within.
        var writer = new ProtoWriter();
        writer.Write(1, 150UL);
        writer.Write(2, "testing");
        int mark = writer.Begin(3);
        writer.Write(1, 150UL);
        writer.End(mark);
        int packed = writer.Begin(6);
        foreach (ulong value in new ulong[] { 3, 270, 86942 })
        {
            writer.WritePacked(value);
        }

        writer.End(packed);
        writer.Write(1, -2L);

        Convert.ToHexString(writer.Written.Span).Should().Be(
            "089601" + "120774657374696E67" + "1A03089601" + "3206038E029EA705" + "08FEFFFFFFFFFFFFFFFF01");
    }

    [Fact]
    public void Numbers_and_texts_come_back() =>
        Gen.Select(Gen.ULong, Gen.Long, Gen.String[0, 400], Gen.Byte.Array[0, 300], Gen.Int[1, 2000]).Sample((number, signed, text, bytes, field) =>
        {
            text = new string([.. text.Where(c => !char.IsSurrogate(c))]);
            var writer = new ProtoWriter(1);
            writer.Write(field, number);
            int mark = writer.Begin(field + 1);
            writer.Write(field, signed);
            int inner = writer.Begin(field + 2);
            writer.Write(field, text);
            writer.Write(field + 1, bytes);
            writer.WriteFixed64(field + 2, number);
            writer.End(inner);
            writer.End(mark);

            ProtoMessage message = ProtoMessage.Parse(writer.Written);
            message.Number(field).Should().Be(number);
            message.Message(field + 1).Signed(field).Should().Be(signed);
            ProtoMessage within = message.Message(field + 1).Message(field + 2);
            within.Text(field).Should().Be(text);
            within.Fixed64(field + 2).Should().Be(number);
        }, iter: 300);
}
