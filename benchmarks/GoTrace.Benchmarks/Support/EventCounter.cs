using GoTrace.Parsing;

namespace GoTrace.Benchmarks.Support;

/// <summary>Counts events, and looks at each, so that none can be left out.</summary>
internal struct EventCounter : IEventVisitor
{
    private long _times;

    public long Count { get; private set; }

    public void Visit(ref readonly TraceEvent traceEvent)
    {
        _times ^= traceEvent.Time;
        Count++;
    }
}
