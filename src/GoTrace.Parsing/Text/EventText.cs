namespace GoTrace.Parsing.Text;

/// <summary>Takes a reader's events to a stream as text.</summary>
internal static class EventText
{
    // Events are made some at a time; the text of so many stays well below what is written at once.
    private const int ChunkLength = 128;

    /// <summary>Writes all events.</summary>
    public static async Task<TraceTextResult> WriteAsync(
        TraceReader reader, Stream output, EventForm form, CancellationToken cancellationToken)
    {
        using var text = new TextBuffer(output);
        var chunk = new TraceEvent[ChunkLength];
        long events = 0;
        while (await NextAsync(reader, text, cancellationToken).ConfigureAwait(false) is { } generation)
        {
            form.BeginGeneration();
            int n;
            while ((n = generation.Read(chunk)) > 0)
            {
                events += n;
                Write(text, form, chunk.AsSpan(0, n), generation);
                if (text.IsFull)
                {
                    await text.FlushAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }

        form.Write(text, reader.EndEvent, null);
        await text.FlushAsync(cancellationToken).ConfigureAwait(false);
        return new TraceTextResult(events + 1, text.Total, null, 0);
    }

    /// <summary>Writes events as far as Go's reader gives them, and counts the rest.</summary>
    public static async Task<TraceTextResult> WriteAsGoAsync(
        TraceReader reader, Stream output, EventForm form, CancellationToken cancellationToken)
    {
        using var text = new TextBuffer(output);
        var chunk = new TraceEvent[ChunkLength];
        var go = new GoProgress(reader);
        while (await NextAsync(reader, text, cancellationToken).ConfigureAwait(false) is { } generation)
        {
            form.BeginGeneration();
            go.BeginGeneration(generation, text, form);
            int n;
            while ((n = generation.Read(chunk)) > 0)
            {
                Write(text, form, chunk.AsSpan(0, go.Take(chunk.AsSpan(0, n), generation)), generation);
                if (text.IsFull)
                {
                    await text.FlushAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            go.EndGeneration(generation, text, form);
        }

        go.End(text, form);
        await text.FlushAsync(cancellationToken).ConfigureAwait(false);
        return new TraceTextResult(go.Written, text.Total, go.Stop, go.Further);
    }

    // A strict reader throws where the trace is broken: what came before is written all the same.
    private static async ValueTask<TraceGeneration?> NextAsync(
        TraceReader reader, TextBuffer text, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadGenerationAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TraceFormatException)
        {
            await text.FlushAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private static void Write(TextBuffer text, EventForm form, ReadOnlySpan<TraceEvent> events, TraceGeneration generation)
    {
        foreach (ref readonly TraceEvent e in events)
        {
            form.Write(text, in e, generation);
        }
    }
}
