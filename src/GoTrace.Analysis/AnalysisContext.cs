using GoTrace.Analysis.Tracking;
using GoTrace.Parsing;

namespace GoTrace.Analysis;

/// <summary>What a collector may ask while events go by.</summary>
public sealed class AnalysisContext
{
    private readonly Tracker _tracker;

    internal AnalysisContext(Tracker tracker)
    {
        _tracker = tracker;
    }

    internal Tracker Tracker => _tracker;

    /// <summary>The generation at hand: resolves the strings and stacks of raw events.</summary>
    public TraceGeneration Generation => _tracker.Generation;

    /// <summary>The earliest event time so far, in nanoseconds.</summary>
    public long FirstTime => _tracker.FirstTime;

    /// <summary>The latest event time so far, in nanoseconds.</summary>
    public long LastTime => _tracker.LastTime;

    /// <summary>How many goroutines are runnable.</summary>
    public int RunnableGoroutines => _tracker.Runnable;

    /// <summary>An event's time on the clock that the analysis uses, in nanoseconds.</summary>
    /// <param name="traceEvent">The event.</param>
    public long TimeOf(ref readonly TraceEvent traceEvent) => _tracker.TimeOf(in traceEvent);

    /// <summary>A text by the number that intervals carry; such numbers hold for the whole trace.</summary>
    /// <param name="text">The number; 0 is the empty text.</param>
    public string TextOf(int text) => _tracker.Texts[text];

    /// <summary>A stack by the number that intervals carry, innermost call first; such numbers hold for the whole trace.</summary>
    /// <param name="stack">The number; 0 is no stack.</param>
    public IReadOnlyList<CallSite> StackOf(int stack) => _tracker.Stacks.CallsOf(stack);

    /// <summary>The number that stands for a stack of an event in the whole trace, for <see cref="StackOf"/>.</summary>
    /// <param name="stack">From an event of the generation at hand.</param>
    internal int StackNumberOf(StackId stack) => _tracker.Stacks.NumberOf(stack);

    /// <summary>Whether an event is of a goroutine that <see cref="AnalysisOptions.Scope"/> asks for; true where it asks for all.</summary>
    /// <param name="traceEvent">An event that a collector is being told.</param>
    internal bool IsInScope(ref readonly TraceEvent traceEvent) => _tracker.IsInScope(in traceEvent);

    /// <summary>The id of a processor by the index that intervals carry.</summary>
    /// <param name="processor">The index; −1 is none.</param>
    public long ProcessorIdOf(int processor) => processor < 0 ? TraceEvent.NoId : _tracker.Processors[processor].Id;

    /// <summary>A goroutine's name: the function it began with, as far as known; empty if not.</summary>
    /// <param name="goroutineIndex">An event's <see cref="TraceEvent.GoroutineIndex"/> or <see cref="TraceEvent.ResourceIndex"/>.</param>
    public string NameOf(int goroutineIndex) => _tracker.NameOf(goroutineIndex);

    /// <summary>The name of the goroutine of an interval, as far as known; empty if not.</summary>
    /// <param name="interval">The interval.</param>
    public static string NameOf(in GoroutineInterval interval) => interval.Group.Name;
}
