using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <summary>
/// Takes in all events of a trace, in order. Consumers share nothing, so that each may have a thread
/// of its own, and what they find does not depend on how many there are.
/// </summary>
internal interface IEventConsumer
{
    /// <summary>Whether nothing that comes can count any more.</summary>
    bool IsOver { get; }

    void BeginGeneration(TraceGeneration generation, TraceHeader header);

    void Add(ReadOnlySpan<TraceEvent> events);

    /// <summary>Ends what is still under way.</summary>
    void End();
}
