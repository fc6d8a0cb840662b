namespace GoTrace.Parsing;

/// <summary>The state of a goroutine, with the names and numbers of Go's own reader.</summary>
public enum GoroutineState : byte
{
    /// <summary>Nothing is known yet about the goroutine.</summary>
    Undetermined = 0,

    /// <summary>The goroutine does not exist: not yet, or no longer.</summary>
    NotExist = 1,

    /// <summary>Ready to run, waiting for a processor.</summary>
    Runnable = 2,

    /// <summary>Running on a processor.</summary>
    Running = 3,

    /// <summary>Blocked; something has to unblock it.</summary>
    Waiting = 4,

    /// <summary>In a system call, or in C code.</summary>
    Syscall = 5,
}

/// <summary>The state of a processor (P), with the names and numbers of Go's own reader.</summary>
/// <remarks>A processor whose goroutine is in a syscall counts as running until it is stolen.</remarks>
public enum ProcessorState : byte
{
    /// <summary>Nothing is known yet about the processor.</summary>
    Undetermined = 0,

    /// <summary>The processor does not exist: not yet, or no longer.</summary>
    NotExist = 1,

    /// <summary>Held by a thread.</summary>
    Running = 2,

    /// <summary>Held by no thread.</summary>
    Idle = 3,
}

/// <summary>The kind of thing that an event is about.</summary>
public enum ResourceKind : byte
{
    /// <summary>Nothing in particular: the whole program.</summary>
    None = 0,

    /// <summary>A goroutine (G).</summary>
    Goroutine = 1,

    /// <summary>A processor (P).</summary>
    Processor = 2,

    /// <summary>An operating system thread (M).</summary>
    Thread = 3,
}

/// <summary>The metrics that traces carry.</summary>
public enum TraceMetric : byte
{
    /// <summary>Not a metric event.</summary>
    None = 0,

    /// <summary><c>/sched/gomaxprocs:threads</c>: the number of processors.</summary>
    GoMaxProcs = 1,

    /// <summary><c>/memory/classes/heap/objects:bytes</c>: bytes in live objects.</summary>
    HeapObjects = 2,

    /// <summary><c>/gc/heap/goal:bytes</c>: the heap size at which the next cycle is to end; 0 means none.</summary>
    HeapGoal = 3,
}

/// <summary>The ranges of time that the runtime marks in a trace.</summary>
public enum TraceRange : byte
{
    /// <summary>Not a range event.</summary>
    None = 0,

    /// <summary><c>stop-the-world (KIND)</c> on a goroutine; KIND is the event's text.</summary>
    StopTheWorld = 1,

    /// <summary><c>GC concurrent mark phase</c>, of the whole program.</summary>
    ConcurrentMark = 2,

    /// <summary><c>GC incremental sweep</c> on a processor.</summary>
    IncrementalSweep = 3,

    /// <summary><c>GC mark assist</c> on a goroutine.</summary>
    MarkAssist = 4,
}
