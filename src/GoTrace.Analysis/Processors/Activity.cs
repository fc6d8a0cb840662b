namespace GoTrace.Analysis.Processors;

/// <summary>What a processor does; just one of these at any time.</summary>
internal enum Activity : byte
{
    /// <summary>GOMAXPROCS does not allow it.</summary>
    Absent,

    /// <summary>No thread has it.</summary>
    Idle,

    /// <summary>A thread has it and looks for work.</summary>
    Scheduling,

    /// <summary>A goroutine in a syscall holds it.</summary>
    SyscallHeld,

    /// <summary>A goroutine runs that is none of the GC's.</summary>
    User,

    /// <summary>A GC worker that has the processor for itself.</summary>
    WorkerDedicated,

    /// <summary>A GC worker that has a share of it.</summary>
    WorkerFractional,

    /// <summary>A GC worker that would be idle time otherwise.</summary>
    WorkerIdle,

    /// <summary>It sweeps.</summary>
    Sweep,

    /// <summary>A goroutine on it pays for its allocations with marking.</summary>
    MarkAssist,

    /// <summary>The world is being stopped, or is stopped.</summary>
    StopTheWorld,
}

internal static class Activities
{
    public const int Count = (int)Activity.StopTheWorld + 1;

    /// <summary>Whether it takes from the program what the GC needs: what utilization of the mutator counts.</summary>
    public static bool TakesFromMutator(Activity activity) =>
        ((1 << (int)activity) & TakingActivities) != 0;

    private const int TakingActivities =
        (1 << (int)Activity.WorkerDedicated) | (1 << (int)Activity.WorkerFractional) | (1 << (int)Activity.MarkAssist);
}
