namespace GoTrace.Fuzz.Cuts;

/// <summary>
/// Where some events of a whole trace of Go 1.11 to 1.21 lie: those of which a reader makes just one.
/// It knows the format by itself, and nothing of the library's own tables.
/// </summary>
internal sealed class PlainLegacyTrace : IPlainTrace
{
    private readonly List<int> _ends = [];

    public PlainLegacyTrace(byte[] bytes)
    {
        int at = 16;
        while (at < bytes.Length)
        {
            int type = bytes[at] & 63;
            int numbers = (bytes[at++] >> 6) + 1;
            if (type == 37)
            {
                Varint(bytes, ref at); // a string: its id, its length, its bytes
                int length = (int)Varint(bytes, ref at);
                at += length;
                continue;
            }

            if (numbers == 4)
            {
                int length = (int)Varint(bytes, ref at);
                at += length;
            }
            else
            {
                for (; numbers > 0; numbers--)
                {
                    Varint(bytes, ref at);
                }
            }

            if (type == 48)
            {
                int length = (int)Varint(bytes, ref at); // a log's text
                at += length;
            }

            if (IsCounted(type))
            {
                _ends.Add(at);
            }
        }
    }

    public int GivenBefore(int place)
    {
        int index = _ends.BinarySearch(place);
        return index < 0 ? ~index : index + 1;
    }

    // Starts, ends, stops, blocks and unblocks of goroutines, syscalls, and the heap's size.
    private static bool IsCounted(int type) => type is (>= 14 and <= 28) or 33 or 34 or 38 or 39 or 41 or 42;

    private static ulong Varint(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = bytes[at++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }
}
