using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Text;

namespace GoTrace.Parsing;

/// <summary>
/// Writes traces as text, in UTF-8: as the debugging forms of <c>go tool trace</c>, byte for byte, and
/// as JSON. Nothing is allocated for each event.
/// </summary>
public static class TraceText
{
    /// <inheritdoc cref="WriteParsedAsync(TraceReader, Stream, TraceTextOptions, CancellationToken)"/>
    public static Task<TraceTextResult> WriteParsedAsync(
        TraceReader reader, Stream output, CancellationToken cancellationToken = default) =>
        WriteParsedAsync(reader, output, TraceTextOptions.Default, cancellationToken);

    /// <summary>
    /// Writes what <c>go tool trace -d=parsed</c> of Go 1.27 prints: the events in order, with the times
    /// that Go's reader shows (<see cref="TraceEvent.GoTime"/>). Where Go's reader gives up, so does the
    /// text; the result says why, and how many events this reading gave beyond
    /// (<see cref="TraceTextResult.FurtherEventCount"/>).
    /// </summary>
    /// <param name="reader">A reader of which nothing was asked yet. It is read to its end, not disposed.</param>
    /// <param name="output">Where to; it is neither flushed nor closed.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the reading and the writing.</param>
    /// <exception cref="InvalidOperationException">A generation was asked of the reader before.</exception>
    /// <exception cref="TraceFormatException">
    /// The input is no trace, or of an unknown version; or the reader is strict, and it is damaged: then
    /// some of the text may have been written.
    /// </exception>
    public static async Task<TraceTextResult> WriteParsedAsync(
        TraceReader reader, Stream output, TraceTextOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        using var form = new ParsedForm(options.TimeZone);
        return await EventText.WriteAsync(reader, output, form, GoProgress.Follow(reader), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes what <c>go tool trace -d=wire</c> of Go 1.27 prints: what stands in the file, in the order
    /// of the file, neither checked nor interpreted. Where Go's reader gives up, so does the text, and
    /// the result says why.
    /// </summary>
    /// <param name="path">A trace of Go 1.22 or later, gzipped or not.</param>
    /// <param name="output">Where to; it is neither flushed nor closed.</param>
    /// <param name="cancellationToken">Stops the reading and the writing.</param>
    /// <exception cref="IOException">The file can't be opened or read: it is not there, or a directory.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="TraceFormatException">
    /// The input is no trace, or of an unknown version, or of a version up to Go 1.21, which has no such
    /// form.
    /// </exception>
    public static async Task<TraceTextResult> WriteWireAsync(
        string path, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(output);
        FileStream file = TraceFile.Open(path);
        await using (file.ConfigureAwait(false))
        {
            return await WriteWireAsync(file, output, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="WriteWireAsync(string, Stream, CancellationToken)"/>
    /// <param name="trace">A trace of Go 1.22 or later, gzipped or not, from where the stream stands; it is not closed.</param>
    /// <param name="output">Where to; it is neither flushed nor closed.</param>
    /// <param name="cancellationToken">Stops the reading and the writing.</param>
    public static Task<TraceTextResult> WriteWireAsync(
        Stream trace, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(output);
        return WireText.WriteAsync(new StreamSource(trace, leaveOpen: true), output, cancellationToken);
    }

    /// <summary>Writes every event as an object of JSON on a line of its own.</summary>
    /// <remarks>
    /// <para>
    /// Every event has <c>time_ns</c> (as recorded), <c>go_time_ns</c> (as Go's reader shows it),
    /// <c>kind</c> (<see cref="EventKind"/>, in snake_case), <c>type</c> (the name of the event in the
    /// file; null where it stands for events that are missing), and <c>m</c>, <c>p</c> and <c>g</c>: the thread, processor and goroutine, null where there
    /// is none.
    /// </para>
    /// <para>
    /// An event that has a stack has <c>stack</c>: an array of <c>{"function", "file", "line"}</c>,
    /// innermost call first.
    /// </para>
    /// <list type="bullet">
    /// <item><c>state_transition</c>: <c>resource</c> (an object with a single member <c>g</c> or
    /// <c>p</c>), <c>from</c>, <c>to</c> (<c>undetermined</c>, <c>not_exist</c>, <c>runnable</c>,
    /// <c>running</c>, <c>waiting</c>, <c>syscall</c>, <c>idle</c>); for goroutines <c>reason</c>; and
    /// <c>transition_stack</c> where the goroutine that changes its state has a stack other than
    /// <c>stack</c>.</item>
    /// <item><c>range_begin</c>, <c>range_active</c>, <c>range_end</c>: <c>range</c> (its name), <c>scope</c>
    /// (as <c>resource</c>; null for the whole program), and at the end of a sweep <c>swept_bytes</c> and
    /// <c>reclaimed_bytes</c>.</item>
    /// <item><c>metric</c>: <c>metric</c> (its name, with its unit), <c>value</c>.</item>
    /// <item><c>label</c>: <c>resource</c>, <c>label</c>.</item>
    /// <item><c>task_begin</c>, <c>task_end</c>: <c>task</c>, <c>parent</c> (null for none), <c>name</c>.</item>
    /// <item><c>region_begin</c>, <c>region_end</c>: <c>task</c> (0 is the background task), <c>name</c>.</item>
    /// <item><c>log</c>: <c>task</c>, <c>category</c>, <c>message</c>.</item>
    /// <item><c>experimental</c>: <c>experiment</c>, <c>args</c> (an object; names and numbers).</item>
    /// <item><c>sync</c>: <c>n</c> (counts from 1); at the beginning of a generation <c>generation</c> (its
    /// number), where the trace has them <c>clock</c> (<c>time_ns</c> on the trace's clock,
    /// <c>monotonic_ns</c> and <c>wall</c>, in UTC) and <c>experimental_batches</c> (an array of
    /// <c>experiment</c>, <c>m</c> and <c>data</c>, in base 64).</item>
    /// </list>
    /// <para>Numbers are whole, and may be beyond 2^53. What is not UTF-8 in a text becomes U+FFFD.</para>
    /// </remarks>
    /// <param name="reader">A reader of which nothing was asked yet. It is read to its end, not disposed.</param>
    /// <param name="output">Where to; it is neither flushed nor closed.</param>
    /// <param name="cancellationToken">Stops the reading and the writing.</param>
    /// <exception cref="TraceFormatException">
    /// The input is no trace, or of an unknown version; or the reader is strict, and it is damaged: then
    /// some of the text may have been written.
    /// </exception>
    public static async Task<TraceTextResult> WriteJsonAsync(
        TraceReader reader, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(output);
        using var form = new JsonForm();
        return await EventText.WriteAsync(reader, output, form, GoProgress.Ignore(), cancellationToken).ConfigureAwait(false);
    }
}
