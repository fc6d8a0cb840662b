namespace GoTrace.Parsing.Text;

/// <summary>
/// How far Go's reader would have come: it gives up at the first fault, where this library's goes on
/// (Go: internal/trace/reader.go).
/// </summary>
internal sealed class GoProgress
{
    private readonly TraceReader _reader;
    private long _inGeneration;
    private long _lastTime;
    private long _syncs;
    private bool _stopped;

    public GoProgress(TraceReader reader)
    {
        _reader = reader;
        reader.FollowGo();
    }

    /// <summary>The events that Go's reader gives.</summary>
    public long Written { get; private set; }

    /// <summary>The events that only this library's gives.</summary>
    public long Further { get; private set; }

    /// <summary>What Go's reader gives up at.</summary>
    public TraceFormatException? Stop { get; private set; }

    public void BeginGeneration(TraceGeneration generation, TextBuffer text, EventForm form)
    {
        _inGeneration = 0;
        if (!_stopped && generation.PartialReason is { } reason && !generation.IsTakenByGo)
        {
            GiveUp(reason, text, form);
        }
    }

    /// <summary>How many of these events are to be written.</summary>
    public int Take(ReadOnlySpan<TraceEvent> events, TraceGeneration generation)
    {
        int taken = 0;
        if (!_stopped)
        {
            taken = (int)Math.Clamp(generation.GoLimit - _inGeneration, 0, events.Length);
        }

        _inGeneration += events.Length;
        Written += taken;
        Further += events.Length - taken;
        if (taken > 0)
        {
            _lastTime = events[taken - 1].GoTime;
            _syncs += events[0].Kind == EventKind.Sync ? 1 : 0; // a generation begins with it
        }

        return taken;
    }

    public void EndGeneration(TraceGeneration generation, TextBuffer text, EventForm form)
    {
        if (_stopped)
        {
            return;
        }

        if ((generation.GoFault ?? generation.Failure) is { } fault)
        {
            _stopped = true;
            Stop = fault;
        }
        else if (generation.PartialReason is { } reason)
        {
            GiveUp(reason, text, form);
        }
    }

    public void End(TextBuffer text, EventForm form)
    {
        if (!_stopped)
        {
            Written++;
            form.Write(text, _reader.EndEvent, null);
        }
    }

    // Between generations Go's reader gives one more Sync event before it fails. Of a trace up to Go
    // 1.21 it gives nothing at all, as it reads all of that before the first event.
    private void GiveUp(TraceFormatException reason, TextBuffer text, EventForm form)
    {
        _stopped = true;
        Stop = reason;
        if (!_reader.Header.IsLegacy)
        {
            Written++;
            TraceEvent sync = TraceEvent.Sync(_syncs + 1, _lastTime + 1);
            form.Write(text, in sync, null);
        }
    }
}
