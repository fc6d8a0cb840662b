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

    /// <summary>Which part of the trace figures are made of: all of it unless told.</summary>
    public AnalysisScope Scope { get; init; } = new();

    /// <summary>The length of the time series' windows: 100 ms unless told; 0 for no series.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many windows there are at most, after which the series ends: 36,000 unless told, an hour of them.</summary>
    public int WindowLimit { get; init; } = 36_000;

    /// <summary>How many pauses are listed, the longest first: 20 unless told. All are counted.</summary>
    public int PauseLimit { get; init; } = 20;

    /// <summary>How many GC cycles are listed, the first ones: 1,000 unless told. All are counted.</summary>
    public int CycleLimit { get; init; } = 1_000;

    /// <summary>How many stacks a table by stack shows, the largest first: 20 unless told.</summary>
    public int StackLimit { get; init; } = 20;

    /// <summary>Which figures to make: all unless told. What is left out is empty in the result, and costs nothing.</summary>
    public FigureSets Figures { get; init; } = FigureSets.All;

    /// <summary>
    /// How many threads to use at most: 2 unless told. By turns each brings a batch of events in order
    /// and takes it through all figures: the result is the same for any number. More than 3 are of no
    /// use for one trace.
    /// </summary>
    public int Parallelism { get; init; } = 2;

    /// <summary>Whether damage raises an exception.</summary>
    public bool Strict { get; init; }

    /// <summary>Collectors of the caller's own. An object collects one trace.</summary>
    public IReadOnlyList<TraceCollector> Collectors { get; init; } = [];

    /// <summary>Whether the paths of the commonest events are left out, for tests to hold both against each other.</summary>
    internal bool UsesPlainPaths { get; init; }
}

/// <summary>Figures that can be left out.</summary>
[Flags]
public enum FigureSets
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>Goroutines: preemptions, schedule latency, syscalls, blocks, tasks, regions, CPU samples.</summary>
    Goroutines = 1,

    /// <summary>
    /// The machine as a whole: the account of each processor, lost parallelism, the parts of pauses, GC
    /// cycles, utilization of the mutator, the heap, the time series.
    /// </summary>
    Machine = 2,

    /// <summary>All.</summary>
    All = Goroutines | Machine,
}
