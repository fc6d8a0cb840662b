using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing.Legacy;

/// <summary>
/// What has to be known of a v1 trace before its events can be put in order, beside its batches:
/// found in one pass over the bytes.
/// </summary>
internal sealed class LegacyIndex
{
    /// <summary>
    /// The time of a run of events that goes on from the one before it, and so does its time.
    /// </summary>
    public const ulong GoesOn = ulong.MaxValue;

    /// <summary>Below the ids of the stacks that 1.5's new goroutines are given: beyond those of any file.</summary>
    public const ulong FirstStart = 1UL << 40;

    private readonly GrowList<long> _exitKeys = new();
    private readonly GrowList<int> _exitOffsets = new();

    public LegacyFormat Format { get; set; } = null!;

    /// <summary>Goroutines that only run timers (up to Go 1.13).</summary>
    public IdMap TimerGoroutines { get; } = new();

    /// <summary>The sequence number at which each run of events begins (1.5 only).</summary>
    public GrowList<long> Sequences { get; } = new();

    /// <summary>Exits (1.5 only) that don't tell their own time, and the time at which they were written.</summary>
    public GrowList<UntimedExit> UntimedExits { get; } = new();

    /// <summary>The addresses at which goroutines begin (1.5 only), counted from 0.</summary>
    public IdMap Starts { get; } = new();

    /// <summary>Whether some wakeups are marked as futile.</summary>
    public bool HasFutileWakeups { get; set; }

    /// <summary>Where the bytes begin that are too near to the end to be read without looking; they are in <see cref="Tail"/>.</summary>
    public int TailStart { get; set; }

    /// <summary>A copy of the last bytes, with room behind them.</summary>
    public byte[] Tail { get; private set; } = [];

    /// <summary>The number of the first of the texts that are not in the file.</summary>
    public int FirstOwnText { get; set; }

    /// <summary>Nanoseconds a tick.</summary>
    public double Factor { get; set; }

    /// <summary>
    /// The returns from syscalls that were written later than they happened, by the time (in 1.5 by
    /// the sequence number) at which they did.
    /// </summary>
    public ReadOnlySpan<long> ExitKeys => _exitKeys.Items;

    /// <summary>Where in the bytes each of <see cref="ExitKeys"/> is.</summary>
    public ReadOnlySpan<int> ExitOffsets => _exitOffsets.Items;

    /// <summary>The bytes that its room takes.</summary>
    public long RoomBytes =>
        _exitKeys.RoomBytes + _exitOffsets.RoomBytes + TimerGoroutines.RoomBytes + Starts.RoomBytes + Sequences.RoomBytes + UntimedExits.RoomBytes
        + Tail.Length;

    public void Clear()
    {
        _exitKeys.Clear();
        _exitOffsets.Clear();
        TimerGoroutines.Clear();
        Starts.Clear();
        Sequences.Clear();
        UntimedExits.Clear();
        HasFutileWakeups = false;
        TailStart = 0;
        FirstOwnText = 0;
    }

    public void AddExit(long key, int offset)
    {
        _exitKeys.Add(key);
        _exitOffsets.Add(offset);
    }

    /// <summary>Copies the bytes from <see cref="TailStart"/> on.</summary>
    public void CopyTail(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> rest = bytes[TailStart..];
        int length = rest.Length + Wire.Varint.Slack;
        if (Tail.Length < length)
        {
            Tail = new byte[length];
        }

        rest.CopyTo(Tail);
        Array.Clear(Tail, rest.Length, Tail.Length - rest.Length);
    }

    /// <summary>Sorts the exits; those of equal time as they are in the file.</summary>
    public void SortExits()
    {
        Span<long> keys = _exitKeys.Mutable();
        Span<int> offsets = _exitOffsets.Mutable();
        int sorted = 1;
        while (sorted < keys.Length && keys[sorted - 1] <= keys[sorted])
        {
            sorted++;
        }

        if (sorted >= keys.Length)
        {
            return;
        }

        keys.Sort(offsets);
        for (int i = 1, first = 0; i <= keys.Length; i++)
        {
            if (i == keys.Length || keys[i] != keys[first])
            {
                if (i - first > 1)
                {
                    offsets[first..i].Sort();
                }

                first = i;
            }
        }
    }

    internal struct UntimedExit
    {
        public int Offset;
        public long Ticks;
    }
}
