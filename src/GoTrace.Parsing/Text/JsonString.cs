using System.Buffers;
using System.Text;

namespace GoTrace.Parsing.Text;

/// <summary>Texts as strings of JSON (RFC 8259), in UTF-8. What is not UTF-8 becomes U+FFFD, a byte each.</summary>
internal static class JsonString
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~\u007f"u8);

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
        byte first = utf8[0];
        if (first is (byte)'"' or (byte)'\\')
        {
            to.WriteByte((byte)'\\');
            to.WriteByte(first);
            return 1;
        }

        if (first < ' ')
        {
            byte letter = Letter(first);
            if (letter != 0)
            {
                to.WriteByte((byte)'\\');
                to.WriteByte(letter);
            }
            else
            {
                to.Write("\\u"u8);
                to.WriteHex(first, 4);
            }

            return 1;
        }

        if (Rune.DecodeFromUtf8(utf8, out _, out int length) == OperationStatus.Done)
        {
            to.Write(utf8[..length]);
            return length;
        }

        to.Write("\uFFFD"u8);
        return 1;
    }

    private static byte Letter(byte control) => control switch
    {
        (byte)'\b' => (byte)'b',
        (byte)'\f' => (byte)'f',
        (byte)'\n' => (byte)'n',
        (byte)'\r' => (byte)'r',
        (byte)'\t' => (byte)'t',
        _ => 0,
    };
}
