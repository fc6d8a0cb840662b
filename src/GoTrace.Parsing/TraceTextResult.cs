namespace GoTrace.Parsing;

/// <summary>What was written of a trace as text.</summary>
/// <param name="EventCount">The events that were written.</param>
/// <param name="ByteCount">The bytes that were written.</param>
/// <param name="Stop">
/// Where a text follows Go's tool, and that gives up before the end: what it gives up at. Null if all
/// of the trace was written.
/// </param>
/// <param name="FurtherEventCount">
/// The events that this reading gave beyond that place, and did not write, as Go's tool does not print
/// them. It is a lower bound of what can be read: a reading that follows Go's tool leaves a generation
/// where that does, and <see cref="TraceText.WriteJsonAsync"/> and other readings get more out of it. What
/// could not be read at all is told by <see cref="TraceReader.Damage"/>.
/// </param>
public sealed record TraceTextResult(long EventCount, long ByteCount, TraceFormatException? Stop, long FurtherEventCount)
{
    /// <summary>Whether all of the trace was written.</summary>
    public bool IsWhole => Stop is null;
}
