using GoTrace.Analysis;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;
using GoTrace.Parsing;

namespace GoTrace.Cli.Exporting;

/// <summary>A binary form in which one trace is one file.</summary>
internal abstract class SingleFileFormat : ExportFormat
{
    /// <summary>What a file of it is, for a message: "a profile".</summary>
    protected abstract string What { get; }

    public override async Task<int> WriteAsync(ExportRequest request, CancellationToken stop)
    {
        if (request.Files.Count > 1)
        {
            throw CommandFailure.Usage($"{What} is of one trace, and these are {request.Files.Count}");
        }

        if (request.Output is null && request.Terminal.IsOutputTerminal)
        {
            throw CommandFailure.Usage($"{What} is nothing to read on a terminal: name a file to write it to, as in -o app{Extensions[0]}");
        }

        string file = request.Files[0];
        if (request.Output is not { } to)
        {
            request.Terminal.Output.Flush();
            return await WriteAsync(file, request.Terminal.OutputStream, request, stop).ConfigureAwait(false);
        }

        using OutputFile output = OutputFile.Create(to, file);
        int exitCode = await WriteAsync(file, output.Stream, request, stop).ConfigureAwait(false);
        if (exitCode == ExitCode.Done)
        {
            output.Complete();
        }

        return exitCode;
    }

    /// <summary>Writes a trace.</summary>
    /// <returns>What the pass told of the trace.</returns>
    protected abstract Task<TraceAnalysis> WriteAsync(TraceReader reader, Stream output, ExportRequest request, CancellationToken stop);

    private async Task<int> WriteAsync(string file, Stream output, ExportRequest request, CancellationToken stop)
    {
        var guarded = new OutputGuard(output);
        try
        {
            TraceInput input = TraceInput.Open(file, request.Terminal);
            TraceReader reader = TraceReader.Create(input.Stream, new TraceReaderOptions { Strict = request.Analysis.Strict });
            await using (reader.ConfigureAwait(false))
            {
                TraceAnalysis analysis;
                using (var progress = new ProgressLine(request.Terminal, [file]))
                using (progress.Show(input))
                {
                    analysis = await WriteAsync(reader, guarded, request, stop).ConfigureAwait(false);
                }

                return Judge(analysis with { Source = InputFiles.Show(file) }, request.Terminal);
            }
        }
        catch (Exception e) when (e is not (OperationCanceledException or CommandFailure) && guarded.Failure is null)
        {
            throw Failures.Of(e, InputFiles.Show(file));
        }
    }

    private static int Judge(TraceAnalysis analysis, Terminal terminal)
    {
        (_, CommandFailure? failure) = Analyses.Judge(analysis);
        if (failure is not null)
        {
            throw failure;
        }

        Failures.WarnOf(analysis, terminal);
        return ExitCode.Done;
    }
}
