using System.CommandLine;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;
using GoTrace.Export;
using GoTrace.Export.Parquet;
using GoTrace.Export.Text;
using GoTrace.Export.Writing;

namespace GoTrace.Cli.Exporting;

/// <summary>Tables, a file each in a folder; Parquet also as a dataset of many traces.</summary>
internal sealed class TableFormat : ExportFormat
{
    private readonly TableOptions _options;
    private readonly ITableFormat _form;

    private TableFormat(string name, ITableFormat form, TableOptions options)
    {
        Name = name;
        _form = form;
        _options = options;
        Options = form is ParquetFormat ? [options.Tables, options.Dataset, options.Label, options.Run] : [options.Tables];
    }

    public override string Name { get; }

    public override IReadOnlyList<Option> Options { get; }

    public static IEnumerable<ExportFormat> Forms()
    {
        var options = new TableOptions();
        return
        [
            new TableFormat("parquet", ParquetFormat.Instance, options),
            new TableFormat("csv", CsvFormat.Instance, options),
            new TableFormat("ndjson", NdjsonFormat.Instance, options),
        ];
    }

    public override bool IsNamedBy(ParseResult parsed) => _form is ParquetFormat && parsed.GetValue(_options.Dataset) is not null;

    public override Task<int> WriteAsync(ExportRequest request, CancellationToken stop)
    {
        string? dataset = request.Parsed.GetValue(_options.Dataset);
        string? label = request.Parsed.GetValue(_options.Label);
        string? run = request.Parsed.GetValue(_options.Run);
        TableExportOptions options = _options.Read(request);
        if (dataset is null)
        {
            return label is null && run is null
                ? WriteFolderAsync(request, options, stop)
                : throw CommandFailure.Usage("--label and --run are for --dataset");
        }

        if (request.Output is not null)
        {
            throw CommandFailure.Usage("--output and --dataset are two places: give one of them");
        }

        return new DatasetExport(dataset, label ?? TraceDataset.DefaultLabel, run, options, request.Terminal).RunAsync(request.Files, stop);
    }

    private async Task<int> WriteFolderAsync(ExportRequest request, TableExportOptions options, CancellationToken stop)
    {
        if (request.Files.Count > 1)
        {
            throw CommandFailure.Usage($"a folder of tables is of one trace, and these are {request.Files.Count}: add them to a --dataset");
        }

        bool canBeRead = _form is not ParquetFormat && options.Tables is { Count: 1 };
        if (request.Output is null && !canBeRead)
        {
            throw CommandFailure.Usage("tables are several files: name a folder to write them to, as in -o tables");
        }

        string file = request.Files[0];
        string? name = file == InputFiles.StandardInput ? null : Path.GetFileName(file);
        var guarded = new OutputGuard(request.Terminal.OutputStream);
        TraceInput input = Open(file, request.Terminal);
        await using (input.ConfigureAwait(false))
        {
            try
            {
                Analysis.TraceAnalysis analysis;
                using (ProgressLine? progress = request.Output is null && request.Terminal.IsOutputTerminal ? null : new ProgressLine(request.Terminal, [file]))
                using (progress?.Show(input))
                {
                    analysis = request.Output is { } folder
                        ? (await TableExport.WriteAsync(input.Stream, name, folder, _form, options, null, stop).ConfigureAwait(false)).Analysis
                        : await TableExport.WriteAsync(input.Stream, name, guarded, _form, options, stop).ConfigureAwait(false);
                }

                Failures.WarnOf(analysis with { Source = InputFiles.Show(file) }, request.Terminal);
                return ExitCode.Done;
            }
            catch (Exception e) when (e is not OperationCanceledException && guarded.Failure is null)
            {
                throw FailureOf(e, file, request.Output ?? "the output");
            }
        }
    }

    /// <summary>Opens a trace.</summary>
    /// <exception cref="CommandFailure">It can't be opened.</exception>
    public static TraceInput Open(string file, Terminal terminal)
    {
        try
        {
            return TraceInput.Open(file, terminal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failures.Of(e, InputFiles.Show(file));
        }
    }

    /// <summary>What went wrong when tables were written of a trace that could be opened.</summary>
    public static CommandFailure FailureOf(Exception e, string file, string to) => e switch
    {
        DatasetConflictException conflict => new CommandFailure(ExitCode.Usage, "conflict", conflict.Message, InputFiles.Show(file)),
        ArgumentException { ParamName: "label" or "run" } wrong => CommandFailure.Usage(wrong.Message.Split(" (Parameter")[0]),
        IOException or UnauthorizedAccessException => CommandFailure.Usage($"{to} can't be written: {e.Message.TrimEnd('.')}"),
        _ => Failures.Of(e, InputFiles.Show(file)),
    };
}
