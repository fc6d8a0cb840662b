using GoTrace.Analysis;
using GoTrace.Cli.Hosting;
using GoTrace.Export.Writing;
using GoTrace.Parsing;

namespace GoTrace.Cli.Inputs;

/// <summary>Analyses several files at once.</summary>
internal sealed class Analyses(Terminal terminal, AnalysisOptions options)
{
    /// <summary>Analyses files; the results are in their order.</summary>
    /// <param name="files">The files.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>For each file its figures, or why there are none.</returns>
    public async Task<IReadOnlyList<(TraceAnalysis? Analysis, CommandFailure? Failure)>> RunAsync(IReadOnlyList<string> files, CancellationToken stop)
    {
        var results = new (TraceAnalysis?, CommandFailure?)[files.Count];
        if (files.Count == 0)
        {
            return results;
        }

        int atOnce = Math.Clamp(options.Parallelism, 1, files.Count);
        AnalysisOptions each = options with { Parallelism = Math.Max(1, options.Parallelism / atOnce) };
        using var progress = new ProgressLine(terminal, files);
        await Parallel.ForAsync(
            0,
            files.Count,
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = stop },
            async (i, token) =>
            {
                results[i] = await OneAsync(files[i], each, progress, token).ConfigureAwait(false);
            }).ConfigureAwait(false);
        return results;
    }

    private async Task<(TraceAnalysis?, CommandFailure?)> OneAsync(
        string file, AnalysisOptions each, ProgressLine progress, CancellationToken stop)
    {
        try
        {
            TraceInput input = TraceInput.Open(file, terminal);
            TraceReader reader = TraceReader.Create(input.Stream, new TraceReaderOptions { Strict = each.Strict });
            await using (reader.ConfigureAwait(false))
            {
                using IDisposable shown = progress.Show(input);
                TraceAnalysis analysis = await TraceAnalyzer.AnalyzeAsync(reader, each, null, stop).ConfigureAwait(false);
                return Judge(analysis with { Source = InputFiles.Show(file) });
            }
        }
#pragma warning disable CA1031 // Each file's failure is its own: the others are read all the same.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return (null, Failures.Of(e, InputFiles.Show(file)));
        }
    }

    /// <summary>What is said of a trace without an event.</summary>
    public const string NoEvents = "it has a header and no events: the program ended before anything was written";

    /// <summary>Whether a trace, not just what was asked for of it, has no events.</summary>
    public static bool IsEmpty(TraceAnalysis analysis) => analysis.Scope is null && NothingRead.HasNoEvents(analysis);

    /// <summary>Where nothing could be read there are no figures, only noughts that look like some.</summary>
    public static (TraceAnalysis?, CommandFailure?) Judge(TraceAnalysis analysis)
    {
        if (NothingRead.Is(analysis))
        {
            DamageNote damage = analysis.DataQuality.Damage[0];
            return (null, new CommandFailure(
                ExitCode.Unreadable,
                damage.Code,
                "nothing of it could be read: " + damage.Message,
                analysis.Source,
                damage.Offset < 0 ? null : damage.Offset,
                damage.Generation));
        }

        // Go's reader takes a header alone for a trace. It is what a program leaves that was ended at once.
        return IsEmpty(analysis)
            ? (null, new CommandFailure(ExitCode.Unreadable, "empty", NoEvents, analysis.Source))
            : (analysis, null);
    }
}
