namespace GoTrace.Analysis;

/// <summary>Why a goroutine became runnable.</summary>
public enum RunnableCause : byte
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>It was created.</summary>
    Created,

    /// <summary>It was waiting, and something unblocked it.</summary>
    Unblocked,

    /// <summary>It was preempted.</summary>
    Preempted,

    /// <summary>It gave up its processor in any other way.</summary>
    Yielded,

    /// <summary>It came back from a syscall without a processor.</summary>
    Syscall,
}
