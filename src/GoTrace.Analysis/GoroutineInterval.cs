using GoTrace.Analysis.Goroutines;
using GoTrace.Parsing;

namespace GoTrace.Analysis;

/// <summary>A stretch of a goroutine's life in one state, told when it ends.</summary>
public readonly ref struct GoroutineInterval
{
    /// <summary>The goroutine's id.</summary>
    public long Goroutine { get; internal init; }

    /// <summary>The state.</summary>
    public GoroutineState State { get; internal init; }

    /// <summary>
    /// The state that follows; <see cref="GoroutineState.Undetermined"/> where the trace, or what is looked
    /// at of it, ends or has a hole.
    /// </summary>
    public GoroutineState Next { get; internal init; }

    /// <summary>When the state began, or was first seen, in nanoseconds.</summary>
    public long Start { get; internal init; }

    /// <summary>When it ended, in nanoseconds.</summary>
    public long End { get; internal init; }

    /// <summary>Whether its beginning was seen: only then is its length known.</summary>
    public bool IsStartSeen { get; internal init; }

    /// <summary>Nanoseconds; never negative, though the clocks of two threads may disagree.</summary>
    public long Length => Math.Max(0, End - Start);

    /// <summary>Why it became runnable, if <see cref="State"/> is runnable.</summary>
    public RunnableCause Cause { get; internal init; }

    /// <summary>The processor on which it ran or runs next, as an index; −1 for none.</summary>
    public int Processor { get; internal init; }

    /// <summary>The reason given for the state's beginning, for <see cref="AnalysisContext.TextOf"/>.</summary>
    public int StartReason { get; internal init; }

    /// <summary>The reason given for its end, for <see cref="AnalysisContext.TextOf"/>.</summary>
    public int EndReason { get; internal init; }

    /// <summary>The goroutine's own stack when it last stopped, for <see cref="AnalysisContext.StackOf"/>; 0 if unknown.</summary>
    public int StartStack { get; internal init; }

    /// <summary>The goroutine's own stack at the interval's end, for <see cref="AnalysisContext.StackOf"/>; 0 if unknown.</summary>
    public int EndStack { get; internal init; }

    /// <summary>For a syscall: whether the processor was lost meanwhile.</summary>
    public bool IsBlocked { get; internal init; }

    /// <summary>The goroutine's group, or a private one as long as its name is not known.</summary>
    internal GoroutineGroup Group { get; init; }
}
