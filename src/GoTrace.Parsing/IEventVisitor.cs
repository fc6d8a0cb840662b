namespace GoTrace.Parsing;

/// <summary>
/// Takes events one after the other. Make it a struct: the compiler then makes a copy of the loop
/// for it, with no call through an interface.
/// </summary>
public interface IEventVisitor
{
    /// <summary>Takes one event.</summary>
    /// <param name="traceEvent">The event; valid until this returns.</param>
    void Visit(ref readonly TraceEvent traceEvent);
}
