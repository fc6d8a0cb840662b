using CsCheck;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Tests.Wire;

public sealed class VarintTests
{
    [Fact]
    public void Reads_all_of_one_and_two_bytes()
    {
        byte[] bytes = new byte[2 + Varint.Slack];
        for (int first = 0; first < 256; first++)
        {
            for (int second = 0; second < 256; second++)
            {
                bytes[0] = (byte)first;
                bytes[1] = (byte)second;
                Compare(bytes, 1);
                Compare(bytes, 2);
            }
        }
    }

    [Fact]
    public void Reads_any_bytes_as_Go_does() =>
        Gen.OneOf(Gen.Byte, Gen.Byte[0x80, 0xff], Gen.Byte[0, 2]).Array[1, 14].Sample(
            bytes => Compare([.. bytes, .. new byte[Varint.Slack]], bytes.Length), iter: 20_000);

    [Fact]
    public void Reads_back_every_number_in_every_length() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 63], Gen.Int[0, 9]).Sample((number, shift, padding) =>
        {
            number >>= shift;
            List<byte> bytes = Encode(number);
            while (padding-- > 0 && bytes.Count < 10)
            {
                bytes[^1] |= 0x80;
                bytes.Add(0);
            }

            Varint.TryRead([.. bytes], out ulong value).Should().Be(bytes.Count);
            value.Should().Be(number);
            Compare([.. bytes, .. new byte[Varint.Slack]], bytes.Count);
        }, iter: 5_000);

    [Theory]
    [InlineData("80808080808080808001", 1UL << 63, 10)]
    [InlineData("ffffffffffffffffff01", ulong.MaxValue, 10)]
    [InlineData("80808080808080808000", 0UL, 10)]
    [InlineData("ffffffffffffffffff02", 0UL, -1)]
    [InlineData("ffffffffffffffffffff01", 0UL, -1)]
    [InlineData("8080808080808080808000", 0UL, -1)]
    [InlineData("ffffffffffffffffff", 0UL, 0)]
    [InlineData("", 0UL, 0)]
    public void Has_at_most_ten_bytes(string hex, ulong expected, int length)
    {
        Varint.TryRead(Convert.FromHexString(hex), out ulong value).Should().Be(length);
        if (length > 0)
        {
            value.Should().Be(expected);
        }
    }

    // The plain decoder of this test, and all of the library's: the same number and the same length.
    private static void Compare(byte[] bytes, int length)
    {
        (int expected, ulong number) = Decode(bytes.AsSpan(0, length));

        Varint.TryRead(bytes.AsSpan(0, length), out ulong value).Should().Be(expected);
        int position = 0;
        int end = length;
        ulong unchecked_ = Varint.ReadUnchecked(ref bytes[0], ref position, ref end);
        (position > end).Should().Be(expected <= 0, "of {0}", Convert.ToHexString(bytes, 0, length));
        nint hotPosition = 0;
        nint hotEnd = length;
        ulong hot = Varint.ReadHot(ref bytes[0], ref hotPosition, ref hotEnd);

        // It leaves the longest to the others.
        (hotPosition > hotEnd).Should().Be(expected is <= 0 or > 8, "of {0}", Convert.ToHexString(bytes, 0, length));
        if (expected is > 0 and <= 8)
        {
            hot.Should().Be(number);
            hotPosition.Should().Be(expected);
            hotEnd.Should().Be(length);
        }

        if (expected > 0)
        {
            value.Should().Be(number);
            unchecked_.Should().Be(number);
            position.Should().Be(expected);
            end.Should().Be(length);
        }
    }

    private static (int Length, ulong Number) Decode(ReadOnlySpan<byte> bytes)
    {
        UInt128 number = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            number |= (UInt128)(bytes[i] & 0x7f) << (7 * i);
            if (number > ulong.MaxValue || i >= 10 || (i == 9 && bytes[i] >= 0x80))
            {
                return (-1, 0);
            }

            if (bytes[i] < 0x80)
            {
                return (i + 1, (ulong)number);
            }
        }

        return (0, 0);
    }

    private static List<byte> Encode(ulong number)
    {
        List<byte> bytes = [];
        do
        {
            bytes.Add((byte)((number & 0x7f) | (number > 0x7f ? 0x80u : 0)));
            number >>= 7;
        }
        while (number > 0);
        return bytes;
    }
}
