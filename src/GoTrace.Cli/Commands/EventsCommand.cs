using System.CommandLine;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;
using GoTrace.Parsing;

namespace GoTrace.Cli.Commands;

/// <summary>Writes every event of a trace.</summary>
internal static class EventsCommand
{
    private const string Parsed = "parsed";
    private const string Wire = "wire";

    private const string Examples = """
        Examples:
          gotrace events app.trace                         what go tool trace -d=parsed prints
          gotrace events --format wire app.trace           what go tool trace -d=wire prints
          gotrace events --format json app.trace | jq -c 'select(.kind == "state_transition")'
          gotrace events --format json app.trace -o events.ndjson

        parsed has the times that Go's reader shows; json has both those and the recorded ones, an
        object a line. parsed and wire end where Go's tool gives up, and say so on the standard error;
        json has all that can be read.
        """;

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A trace, or - for the standard input" };
        Option<string> format = Choice.Create(
            "--format", "How to write them: in order as Go prints them, as they stand in the file, or as lines of JSON", Parsed, Wire, Choice.Json);
        var output = new Option<string?>("--output", "-o") { Description = "The file to write to, in place of the standard output", HelpName = "file" };
        var strict = new Option<bool>("--strict") { Description = "Stop with an error where the trace is damaged" };
        var command = new DocumentedCommand("events", "Every event of a trace, in order.", Examples) { file, format, output, strict };
        command.SetAction((parsed, stop) => RunAsync(
            parsed.GetRequiredValue(file), parsed.GetRequiredValue(format), parsed.GetValue(output), parsed.GetValue(strict), terminal, stop));
        return command;
    }

    private static async Task<int> RunAsync(
        string name, string format, string? to, bool strict, Terminal terminal, CancellationToken stop)
    {
        List<string> files = InputFiles.Find([name], terminal);
        if (files.Count != 1)
        {
            throw CommandFailure.Usage($"{name} matches {files.Count} files: events come of one trace at a time");
        }

        string file = files[0];
        if (to is null)
        {
            return await WriteAsync(file, format, terminal.OutputStream, strict, !terminal.IsOutputTerminal, terminal, stop).ConfigureAwait(false);
        }

        FileStream output = Create(to, file);
        await using (output.ConfigureAwait(false))
        {
            terminal.Unfinished = new CommandFailure(ExitCode.Stopped, "stopped", $"stopped: {to} holds only a part of the events");
            int exitCode = await WriteAsync(file, format, output, strict, true, terminal, stop).ConfigureAwait(false);
            terminal.Unfinished = null;
            return exitCode;
        }
    }

    private static async Task<int> WriteAsync(
        string file, string format, Stream output, bool strict, bool showsProgress, Terminal terminal, CancellationToken stop)
    {
        var guarded = new OutputGuard(output);
        try
        {
            TraceInput input = TraceInput.Open(file, terminal);
            TraceReader reader = TraceReader.Create(input.Stream, new TraceReaderOptions { Strict = strict });
            await using (reader.ConfigureAwait(false))
            {
                using ProgressLine? progress = showsProgress ? new ProgressLine(terminal, [file]) : null;
                using IDisposable? shown = progress?.Show(input);
                TraceTextResult result = format switch
                {
                    Wire => await TraceText.WriteWireAsync(input.Stream, guarded, stop).ConfigureAwait(false),
                    Choice.Json => await TraceText.WriteJsonAsync(reader, guarded, stop).ConfigureAwait(false),
                    _ => await TraceText.WriteParsedAsync(reader, guarded, stop).ConfigureAwait(false),
                };
                bool isNothing = IsNothing(result)
                    && (format != Parsed || file == InputFiles.StandardInput || await IsNothingAsync(file, terminal, stop).ConfigureAwait(false));
                int exitCode = Judge(InputFiles.Show(file), result, format == Wire ? [] : reader.Damage, strict || isNothing, format, terminal);
                foreach (TraceWarning warning in reader.Warnings)
                {
                    Failures.Warn($"{InputFiles.Show(file)}: {warning.Message}", terminal);
                }

                return exitCode;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException && guarded.Failure is null)
        {
            throw Failures.Of(e, InputFiles.Show(file));
        }
    }

    // Of a trace of which nothing can be read there are the two events that mark its begin and its end.
    private static bool IsNothing(TraceTextResult result) => result.EventCount + result.FurtherEventCount <= 2;

    // A text as Go's tool prints it has less than can be read.
    private static async Task<bool> IsNothingAsync(string file, Terminal terminal, CancellationToken stop)
    {
        TraceReader reader = TraceReader.Create(TraceInput.Open(file, terminal).Stream);
        await using (reader.ConfigureAwait(false))
        {
            return IsNothing(await TraceText.WriteJsonAsync(reader, Stream.Null, stop).ConfigureAwait(false));
        }
    }

    private static int Judge(
        string file, TraceTextResult result, IReadOnlyList<TraceDamage> damage, bool refuses, string format, Terminal terminal)
    {
        TraceFormatException? first = damage.Count > 0 ? damage[0].Error : result.Stop;
        if (first is null)
        {
            return ExitCode.Done;
        }

        if (refuses)
        {
            Failures.Write(Failures.Of(first, file), terminal, format == Choice.Json);
            return ExitCode.Unreadable;
        }

        string what = result.Stop is { } stop
            ? $"Go's reader gives up: {stop.Message}; --format json has all that can be read"
            : damage.All(d => d.Kind == TraceDamageKind.Corrupt && d.LostBytes == 0)
            ? $"it is not as a trace should be ({first.Message}); all of its events were written"
            : $"part of it gave no events ({first.Message}); what remains was written";
        Failures.Warn($"{file}: {what}", terminal);
        return ExitCode.Done;
    }

    private static FileStream Create(string to, string from)
    {
        if (from != InputFiles.StandardInput && Path.GetFullPath(to) == Path.GetFullPath(from))
        {
            throw CommandFailure.Usage($"{to} is the trace itself: it would be overwritten");
        }

        try
        {
            return new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.Read, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.Usage($"{to} can't be written: {e.Message.TrimEnd('.')}");
        }
    }
}
