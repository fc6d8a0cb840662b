using System.Runtime.CompilerServices;

namespace GoTrace.Parsing.Text;

/// <summary>Takes a reader's events to a stream as text.</summary>
internal static class EventText
{
    // Events are made some at a time; the text of so many stays well below what is written at once.
    private const int ChunkLength = 128;

    /// <summary>Writes the events.</summary>
    /// <param name="reader">Where they come from.</param>
    /// <param name="output">Where they go.</param>
    /// <param name="form">What they look like.</param>
    /// <param name="go">Decides which are written.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<TraceTextResult> WriteAsync(
        TraceReader reader, Stream output, EventForm form, GoProgress go, CancellationToken cancellationToken)
    {
        using var text = new TextBuffer();
        var written = new TextOutput(output);
        await using ConfiguredAsyncDisposable disposed = written.ConfigureAwait(false);
        try
        {
            await WriteAsync(reader, text, written, form, go, cancellationToken).ConfigureAwait(false);
        }
        catch (TraceFormatException)
        {
            // A strict reader throws where the trace is broken: what came before is written all the same.
            await written.FinishAsync(text, cancellationToken).ConfigureAwait(false);
            throw;
        }

        await written.FinishAsync(text, cancellationToken).ConfigureAwait(false);
        return new TraceTextResult(go.Written, written.Total, go.Stop, go.Further);
    }

    private static async Task WriteAsync(
        TraceReader reader, TextBuffer text, TextOutput output, EventForm form, GoProgress go, CancellationToken cancellationToken)
    {
        var chunk = new TraceEvent[ChunkLength];
        while (await reader.ReadGenerationAsync(cancellationToken).ConfigureAwait(false) is { } generation)
        {
            form.BeginGeneration();
            go.BeginGeneration(generation, text, form);
            int n;
            while ((n = generation.Read(chunk)) > 0)
            {
                n = go.Take(chunk.AsSpan(0, n), generation);
                Write(text, form, chunk.AsSpan(0, n), generation);
                if (text.IsFull)
                {
                    await output.PassOnAsync(text, cancellationToken).ConfigureAwait(false);
                }
            }

            go.EndGeneration(generation, text, form);
        }

        go.End(reader, text, form);
    }

    private static void Write(TextBuffer text, EventForm form, ReadOnlySpan<TraceEvent> events, TraceGeneration generation)
    {
        foreach (ref readonly TraceEvent e in events)
        {
            form.Write(text, in e, generation);
        }
    }
}
