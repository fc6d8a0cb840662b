using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Text;

/// <summary>
/// The events of the file as they stand in it, one after the other, as <c>go tool trace -d=wire</c>
/// of Go 1.27 prints them (Go: internal/trace/raw).
/// </summary>
internal readonly struct WireForm
{
    /// <summary>The bytes end before the event does.</summary>
    public const int NeedMore = 0;

    /// <summary>The type is none of this version's.</summary>
    public const int UnknownType = -1;

    /// <summary>One of the numbers is no varint.</summary>
    public const int BrokenNumber = -2;

    private readonly int _types;

    public WireForm(TraceHeader header)
    {
        _types = 1 + (int)(header.Minor switch
        {
            22 => WireType.UserLog,
            23 => WireType.ExperimentalBatch,
            25 => WireType.ClockSnapshot,
            _ => WireType.GoroutineStackFree,
        });
    }

    /// <summary>Writes one event.</summary>
    /// <param name="to">Where to; where the event can't be written, a part of it may be left there.</param>
    /// <param name="bytes">The event and what comes after it.</param>
    /// <returns>The event's length in bytes, or one of the constants.</returns>
    public int Write(TextBuffer to, ReadOnlySpan<byte> bytes)
    {
        byte type = bytes[0];
        if (type == 0 || type >= _types)
        {
            return UnknownType;
        }

        WireSpec spec = WireSpec.Of((WireType)type);
        int at = 1;
        ulong last = 0;
        to.Write(spec.Name);
        for (int i = 0; i < spec.NumberCount; i++)
        {
            int status = Number(to, bytes, ref at, spec.Label(i), out last);
            if (status <= 0)
            {
                return status;
            }
        }

        int rest = spec.HasFrames ? Frames(to, bytes, ref at, (long)last)
            : spec.HasData ? Data(to, bytes, ref at)
            : at;
        to.WriteByte((byte)'\n');
        return rest;
    }

    private static int Number(TextBuffer to, ReadOnlySpan<byte> bytes, ref int at, ReadOnlySpan<byte> label, out ulong value)
    {
        int length = Varint.TryRead(bytes[at..], out value);
        if (length <= 0)
        {
            return length == 0 ? NeedMore : BrokenNumber;
        }

        at += length;
        to.Write(label);
        to.Write(value);
        return at;
    }

    private static int Frames(TextBuffer to, ReadOnlySpan<byte> bytes, ref int at, long frames)
    {
        if (frames > (bytes.Length - at) / 4)
        {
            return NeedMore;
        }

        for (long i = 0; i < frames; i++)
        {
            for (int field = 0; field < 4; field++)
            {
                int status = Number(to, bytes, ref at, FrameLabel(field), out _);
                if (status <= 0)
                {
                    return status;
                }
            }
        }

        return at;
    }

    private static ReadOnlySpan<byte> FrameLabel(int field) => field switch
    {
        0 => "\n\tpc="u8,
        1 => " func="u8,
        2 => " file="u8,
        _ => " line="u8,
    };

    // A length beyond an int64 counts as none.
    private static int Data(TextBuffer to, ReadOnlySpan<byte> bytes, ref int at)
    {
        int n = Varint.TryRead(bytes[at..], out ulong size);
        if (n <= 0)
        {
            return n == 0 ? NeedMore : BrokenNumber;
        }

        at += n;
        long length = Math.Max(0, (long)size);
        if (length > bytes.Length - at)
        {
            return NeedMore;
        }

        if (length > 0)
        {
            to.Write("\n\tdata="u8);
            GoQuote.Write(to, bytes.Slice(at, (int)length));
            at += (int)length;
        }

        return at;
    }
}
