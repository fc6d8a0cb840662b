namespace GoTrace.Export.Pprof;

/// <summary>What a profile is of.</summary>
public enum ProfileKind
{
    /// <summary>How long goroutines that were ready waited for a processor; <c>sched</c> of <c>go tool trace -pprof</c>.</summary>
    Scheduling,

    /// <summary>How long goroutines were in syscalls and in C code; <c>syscall</c> there.</summary>
    Syscall,

    /// <summary>How long goroutines were blocked, for whatever reason.</summary>
    Block,

    /// <summary>The part of <see cref="Block"/> whose reason is a channel, a select or package sync; <c>sync</c> there.</summary>
    Sync,

    /// <summary>The part of <see cref="Block"/> whose reason is the network; <c>net</c> there.</summary>
    Network,

    /// <summary>How often goroutines were preempted, and how long they had been running then.</summary>
    Preemption,

    /// <summary>The samples of a CPU profile that was taken while tracing.</summary>
    Cpu,
}

/// <summary>Whose stack stands for a wait of <see cref="ProfileKind.Scheduling"/>.</summary>
public enum ProfileStack
{
    /// <summary>That of the goroutine that waits: where it last stopped, or where it is to start.</summary>
    Waiter,

    /// <summary>That of whoever made it ready, as <c>go tool trace -pprof=sched</c> has it.</summary>
    Waker,
}
