using System.CommandLine;
using GoTrace.Analysis;
using GoTrace.Analysis.Advice;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;

namespace GoTrace.Cli.Commands;

/// <summary>Says what in traces is worth changing.</summary>
internal static class AdviseCommand
{
    private const string Examples = """
        Examples:
          gotrace advise app.trace
          gotrace advise 'runs/*.trace'
          gotrace advise --format json app.trace | jq '.traces[0].findings[].rule'

        Each finding says what was measured, from where on its rule speaks, why it matters, what to try
        and which figures of gotrace ab tell whether it helped. Where nothing is wrong, nothing is said.
        The rules are in docs/advice.md.
        """;

    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE") { Description = "Traces, patterns of them, or - for the standard input", Arity = ArgumentArity.OneOrMore };
        Option<string> format = Choice.Format();
        var analysis = new AnalysisArguments();
        var command = new DocumentedCommand("advise", "What in traces is worth changing, and how to find out whether it helped.", Examples)
        {
            files, format,
        };
        analysis.AddTo(command);
        command.SetAction((parsed, stop) => RunAsync(
            parsed.GetRequiredValue(files), analysis.Read(parsed), parsed.GetRequiredValue(format), terminal, stop));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] names, AnalysisOptions options, string format, Terminal terminal, CancellationToken stop)
    {
        List<string> files = InputFiles.Find(names, terminal);
        IReadOnlyList<(TraceAnalysis? Analysis, CommandFailure? Failure)> results =
            await new Analyses(terminal, options).RunAsync(files, stop).ConfigureAwait(false);
        int exitCode = ExitCode.Done;
        var advice = new List<TraceAdvice>();
        for (int i = 0; i < results.Count; i++)
        {
            (TraceAnalysis? analysis, CommandFailure? failure) = results[i];
            if (failure is not null)
            {
                Failures.Write(failure, terminal, format == Choice.Json);
                exitCode = Math.Max(exitCode, failure.ExitCode);
            }
            else
            {
                Failures.WarnOf(analysis!, terminal);
                advice.Add(new TraceAdvice(files[i], Advisor.Advise(analysis!)) { IsDamaged = analysis!.DataQuality.IsDamaged });
            }
        }

        if (advice.Count == 0 && (files.Count == 1 || format != Choice.Json))
        {
            return exitCode;
        }

        var report = new AdviceReport { Traces = advice };
        terminal.Output.Write(format switch
        {
            Choice.Json => report.ToJson() + "\n",
            Choice.Markdown => report.ToMarkdown(),
            _ => report.ToText(),
        });
        return exitCode;
    }
}
