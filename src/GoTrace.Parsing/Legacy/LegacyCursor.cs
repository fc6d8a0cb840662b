using System.Runtime.CompilerServices;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Legacy;

/// <summary>How far one processor's events have been read, and what is known of the processor.</summary>
internal struct LegacyCursor
{
    // Of the next event.
    public long Key; // what orders it: its ticks, or in 1.5 its sequence number
    public long Ticks;
    public int Start;
    public int Position; // behind its time
    public int End; // of its run
    public LegacyType Type;

    // Of the processor.
    public bool IsRunning;
    public bool IsKnown; // a state was told of it
    public bool InSweep;
    public bool InStop;
    public bool IsBlocked; // its next event can't come next
    public bool IsTail; // its positions count from the start of the tail
    public long Processor;
    public long Thread;
    public long GoroutineId;
    public int Goroutine; // slot, or −1
    public int NextRun; // −1: there is no more
    public int WaitsFor; // goroutine, or Collector
    public int NextWaiter;

    /// <summary>Reads the time and the type of the event at <see cref="Position"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReadHead(ref byte data, bool isSequenced)
    {
        int position = Position;
        int end = End;
        Start = position;
        uint first = Unsafe.Add(ref data, position++);
        if (first >= 0xc0)
        {
            Varint.ReadUnchecked(ref data, ref position, ref end); // its length: the scan has checked it
        }

        Type = (LegacyType)(first & 63);
        if (isSequenced)
        {
            Key += (long)Varint.ReadUnchecked(ref data, ref position, ref end);
            Ticks += (long)Varint.ReadUnchecked(ref data, ref position, ref end);
        }
        else
        {
            Key += (long)Varint.ReadUnchecked(ref data, ref position, ref end);
            Ticks = Key;
        }

        Position = position;
    }
}

/// <summary>One event of the file on its way: its numbers, and where the events it gives go.</summary>
internal ref struct LegacyStep
{
    public ref byte Data;
    public int Position;
    public int End;
    public ref TraceEvent Room;
    public int Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next() => Varint.ReadUnchecked(ref Data, ref Position, ref End);
}
