using System.CommandLine;
using System.Text;
using GoTrace.Analysis;
using GoTrace.Analysis.Reporting.Html;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;

namespace GoTrace.Cli.Commands;

/// <summary>Writes a page for a browser, with plots and tables of all figures.</summary>
internal static class ReportCommand
{
    private const string Examples = """
        Examples:
          gotrace report app.trace -o report.html
          gotrace report 'runs/*.trace' -o runs.html        several traces, one at a time to see
          gotrace report --from 2s app.trace -o report.html

        The page is one file that needs no network. For a comparison: gotrace compare --format html.
        What is on it is in docs/report.md.
        """;

    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE") { Description = "Traces, patterns of them, or - for the standard input", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write to, in place of the standard output", HelpName = "file" };
        var title = new Option<string?>("--title") { Description = "What to call the page [default: the names of the traces]", HelpName = "text" };
        var analysis = new AnalysisArguments();
        var command = new DocumentedCommand("report", "A page for a browser: all figures of traces as plots and tables.", Examples) { files, output, title };
        analysis.AddTo(command);
        command.SetAction((parsed, stop) => RunAsync(
            parsed.GetRequiredValue(files), analysis.Read(parsed), parsed.GetValue(output), parsed.GetValue(title), terminal, stop));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] names, AnalysisOptions options, string? to, string? title, Terminal terminal, CancellationToken stop)
    {
        if (to is null && terminal.IsOutputTerminal)
        {
            throw CommandFailure.Usage("a page is nothing to read on a terminal: name a file to write it to, as in -o report.html");
        }

        List<string> files = InputFiles.Find(names, terminal);
        if (files.Count > HtmlReport.MostTraces)
        {
            throw CommandFailure.Usage($"a page has room for {HtmlReport.MostTraces} traces, and these are {files.Count}");
        }

        if (to is not null && files.Exists(f => f != InputFiles.StandardInput && Path.GetFullPath(f) == Path.GetFullPath(to)))
        {
            throw CommandFailure.Usage($"{to} is the trace itself: it would be overwritten");
        }

        (List<KeyValuePair<string, TraceAnalysis>> traces, int exitCode) = await ReadAsync(files, options, terminal, stop).ConfigureAwait(false);
        if (traces.Count > 0)
        {
            Write(HtmlReport.Write(traces, title), to, terminal);
        }

        return exitCode;
    }

    private static async Task<(List<KeyValuePair<string, TraceAnalysis>> Traces, int ExitCode)> ReadAsync(
        List<string> files, AnalysisOptions options, Terminal terminal, CancellationToken stop)
    {
        var traces = new List<KeyValuePair<string, TraceAnalysis>>();
        int exitCode = ExitCode.Done;
        foreach ((TraceAnalysis? analysis, CommandFailure? failure) in
            await new Analyses(terminal, options).RunAsync(files, stop).ConfigureAwait(false))
        {
            if (failure is not null)
            {
                Failures.Write(failure, terminal, asJson: false);
                exitCode = Math.Max(exitCode, failure.ExitCode);
                continue;
            }

            Failures.WarnOf(analysis!, terminal);
            traces.Add(KeyValuePair.Create(analysis!.Source ?? "", analysis));
        }

        return (traces, exitCode);
    }

    private static void Write(string page, string? to, Terminal terminal)
    {
        if (to is null)
        {
            terminal.Output.Write(page);
            return;
        }

        try
        {
            File.WriteAllText(to, page, new UTF8Encoding(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.Usage($"{to} can't be written: {e.Message.TrimEnd('.')}");
        }
    }
}
