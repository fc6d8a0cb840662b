namespace GoTrace.Parsing.Wire;

/// <summary>What reading a unit from a span came to.</summary>
internal enum ReadStatus
{
    /// <summary>It is there.</summary>
    Done,

    /// <summary>The span ends before it does.</summary>
    NeedMore,

    /// <summary>It can't be one.</summary>
    Malformed,
}

/// <summary>The head of a batch (headers 1.22 and later), or the mark at a generation's end.</summary>
internal struct BatchHeader
{
    /// <summary>The most bytes that a batch's payload has (Go: tracev2.MaxBatchSize).</summary>
    public const int MaxPayload = 64 << 10;

    public bool IsEndOfGeneration;
    public byte Experiment;
    public ulong Generation;
    public long Thread;
    public ulong Time;
    public int PayloadLength;

    /// <summary>Whether the size takes ten bytes, as Go's runtime writes it.</summary>
    public bool IsPadded;

    /// <summary>The head's own length, or, where it is malformed, how far into it the fault is.</summary>
    public int Length;

    /// <summary>What is wrong with it, where it is malformed.</summary>
    public string? Fault;

    public static ReadStatus TryRead(ReadOnlySpan<byte> source, out BatchHeader header)
    {
        header = default;
        if (source.IsEmpty)
        {
            return ReadStatus.NeedMore;
        }

        var type = (WireType)source[0];
        header.Length = 1;
        switch (type)
        {
            case WireType.EndOfGeneration:
                header.IsEndOfGeneration = true;
                return ReadStatus.Done;
            case WireType.EventBatch:
                break;
            case WireType.ExperimentalBatch:
                if (source.Length < 2)
                {
                    return ReadStatus.NeedMore;
                }

                header.Experiment = source[1];
                header.Length = 2;
                break;
            default:
                header.Length = 0;
                header.Fault = $"expected the beginning of a batch (1 or 49), found {(byte)type}";
                return ReadStatus.Malformed;
        }

        ReadStatus status = Read(source, ref header, "generation number", out header.Generation);
        if (status == ReadStatus.Done)
        {
            status = Read(source, ref header, "thread id", out ulong thread);
            header.Thread = (long)thread;
        }

        if (status == ReadStatus.Done)
        {
            status = Read(source, ref header, "time", out header.Time);
        }

        ulong size = 0;
        int sizeStart = header.Length;
        if (status == ReadStatus.Done)
        {
            status = Read(source, ref header, "size", out size);
        }

        if (status == ReadStatus.Done && size > MaxPayload)
        {
            header.Fault = $"a batch of {size} bytes, where at most {MaxPayload} are allowed";
            return ReadStatus.Malformed;
        }

        header.PayloadLength = (int)size;
        header.IsPadded = header.Length - sizeStart == Varint.MaxLength;
        return status;
    }

    private static ReadStatus Read(ReadOnlySpan<byte> source, ref BatchHeader header, string what, out ulong value)
    {
        int n = Varint.TryRead(source[header.Length..], out value);
        if (n < 0)
        {
            header.Fault = $"the {what} of a batch is no varint";
            return ReadStatus.Malformed;
        }

        header.Length += n;
        return n == 0 ? ReadStatus.NeedMore : ReadStatus.Done;
    }
}
