using GoTrace.Analysis.Building;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Tracking;
using GoTrace.Parsing;

namespace GoTrace.Analysis;

/// <summary>Makes all figures of a trace in one pass, in the memory of its largest generation.</summary>
public static class TraceAnalyzer
{
    // What the cache next to a core holds.
    private const int ChunkLength = 512;

    // Large enough that taking turns costs nothing, small enough that the large caches hold one for each thread.
    private const int BatchLength = 8192;

    /// <summary>Analyses a file.</summary>
    /// <param name="path">The trace, gzipped or not.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each generation.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TraceFormatException">It is no trace; or it is damaged, and <see cref="AnalysisOptions.Strict"/> is set.</exception>
    public static async Task<TraceAnalysis> AnalyzeAsync(
        string path,
        AnalysisOptions? options = null,
        IProgress<AnalysisProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= AnalysisOptions.Default;
        await using TraceReader reader = TraceReader.Open(path, new TraceReaderOptions { Strict = options.Strict });
        return await AnalyzeAsync(reader, options, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Analyses what a reader gives, to its end; or to that of the scope, and the generation it is in.</summary>
    /// <param name="reader">A reader of which nothing was read yet; it stays the caller's to dispose.</param>
    /// <param name="options">How; null for the defaults. Whether damage raises an exception is the reader's own matter.</param>
    /// <param name="progress">Told after each generation.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<TraceAnalysis> AnalyzeAsync(
        TraceReader reader,
        AnalysisOptions? options = null,
        IProgress<AnalysisProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= AnalysisOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallelism, 1, "options.Parallelism");
        var tracker = new Tracker(options);
        var machine = new ProcessorTracker(options);
        IEventConsumer[] all = Chosen(options, tracker, machine);
        using Relay? relay = options.Parallelism > 1 && all.Length > 0 ? new Relay(BatchLength, ChunkLength, all, options.Parallelism) : null;
        TraceEvent[] chunk = relay is null ? new TraceEvent[ChunkLength] : [];
        int generations = 0;
        while (await reader.ReadGenerationAsync(cancellationToken).ConfigureAwait(false) is { } generation)
        {
            foreach (IEventConsumer consumer in all)
            {
                consumer.BeginGeneration(generation, reader.Header);
            }

            if (relay is null)
            {
                AddAll(all, generation, chunk, cancellationToken);
            }
            else
            {
                relay.AddAll(generation, cancellationToken);
            }

            generations++;
            progress?.Report(new AnalysisProgress(generation.Offset + generation.Length, tracker.Collectors.Events.Total));
            if (all.Length > 0 && all.All(c => c.IsOver))
            {
                break;
            }
        }

        foreach (IEventConsumer consumer in all)
        {
            if (generations > 0 && reader.IsAtEnd)
            {
                TraceEvent last = reader.EndEvent;
                consumer.Add(new ReadOnlySpan<TraceEvent>(in last));
            }

            consumer.End();
        }

        return AnalysisBuilder.Build(tracker, machine, reader, options, generations);
    }

    private static IEventConsumer[] Chosen(AnalysisOptions options, Tracker tracker, ProcessorTracker machine)
    {
        var chosen = new List<IEventConsumer>();
        if (options.Figures.HasFlag(FigureSets.Goroutines) || options.Collectors.Count > 0)
        {
            chosen.Add(tracker);
        }

        if (options.Figures.HasFlag(FigureSets.Machine))
        {
            chosen.Add(machine);
        }

        return [.. chosen];
    }

    private static void AddAll(IEventConsumer[] all, TraceGeneration generation, TraceEvent[] chunk, CancellationToken cancellationToken)
    {
        int count;
        while ((count = generation.Read(chunk)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (IEventConsumer consumer in all)
            {
                consumer.Add(chunk.AsSpan(0, count));
            }
        }
    }
}

/// <summary>How far an analysis has come.</summary>
/// <param name="Bytes">Of the (decompressed) trace.</param>
/// <param name="Events">Events so far.</param>
public readonly record struct AnalysisProgress(long Bytes, long Events);
