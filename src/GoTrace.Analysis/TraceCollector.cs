using GoTrace.Parsing;

namespace GoTrace.Analysis;

/// <summary>
/// A caller's own figure: told what goes by, in order, beside the built-in ones. Override what is
/// of interest, and say so in <see cref="Interests"/>: nothing else is called.
/// </summary>
/// <remarks>Calls come one after the other, in the order of the trace; not all of them need come from one thread.</remarks>
public abstract class TraceCollector
{
    /// <summary>What this collector wants to be told.</summary>
    public abstract CollectorInterests Interests { get; }

    /// <summary>A generation begins.</summary>
    /// <param name="context">What may be asked.</param>
    public virtual void OnGeneration(AnalysisContext context)
    {
    }

    /// <summary>An event, after the built-in tracking of states has taken it in.</summary>
    /// <param name="traceEvent">The event.</param>
    /// <param name="context">What may be asked.</param>
    public virtual void OnEvent(ref readonly TraceEvent traceEvent, AnalysisContext context)
    {
    }

    /// <summary>A goroutine's stretch in one state ended.</summary>
    /// <param name="interval">The stretch.</param>
    /// <param name="context">What may be asked.</param>
    public virtual void OnGoroutineInterval(in GoroutineInterval interval, AnalysisContext context)
    {
    }

    /// <summary>Something of the trace is missing here: what was under way has no known end.</summary>
    /// <param name="context">What may be asked.</param>
    public virtual void OnGap(AnalysisContext context)
    {
    }

    /// <summary>The trace is at its end.</summary>
    /// <param name="context">What may be asked.</param>
    public virtual void OnEnd(AnalysisContext context)
    {
    }
}

/// <summary>What a collector wants to be told.</summary>
[Flags]
public enum CollectorInterests
{
    /// <summary>Only generations and the end.</summary>
    None = 0,

    /// <summary>Every event.</summary>
    Events = 1,

    /// <summary>Every ended stretch of a goroutine's life.</summary>
    GoroutineIntervals = 2,
}
