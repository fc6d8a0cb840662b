using System.Buffers;
using System.Text;

namespace GoTrace.Parsing.Text;

/// <summary>Texts in quotation marks as Go writes them (<c>strconv.Quote</c>).</summary>
internal static class GoQuote
{
    // What stands for itself, and is nearly all there is.
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    public static void Write(TextBuffer to, ReadOnlySpan<byte> utf8)
    {
        to.WriteByte((byte)'"');
        WriteBody(to, utf8);
        to.WriteByte((byte)'"');
    }

    /// <summary>What stands between the quotation marks.</summary>
    public static void WriteBody(TextBuffer to, ReadOnlySpan<byte> utf8)
    {
        while (true)
        {
            int plain = utf8.IndexOfAnyExcept(Plain);
            if (plain < 0)
            {
                break;
            }

            to.Write(utf8[..plain]);
            utf8 = utf8[plain..];
            utf8 = utf8[WriteOne(to, utf8)..];
        }

        to.Write(utf8);
    }

    /// <summary>Writes the first character, and gives its length.</summary>
    private static int WriteOne(TextBuffer to, ReadOnlySpan<byte> utf8)
    {
        if (Rune.DecodeFromUtf8(utf8, out Rune rune, out int length) != OperationStatus.Done)
        {
            WriteByte(to, utf8[0]);
            return 1;
        }

        byte letter = Letter(rune.Value);
        if (letter != 0)
        {
            to.WriteByte((byte)'\\');
            to.WriteByte(letter);
        }
        else if (GoPrintable.Contains(rune.Value))
        {
            to.Write(utf8[..length]);
        }
        else if (rune.Value is < ' ' or 0x7f)
        {
            WriteByte(to, (byte)rune.Value);
        }
        else if (rune.IsBmp)
        {
            to.Write("\\u"u8);
            to.WriteHex((ulong)rune.Value, 4);
        }
        else
        {
            to.Write("\\U"u8);
            to.WriteHex((ulong)rune.Value, 8);
        }

        return length;
    }

    private static void WriteByte(TextBuffer to, byte value)
    {
        to.Write("\\x"u8);
        to.WriteHex(value, 2);
    }

    private static byte Letter(int scalar) => scalar switch
    {
        '"' or '\\' => (byte)scalar,
        '\a' => (byte)'a',
        '\b' => (byte)'b',
        '\f' => (byte)'f',
        '\n' => (byte)'n',
        '\r' => (byte)'r',
        '\t' => (byte)'t',
        '\v' => (byte)'v',
        _ => 0,
    };
}
