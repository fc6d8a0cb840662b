using System.Text.Encodings.Web;
using System.Text.Json;
using GoTrace.Analysis;
using GoTrace.Analysis.Reporting;
using GoTrace.Parsing;

namespace GoTrace.Cli.Hosting;

/// <summary>Makes a sentence, or a line of JSON, and an exit code of whatever went wrong.</summary>
internal static class Failures
{
    private const int BrokenPipe = 32; // EPIPE
    private static readonly FailureJsonContext Json = new(new JsonSerializerOptions(FailureJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static int Report(Exception e, Terminal terminal, bool asJson, CancellationToken stop)
    {
        if (e is OperationCanceledException && stop.IsCancellationRequested)
        {
            TellUnfinished(terminal, asJson);
            return ExitCode.Stopped;
        }

        if (e is IOException io && IsBrokenPipe(io))
        {
            return ExitCode.Done; // whoever read the output wants no more
        }

        CommandFailure failure = e as CommandFailure ?? Of(e, null);
        Write(failure, terminal, asJson);
        if (failure.ExitCode == ExitCode.Fault && terminal.IsDebugging)
        {
            terminal.Error.WriteLine(e);
        }

        return failure.ExitCode;
    }

    public static void Write(CommandFailure failure, Terminal terminal, bool asJson)
    {
        terminal.Error.WriteLine(asJson
            ? JsonSerializer.Serialize(
                new FailureRecord(failure.Code, failure.Message, failure.File, failure.Offset, failure.Generation), Json.FailureRecord)
            : $"gotrace: {(failure.File is null ? "" : failure.File + ": ")}{failure.Message}");
    }

    /// <summary>Says what a stopped command leaves undone.</summary>
    public static void TellUnfinished(Terminal terminal, bool asJson)
    {
        if (terminal.TakeUnfinished() is { } unfinished)
        {
            Write(unfinished, terminal, asJson);
        }
    }

    public static void Warn(string message, Terminal terminal) => terminal.Error.WriteLine($"gotrace: warning: {message}");

    /// <summary>Says what of a trace could not be read, or not be understood.</summary>
    public static void WarnOf(TraceAnalysis analysis, Terminal terminal)
    {
        foreach (string warning in WarningsOf(analysis))
        {
            Warn(warning, terminal);
        }
    }

    /// <summary>What of a trace could not be read, or not be understood.</summary>
    public static IEnumerable<string> WarningsOf(TraceAnalysis analysis)
    {
        DataQuality quality = analysis.DataQuality;
        if (quality.IsDamaged)
        {
            string part = quality.LostBytes > 0 ? Units.Bytes(quality.LostBytes) : "part";
            yield return $"{analysis.Source}: {part} of it gave no events ({quality.Damage[0].Message}); figures are of what remains";
        }

        if (Inputs.Analyses.IsEmpty(analysis))
        {
            yield return $"{analysis.Source}: {Inputs.Analyses.NoEvents}";
        }

        foreach (string warning in quality.Warnings)
        {
            yield return $"{analysis.Source}: {warning}";
        }

        if (analysis.Scope is { IsEmpty: true })
        {
            yield return $"{analysis.Source}: nothing of the trace is in the scope that was asked for; gotrace summary --all without it shows its goroutines, tasks and regions";
        }
    }

    /// <summary>What went wrong with a file.</summary>
    /// <param name="e">What was thrown.</param>
    /// <param name="file">The file; null where it was not about one.</param>
    public static CommandFailure Of(Exception e, string? file) => e switch
    {
        TraceFormatException f => Format(f, file),
        FileNotFoundException or DirectoryNotFoundException => Unreadable("not_found", "there is no such file", file),
        UnauthorizedAccessException => Unreadable("no_access", "it may not be read: permission denied", file),
        IOException when file is not null => Unreadable("io", "it could not be read: " + e.Message.TrimEnd('.'), file),
        IOException => new CommandFailure(ExitCode.Usage, "io", "the output could not be written: " + e.Message.TrimEnd('.')),
        OutOfMemoryException => Unreadable("out_of_memory", "there is not enough memory for its largest generation", file),
        _ => new CommandFailure(
            ExitCode.Fault,
            "fault",
            $"a fault of gotrace's own, which should be reported: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")} (GOTRACE_DEBUG=1 shows where)",
            file),
    };

    /// <summary>What writing to a closed output comes to: to the system that is a lack of permission.</summary>
    public static IOException Closed(UnauthorizedAccessException e) => new("it is closed", e);

    public static bool IsBrokenPipe(IOException e) => !OperatingSystem.IsWindows() && e.HResult == BrokenPipe;

    private static CommandFailure Format(TraceFormatException e, string? file) => new(
        ExitCode.Unreadable,
        JsonNamingPolicy.SnakeCaseLower.ConvertName(e.Code.ToString()),
        e.Offset == 0 && e.Generation == 0 ? e.Detail : e.Message,
        file,
        e.Offset < 0 ? null : e.Offset,
        e.Generation == 0 ? null : (long)e.Generation);

    private static CommandFailure Unreadable(string code, string message, string? file) =>
        new(ExitCode.Unreadable, code, message, file);
}
