using GoTrace.Analysis;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;
using GoTrace.Export;
using GoTrace.Export.Datasets;

namespace GoTrace.Cli.Exporting;

/// <summary>Adds traces to a dataset, several at once.</summary>
internal sealed class DatasetExport(string dataset, string label, string? run, TableExportOptions options, Terminal terminal)
{
    /// <summary>Told of each trace's figures, for tests: nothing here may hold them once their file is written.</summary>
    public Action<TraceAnalysis>? Analyzed { get; init; }

    /// <summary>Adds the traces, and writes a line about each: what became of it, its label, its run and its file.</summary>
    /// <param name="files">The traces.</param>
    /// <param name="stop">Stops it; what is complete stays.</param>
    /// <returns>An <see cref="ExitCode"/>: a trace that can't be added does not keep the others out.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> files, CancellationToken stop)
    {
        if (run is not null && files.Count > 1)
        {
            throw CommandFailure.Usage($"--run names one run, and these are {files.Count} traces");
        }

        if (files.Contains(InputFiles.StandardInput))
        {
            throw CommandFailure.Usage("a dataset takes files, not the standard input: what a file is called in it hangs on all of its bytes");
        }

        int atOnce = Math.Clamp(options.Parallelism, 1, files.Count);
        TableExportOptions each = options with { Parallelism = Math.Max(1, options.Parallelism / atOnce) };
        var results = new Outcome?[files.Count];
        try
        {
            using var progress = new ProgressLine(terminal, files);
            await Parallel.ForAsync(
                0,
                files.Count,
                new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = stop },
                async (i, token) => results[i] = await OneAsync(files[i], each, progress, token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Tell(results); // what is complete stays, and is told
            throw;
        }

        return Tell(results);
    }

    private async Task<Outcome> OneAsync(
        string file, TableExportOptions each, ProgressLine progress, CancellationToken stop)
    {
        try
        {
            TraceInput input = TableFormat.Open(file, terminal);
            await using (input.ConfigureAwait(false))
            {
                if (!input.Stream.CanSeek)
                {
                    throw CommandFailure.Usage($"{file} is a pipe: a dataset takes files, as what one is called in it hangs on all of its bytes");
                }

                using IDisposable shown = progress.Show(input);
                var request = new RunRequest(input.Stream, Path.GetFileName(file), dataset, label, run);
                (DatasetRun added, TraceAnalysis? analysis) = await RunWriting.WriteAsync(request, each, null, stop).ConfigureAwait(false);
                if (analysis is null)
                {
                    return new Outcome(LineOf(added, file), [], null);
                }

                Analyzed?.Invoke(analysis);
                return new Outcome(LineOf(added, file), [.. Failures.WarningsOf(analysis with { Source = InputFiles.Show(file) })], null);
            }
        }
#pragma warning disable CA1031 // Each file's failure is its own: the others are added all the same.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return new Outcome(null, [], e as CommandFailure ?? TableFormat.FailureOf(e, file, dataset));
        }
    }

    private static string LineOf(DatasetRun run, string file) => $"{(run.WasThere ? "there" : "added")}\t{run.Label}\t{run.Run}\t{file}";

    private int Tell(Outcome?[] results)
    {
        int exitCode = ExitCode.Done;
        foreach (Outcome? result in results)
        {
            if (result is null)
            {
                continue; // stopped before its turn was over
            }

            if (result.Failure is { } failure)
            {
                Failures.Write(failure, terminal, asJson: false);
                exitCode = Math.Max(exitCode, failure.ExitCode);
                continue;
            }

            foreach (string warning in result.Warnings)
            {
                Failures.Warn(warning, terminal);
            }

            terminal.Output.WriteLine(result.Line);
        }

        return exitCode;
    }

    // What is left to tell of a file. There may be thousands: it has none of the trace's figures.
    private sealed record Outcome(string? Line, IReadOnlyList<string> Warnings, CommandFailure? Failure);
}
