using System.Runtime.InteropServices;

namespace GoTrace.Parsing.Legacy;

/// <summary>What is known of a goroutine of a v1 trace.</summary>
[StructLayout(LayoutKind.Explicit, Size = 40)]
internal struct LegacyGoroutine
{
    [FieldOffset(0)]
    public ulong Id;
    [FieldOffset(8)]
    public ulong Sequence; // that the next event which carries one has
    [FieldOffset(16)]
    public long BlockedAt; // ticks, of the last syscall that blocked
    [FieldOffset(24)]
    public int Waiters; // the first processor whose next event waits for this goroutine, or −1; or the next free slot
    [FieldOffset(28)]
    public int Regions; // the innermost open one, or −1
    [FieldOffset(32)]
    public LegacyStatus Status;
    [FieldOffset(33)]
    public LegacyMarks Marks;
    [FieldOffset(34)]
    public GoroutineState Shown; // by the last event that was given of it

    // The three above at once (LegacyCondition).
    [FieldOffset(32)]
    public uint Condition;
}

/// <summary>A goroutine's status, marks, and the state that was shown, as one number: what is common is one comparison.</summary>
internal static class LegacyCondition
{
    public const int MarksShift = 8;
    public const int SeenShift = 16;

    public const uint Order = 0xff; // the status
    public const uint Seen = 0xffu << SeenShift;
    public const uint State = Order | Seen;

    public const uint Runnable = (uint)LegacyStatus.Runnable | ((uint)GoroutineState.Runnable << SeenShift);
    public const uint Running = (uint)LegacyStatus.Running | ((uint)GoroutineState.Running << SeenShift);
    public const uint Waiting = (uint)LegacyStatus.Waiting | ((uint)GoroutineState.Waiting << SeenShift);

    /// <summary>What stays of the marks when a goroutine starts.</summary>
    public const uint Unlooked = (0xffu & ~(uint)(LegacyMarks.OnNetwork | LegacyMarks.Announced)) << MarksShift;
}

/// <summary>The states that the order of events goes by.</summary>
internal enum LegacyStatus : byte
{
    /// <summary>Not created; something may wait for that already.</summary>
    Unborn,

    Runnable,

    Running,

    Waiting,

    /// <summary>Nothing can come of it any more, or what its state is was lost.</summary>
    Lost,
}

/// <summary>What else is to be remembered of a goroutine.</summary>
[Flags]
internal enum LegacyMarks : byte
{
    None = 0,

    /// <summary>It was there when the trace began, and no state was told of it yet.</summary>
    Announced = 1,

    /// <summary>It waits for the network.</summary>
    OnNetwork = 2,

    /// <summary>It is in a syscall that blocked.</summary>
    InSyscall = 4,

    /// <summary>The return from that syscall was given, as it happened before it was written.</summary>
    ExitGiven = 8,

    /// <summary>The return from that syscall is still to be given, as it happened after it was written.</summary>
    ExitDue = 16,

    InMarkAssist = 32,

    /// <summary>The beginning of a syscall that blocks was given, and its end not yet.</summary>
    BeginGiven = 64,

    /// <summary>It is in a syscall that blocked, and was given as one that did not: a sample hid that.</summary>
    BlockHidden = 128,
}
