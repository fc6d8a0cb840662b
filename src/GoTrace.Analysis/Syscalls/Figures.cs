using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Syscalls;

/// <summary>Syscalls, and calls of C.</summary>
public sealed record SyscallFigures
{
    /// <summary>All kinds.</summary>
    public required Distribution All { get; init; }

    /// <summary>All but starts of the GC.</summary>
    public required Distribution User { get; init; }

    /// <summary>How <see cref="User"/> is spread, four buckets to a doubling; empty ones left out.</summary>
    public IReadOnlyList<HistogramBucket> UserHistogram { get; init; } = [];

    /// <summary>Those in which the goroutine lost its processor: they cost a hand-over.</summary>
    public required Distribution Blocked { get; init; }

    /// <summary>Calls of C.</summary>
    public required Distribution Cgo { get; init; }

    /// <summary>Starts of the GC, which traces up to Go 1.22 record as syscalls.</summary>
    public required Distribution GcStart { get; init; }

    /// <summary>Those whose end the trace does not record (up to Go 1.21, where they did not block).</summary>
    public long CountOnly { get; init; }

    /// <summary>Those under way at the trace's beginning or end.</summary>
    public long Truncated { get; init; }

    /// <summary>By the stack that made them, without starts of the GC; the largest totals, largest first.</summary>
    public required IReadOnlyList<Scheduling.StackFigures> ByStack { get; init; }

    /// <summary>Those that <see cref="ByStack"/> leaves out; null where that is not known.</summary>
    public Scheduling.FurtherStacks? FurtherStacks { get; init; }

    /// <summary>Long ones.</summary>
    public required LongSyscallFigures Long { get; init; }
}

/// <summary>Syscalls of at least a threshold.</summary>
public sealed record LongSyscallFigures
{
    /// <summary>The threshold.</summary>
    public long ThresholdNs { get; init; }

    /// <summary>How many.</summary>
    public long Count { get; init; }

    /// <summary>Their sum.</summary>
    public long TotalNs { get; init; }

    /// <summary>The longest, longest first; not all of them where there are many.</summary>
    public required IReadOnlyList<LongSyscall> Longest { get; init; }

    /// <summary>Those that <see cref="Longest"/> leaves out; null where that is not known.</summary>
    public FurtherLengths? FurtherSyscalls { get; init; }

    /// <summary>Totals by the stack that made them, all of them, largest first.</summary>
    public required IReadOnlyList<SyscallStack> ByStack { get; init; }
}

/// <summary>One long syscall.</summary>
public sealed record LongSyscall
{
    /// <summary>When it began, from the trace's beginning.</summary>
    public long StartNs { get; init; }

    /// <summary>How long it took; a lower bound where it is open.</summary>
    public long LengthNs { get; init; }

    /// <summary>The goroutine.</summary>
    public long Goroutine { get; init; }

    /// <summary>The processor that it held at its beginning; −1 where that is not known.</summary>
    public long Processor { get; init; }

    /// <summary>Whether that was lost.</summary>
    public bool Blocked { get; init; }

    /// <summary>Whether it was a call of C.</summary>
    public bool Cgo { get; init; }

    /// <summary>Whether it was under way when the trace began.</summary>
    public bool OpenStart { get; init; }

    /// <summary>Whether it was under way when the trace ended.</summary>
    public bool OpenEnd { get; init; }

    /// <summary>Where it was made, innermost call first.</summary>
    public required IReadOnlyList<CallSite> Stack { get; init; }
}

/// <summary>Long syscalls of one stack.</summary>
/// <param name="Count">How many.</param>
/// <param name="TotalNs">Their sum.</param>
/// <param name="Stack">Where they were made, innermost call first.</param>
public sealed record SyscallStack(long Count, long TotalNs, IReadOnlyList<CallSite> Stack);
