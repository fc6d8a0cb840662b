using System.CommandLine;
using GoTrace.Analysis;
using GoTrace.Analysis.Reporting;
using GoTrace.Cli.Capturing;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;
using GoTrace.Cli.Watching;

namespace GoTrace.Cli.Commands;

/// <summary>Writes the figures of traces.</summary>
internal static class SummaryCommand
{
    private const string Examples = """
        Examples:
          gotrace summary app.trace                    what a tuner asks first, in a screenful
          gotrace summary --all app.trace.gz           everything
          gotrace summary 'runs/*.trace'               several: a row each
          gotrace summary --format json app.trace | jq .scheduling_latency.user.p99_ns
          gotrace summary --from 2s --long-syscall 1ms app.trace
          gotrace summary --watch app.trace                     of a file that still grows, anew every 2s
          gotrace summary --watch 'http://host:6060?seconds=2'  of a live service, trace after trace
          curl -s 'http://host:6060/debug/pprof/trace?seconds=5' | gotrace summary -

        What each figure means is in docs/figures.md.
        """;

    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE") { Description = "Traces, patterns of them, or - for the standard input", Arity = ArgumentArity.OneOrMore };
        Option<string> format = Choice.Format();
        var all = new Option<bool>("--all") { Description = "Write everything, not just what is asked first (JSON always has everything)" };
        var watch = new Option<bool>("--watch") { Description = "Look again and again: at a file that grows, or at the address of a live service" };
        Option<TimeSpan?> every = Durations.CreateWaitOption("--every", "With --watch: from one look to the next [default: 2s]");
        Option<string[]> header = CaptureCommand.Header();
        var analysis = new AnalysisArguments();
        var command = new DocumentedCommand(
            "summary", "Preemptions, use of each P, schedule latency, syscalls and GC pauses of traces.", Examples)
        {
            files, format, all, watch, every, header,
        };
        analysis.AddTo(command);
        command.SetAction((parsed, stop) => parsed.GetValue(watch)
            ? WatchAsync(
                parsed.GetRequiredValue(files),
                analysis.Read(parsed),
                parsed.GetRequiredValue(format),
                parsed.GetValue(all),
                parsed.GetValue(every) ?? TimeSpan.FromSeconds(2),
                parsed.GetValue(header) ?? [],
                terminal,
                stop)
            : RunAsync(
                parsed.GetRequiredValue(files), analysis.Read(parsed), parsed.GetRequiredValue(format), parsed.GetValue(all), terminal, stop));
        return command;
    }

    private static async Task<int> WatchAsync(
        string[] names, AnalysisOptions options, string format, bool all, TimeSpan every, string[] headers, Terminal terminal, CancellationToken stop)
    {
        if (names is not [var name] || name == InputFiles.StandardInput)
        {
            throw CommandFailure.Usage("--watch looks at one file, or one address");
        }

        if (format != Choice.Text)
        {
            throw CommandFailure.Usage("--watch writes text only");
        }

        var report = new ReportOptions { All = all, UseColor = terminal.UseColor, Width = terminal.Width };
        if (TraceUrl.IsUrl(name))
        {
            terminal.StopPatience = TimeSpan.FromSeconds(5); // the folder that traces are kept in is to be deleted
            using var service = new WatchedService(TraceUrl.Parse(name, null), new TraceCapture(headers, null), options, terminal);
            await Watch.RunAsync(service, every, report, terminal, stop).ConfigureAwait(false);
        }
        else
        {
            // A file need not be there yet; folders and patterns are looked up, and have to mean one.
            bool isOne = File.Exists(name) || !(Directory.Exists(name) || name.AsSpan().ContainsAny('*', '?', '['));
            string path = isOne ? name
                : InputFiles.Find(names, terminal) is [var only] ? only
                : throw CommandFailure.Usage($"--watch looks at one file, or one address, and {name} is several");
            var file = new WatchedFile(path, options, terminal);
            await Watch.RunAsync(file, every, report, terminal, stop).ConfigureAwait(false);
        }

        return ExitCode.Done;
    }

    private static async Task<int> RunAsync(
        string[] names, AnalysisOptions options, string format, bool all, Terminal terminal, CancellationToken stop)
    {
        List<string> files = InputFiles.Find(names, terminal);
        IReadOnlyList<(TraceAnalysis? Analysis, CommandFailure? Failure)> results =
            await new Analyses(terminal, options).RunAsync(files, stop).ConfigureAwait(false);
        int exitCode = ExitCode.Done;
        foreach ((TraceAnalysis? analysis, CommandFailure? failure) in results)
        {
            if (failure is not null)
            {
                Failures.Write(failure, terminal, format == Choice.Json);
                exitCode = Math.Max(exitCode, failure.ExitCode);
            }
            else
            {
                Failures.WarnOf(analysis!, terminal);
            }
        }

        TraceAnalysis[] read = [.. results.Select(r => r.Analysis).OfType<TraceAnalysis>()];
        var report = new ReportOptions { All = all, UseColor = terminal.UseColor, Width = terminal.Width };
        if (files.Count == 1)
        {
            terminal.Output.Write(read.Length == 0 ? "" : One(read[0], format, report));
        }
        else
        {
            terminal.Output.Write(read.Length == 0 && format != Choice.Json ? "" : Several(read, format, report));
        }

        return exitCode;
    }

    private static string One(TraceAnalysis analysis, string format, ReportOptions report) => format switch
    {
        Choice.Json => analysis.ToJson() + "\n",
        Choice.Markdown => analysis.ToMarkdown(report),
        _ => analysis.ToText(report),
    };

    private static string Several(TraceAnalysis[] analyses, string format, ReportOptions report) => format switch
    {
        Choice.Json => AnalysisTable.ToJson(analyses) + "\n",
        Choice.Markdown => AnalysisTable.ToMarkdown(analyses),
        _ => AnalysisTable.ToText(analyses, report),
    };
}
