namespace GoTrace.Analysis;

/// <summary>Which of an event's two times figures are made from.</summary>
public enum TimeBase
{
    /// <summary>As recorded.</summary>
    Recorded,

    /// <summary>As Go's own reader shows it: each event at least 1 ns after the one before. To reconcile with its tools.</summary>
    Go,
}

/// <summary>How a trace is analysed.</summary>
public sealed record AnalysisOptions
{
    /// <summary>The defaults.</summary>
    public static AnalysisOptions Default { get; } = new();

    /// <summary>Which of an event's two times to use.</summary>
    public TimeBase TimeBase { get; init; }

    /// <summary>From which length on a syscall is listed by itself: 10 ms unless told.</summary>
    public TimeSpan LongSyscall { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How many long syscalls are listed, the longest first: 100 unless told. All are counted.</summary>
    public int LongSyscallLimit { get; init; } = 100;

    /// <summary>How many threads to use: 2 unless told, one to order events and one to look at them.</summary>
    public int Parallelism { get; init; } = 2;

    /// <summary>Whether damage raises an exception.</summary>
    public bool Strict { get; init; }

    /// <summary>Collectors of the caller's own. An object collects one trace.</summary>
    public IReadOnlyList<TraceCollector> Collectors { get; init; } = [];
}
