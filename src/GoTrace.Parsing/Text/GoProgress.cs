namespace GoTrace.Parsing.Text;

/// <summary>
/// How far Go's reader would have come: it gives up at the first fault, where this library's goes on
/// (Go: internal/trace/reader.go).
/// </summary>
internal sealed class GoProgress
{
    private readonly TraceReader? _followed;
    private long _inGeneration;
    private long _lastTime;
    private long _syncs;
    private bool _stopped;

    private GoProgress(TraceReader? followed)
    {
        _followed = followed;
    }

    /// <summary>The events to write.</summary>
    public long Written { get; private set; }

    /// <summary>The events that Go's reader does not give.</summary>
    public long Further { get; private set; }

    /// <summary>What Go's reader gives up at.</summary>
    public TraceFormatException? Stop { get; private set; }

    /// <summary>Goes on to the end, whatever Go's reader does.</summary>
    public static GoProgress Ignore() => new(null);

    /// <summary>Follows Go's reader over the events of a reader that has not begun.</summary>
    public static GoProgress Follow(TraceReader reader)
    {
        reader.FollowGo();
        return new GoProgress(reader);
    }

    public void BeginGeneration(TraceGeneration generation, TextBuffer text, EventForm form)
    {
        _inGeneration = 0;
        if (_followed is null || _stopped)
        {
            return;
        }

        TraceFormatException? reason = generation.IsTakenByGo ? null : generation.PartialReason;
        if ((_followed.LostBefore ?? reason) is { } fault)
        {
            GiveUp(fault, text, form);
        }
    }

    /// <summary>How many of the generation's next events are to be written.</summary>
    public int Take(ReadOnlySpan<TraceEvent> events, TraceGeneration generation)
    {
        long limit = _stopped ? 0 : _followed is not null ? generation.GoLimit - _inGeneration : long.MaxValue;
        int taken = (int)Math.Clamp(limit, 0, events.Length);
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
        if (_followed is null || _stopped)
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

    /// <summary>Writes the event that closes the trace.</summary>
    public void End(TraceReader reader, TextBuffer text, EventForm form)
    {
        if (_stopped)
        {
            return;
        }

        Written++;
        form.Write(text, reader.EndEvent, null);
        Stop = _followed?.LostBefore;
    }

    // Between generations Go's reader gives one more Sync event before it fails. Of a trace up to Go
    // 1.21 it gives nothing at all, as it reads all of that before the first event.
    private void GiveUp(TraceFormatException reason, TextBuffer text, EventForm form)
    {
        _stopped = true;
        Stop = reason;
        if (!_followed!.Header.IsLegacy)
        {
            Written++;
            TraceEvent sync = TraceEvent.Sync(_syncs + 1, _lastTime + 1);
            form.Write(text, in sync, null);
        }
    }
}
