namespace GoTrace.Parsing.Legacy;

/// <summary>What is known of a goroutine of a v1 trace.</summary>
internal struct LegacyGoroutine
{
    public ulong Id;
    public ulong Sequence; // that the next event which carries one has
    public long BlockedAt; // ticks, of the last syscall that blocked
    public int Waiters; // the first processor whose next event waits for this goroutine, or −1; or the next free slot
    public int Regions; // the innermost open one, or −1
    public LegacyStatus Status;
    public LegacyMarks Marks;
    public GoroutineState Shown; // by the last event that was given of it
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
