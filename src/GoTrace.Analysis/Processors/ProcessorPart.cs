namespace GoTrace.Analysis.Processors;

/// <summary>What a plot tells apart of a processor's time.</summary>
internal enum ProcessorPart
{
    User,
    Worker,
    MarkAssist,
    Sweep,
    StopTheWorld,
    SyscallHeld,
    Scheduling,
    Idle,
}

internal static class ProcessorParts
{
    public const int Count = (int)ProcessorPart.Idle + 1;

    public static ProcessorPart Of(Activity activity) => activity switch
    {
        Activity.User => ProcessorPart.User,
        Activity.WorkerDedicated or Activity.WorkerFractional or Activity.WorkerIdle => ProcessorPart.Worker,
        Activity.MarkAssist => ProcessorPart.MarkAssist,
        Activity.Sweep => ProcessorPart.Sweep,
        Activity.StopTheWorld => ProcessorPart.StopTheWorld,
        Activity.SyscallHeld => ProcessorPart.SyscallHeld,
        Activity.Scheduling => ProcessorPart.Scheduling,
        _ => ProcessorPart.Idle,
    };

    /// <summary>The same of an account.</summary>
    public static long Of(ProcessorAccount account, ProcessorPart part) => part switch
    {
        ProcessorPart.User => account.UserNs,
        ProcessorPart.Worker => account.GcWorkerNs,
        ProcessorPart.MarkAssist => account.MarkAssistNs,
        ProcessorPart.Sweep => account.SweepNs,
        ProcessorPart.StopTheWorld => account.StopTheWorldNs,
        ProcessorPart.SyscallHeld => account.SyscallHeldNs,
        ProcessorPart.Scheduling => account.SchedulingNs,
        _ => account.IdleNs,
    };
}
