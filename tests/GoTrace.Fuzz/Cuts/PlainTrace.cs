namespace GoTrace.Fuzz.Cuts;

/// <summary>
/// Where the batches and events of a whole trace of Go 1.22 or later lie. It knows the format by
/// itself, and nothing of the library's own tables.
/// </summary>
internal sealed class PlainTrace : IPlainTrace
{
    // How many numbers stand behind an event's time, by type; -1: no such event.
    private static readonly int[] Numbers = MakeNumbers();

    private readonly byte[] _bytes;
    private readonly List<int> _switchEnds = [];

    public PlainTrace(byte[] bytes)
    {
        _bytes = bytes;
        int at = 16;
        while (at < bytes.Length)
        {
            if (bytes[at] == 52)
            {
                EndMarks.Add(at++);
                continue;
            }

            at = ReadBatch(at);
        }
    }

    public List<PlainBatch> Batches { get; } = [];

    public List<int> EndMarks { get; } = [];

    /// <summary>Behind each event and each CPU sample, in the order of the file.</summary>
    public List<int> EventEnds { get; } = [];

    /// <summary>How many events lie wholly before a place.</summary>
    public int EventsBefore(int place)
    {
        int index = EventEnds.BinarySearch(place);
        return index < 0 ? ~index : index + 1;
    }

    /// <summary>How many events a reader makes of those: of one that switches goroutines three.</summary>
    public int GivenBefore(int place)
    {
        int switches = _switchEnds.BinarySearch(place);
        return EventsBefore(place) + (2 * (switches < 0 ? ~switches : switches + 1));
    }

    private int ReadBatch(int start)
    {
        int at = start + (_bytes[start] == 49 ? 2 : 1);
        ulong generation = Varint(ref at);
        ulong thread = Varint(ref at);
        Varint(ref at);
        int sizeAt = at;
        int payload = (int)Varint(ref at);
        int end = at + payload;
        byte first = payload == 0 ? (byte)0 : _bytes[at];
        bool isEvents = _bytes[start] != 49 && first is >= 9 and not (49 or 50 or 51 or 52);
        Batches.Add(new PlainBatch(start, sizeAt, at, end, generation, thread, first, isEvents));
        if (isEvents)
        {
            while (at < end)
            {
                bool isSwitch = _bytes[at] is 45 or 46;
                for (int n = Numbers[_bytes[at++]] + 1; n > 0; n--)
                {
                    Varint(ref at);
                }

                EventEnds.Add(at);
                if (isSwitch)
                {
                    _switchEnds.Add(at);
                }
            }
        }
        else if (_bytes[start] != 49 && first == 6)
        {
            for (at++; at < end;)
            {
                at++;
                for (int n = 5; n > 0; n--)
                {
                    Varint(ref at);
                }

                EventEnds.Add(at);
            }
        }

        return end;
    }

    private ulong Varint(ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = _bytes[at++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }

    private static int[] MakeNumbers()
    {
        int[] numbers = new int[256];
        Array.Fill(numbers, -1);
        (int Count, int[] Types)[] known =
        [
            (0, [11, 17, 18, 23, 24, 27, 36]),
            (1, [15, 28, 30, 31, 32, 34, 35, 37, 38, 39, 130, 133, 136]),
            (2, [9, 10, 13, 16, 19, 20, 22, 26, 29, 33, 41, 45, 46, 131, 132, 134, 135]),
            (3, [12, 14, 21, 25, 42, 43, 47, 128, 129]),
            (4, [40, 44, 48]),
        ];
        foreach ((int count, int[] types) in known)
        {
            foreach (int type in types)
            {
                numbers[type] = count;
            }
        }

        return numbers;
    }
}

/// <summary>A batch: where its head, its size, its payload begin, and where it ends.</summary>
internal sealed record PlainBatch(
    int Start, int SizeAt, int PayloadAt, int End, ulong Generation, ulong Thread, byte First, bool IsEvents);
