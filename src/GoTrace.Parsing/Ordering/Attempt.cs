using System.Runtime.CompilerServices;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Ordering;

/// <summary>What came of trying an event.</summary>
internal enum Outcome
{
    /// <summary>It happened.</summary>
    Done,

    /// <summary>It can't have happened yet: another thread's event comes first.</summary>
    NotYet,

    /// <summary>It contradicts the events before, or is broken.</summary>
    Failed,
}

/// <summary>One event of the file that is tried: its bytes, and where the events it gives go.</summary>
internal ref struct Attempt
{
    /// <summary>The first byte of the generation.</summary>
    public ref byte Data;

    /// <summary>Behind the event's time: its arguments. Behind them, once they are read.</summary>
    public int Position;

    /// <summary>The end of its batch.</summary>
    public int End;

    /// <summary>Where the event begins.</summary>
    public int Start;

    /// <summary>From there to where it lies in the generation.</summary>
    public int Shift;

    public WireType Type;

    /// <summary>Nanoseconds, as recorded.</summary>
    public long Time;

    /// <summary>The thread's slot.</summary>
    public int Thread;

    /// <summary>The first free place for events.</summary>
    public ref TraceEvent Room;

    /// <summary>How many events were put there.</summary>
    public int Count;

    /// <summary>Reads the next argument; <see cref="Overran"/> says afterwards whether it was there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next() => Varint.ReadUnchecked(ref Data, ref Position, ref End);

    /// <summary>Whether the arguments read so far go beyond the batch, or were no varints.</summary>
    public readonly bool Overran => Position > End;
}
