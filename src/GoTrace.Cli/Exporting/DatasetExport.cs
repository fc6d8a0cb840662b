using GoTrace.Analysis;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;
using GoTrace.Export;
using GoTrace.Export.Datasets;

namespace GoTrace.Cli.Exporting;

/// <summary>Adds traces to a dataset, several at once.</summary>
internal sealed class DatasetExport(string dataset, string label, string? run, TableExportOptions options, Terminal terminal)
{
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
        var results = new (DatasetRun? Run, TraceAnalysis? Analysis, CommandFailure? Failure)[files.Count];
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
            Tell(files, results); // what is complete stays, and is told
            throw;
        }

        return Tell(files, results);
    }

    private async Task<(DatasetRun?, TraceAnalysis?, CommandFailure?)> OneAsync(
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
                return (added, analysis, null);
            }
        }
#pragma warning disable CA1031 // Each file's failure is its own: the others are added all the same.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return (null, null, e as CommandFailure ?? TableFormat.FailureOf(e, file, dataset));
        }
    }

    private int Tell(IReadOnlyList<string> files, (DatasetRun? Run, TraceAnalysis? Analysis, CommandFailure? Failure)[] results)
    {
        int exitCode = ExitCode.Done;
        for (int i = 0; i < files.Count; i++)
        {
            (DatasetRun? added, TraceAnalysis? analysis, CommandFailure? failure) = results[i];
            if (failure is not null)
            {
                Failures.Write(failure, terminal, asJson: false);
                exitCode = Math.Max(exitCode, failure.ExitCode);
                continue;
            }

            if (analysis is not null)
            {
                Failures.WarnOf(analysis with { Source = InputFiles.Show(files[i]) }, terminal);
            }

            if (added is null)
            {
                continue; // stopped before its turn was over
            }

            terminal.Output.WriteLine($"{(added.WasThere ? "there" : "added")}\t{added.Label}\t{added.Run}\t{files[i]}");
        }

        return exitCode;
    }
}
