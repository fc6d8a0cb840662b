namespace GoTrace.Parsing.Text;

/// <summary>A way to write events as text.</summary>
internal abstract class EventForm : IDisposable
{
    /// <summary>Takes note that the next events are of another generation.</summary>
    public abstract void BeginGeneration();

    /// <summary>Writes one event.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="e">The event.</param>
    /// <param name="generation">The one it is of; null for a Sync event that is of none.</param>
    public abstract void Write(TextBuffer to, in TraceEvent e, TraceGeneration? generation);

    public abstract void Dispose();
}
