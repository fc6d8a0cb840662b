using GoTrace.Analysis;
using GoTrace.Parsing;

namespace GoTrace.Export.Perfetto;

/// <summary>
/// Writes a trace as a timeline for the Perfetto UI and its trace processor (protobuf, of the public
/// schema's track events). One pass; memory grows with goroutines alive, distinct stacks and distinct
/// names.
/// </summary>
/// <example>
/// <code>
/// await using var reader = TraceReader.Open("app.trace");
/// await using FileStream file = File.Create("app.pftrace");
/// await PerfettoTrace.WriteAsync(reader, file);
/// </code>
/// </example>
public static class PerfettoTrace
{
    /// <summary>Writes what a reader gives, to its end.</summary>
    /// <param name="reader">A reader of which nothing was read yet; it stays the caller's to dispose.</param>
    /// <param name="output">Where to; it stays open. It is written to as the trace is read.</param>
    /// <param name="options">How; null for the defaults. Whether damage raises an exception is the reader's own matter.</param>
    /// <param name="progress">Told after each generation.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TraceFormatException">It is no trace; or it is damaged, and the reader is strict.</exception>
    public static async Task<PerfettoResult> WriteAsync(
        TraceReader reader,
        Stream output,
        PerfettoOptions? options = null,
        IProgress<AnalysisProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(output);
        options ??= PerfettoOptions.Default;
        var packets = new PacketWriter(output);
        var collector = new TimelineCollector(packets);
        TraceAnalysis analysis = await TraceAnalyzer.AnalyzeAsync(
            reader,
            new AnalysisOptions
            {
                TimeBase = options.TimeBase,
                Scope = options.Scope,
                Parallelism = options.Parallelism,
                Figures = FigureSets.None,
                Window = TimeSpan.Zero,
                Collectors = [collector],
            },
            progress,
            cancellationToken).ConfigureAwait(false);
        packets.Flush();
        return new PerfettoResult(analysis, packets.Packets, collector.Slices, collector.MendedSlices);
    }
}
