using System.CommandLine;
using GoTrace.Analysis;
using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Reporting;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;

namespace GoTrace.Cli.Commands;

/// <summary>Compares traces from before a change with traces from after it.</summary>
internal static class CompareCommand
{
    private const string Examples = """
        Examples:
          gotrace compare --baseline 'old/*.trace' --candidate 'new/*.trace'
          gotrace compare --baseline a1.trace a2.trace --candidate b1.trace b2.trace --all
          gotrace compare --baseline 'old/*' --candidate 'new/*' --format md > comment.md
          gotrace compare --baseline 'old/*' --candidate 'new/*' --fail-on regression
          gotrace compare --baseline 'old/*' --candidate 'new/*' --metric 'sched.latency.*'

        A trace is one run, and runs are what is counted: take six or more a side. Figures that
        changed less than chance may explain show ~.
        """;

    public static Command Create(Terminal terminal)
    {
        Option<string[]> baseline = Side("--baseline", "Traces from before the change: files or patterns");
        Option<string[]> candidate = Side("--candidate", "Traces from after it");
        Option<string> format = Choice.Format();
        var all = new Option<bool>("--all") { Description = "Write all figures, not just the primary ones and those that changed" };
        var alpha = new Option<double?>("--alpha") { Description = "How often to find a change where there is none [default: 0.05]", HelpName = "share" };
        var threshold = new Option<double?>("--threshold") { Description = "Which relative change matters in practice [default: 0.05]", HelpName = "share" };
        var metric = new Option<string[]>("--metric")
        {
            Description = "Judge by these figures alone; a name may end in *",
            HelpName = "name",
            AllowMultipleArgumentsPerToken = true,
        };
        var work = new Option<string?>("--work") { Description = "The name of the tasks or regions that are the program's work", HelpName = "name" };
        var force = new Option<bool>("--force") { Description = "Compare what is not comparable" };
        var failOn = new Option<string[]>("--fail-on")
        {
            Description = "Exit with 3 where a primary figure regressed, or the comparison is inconclusive",
            HelpName = "regression[,inconclusive]",
        };
        var analysis = new AnalysisArguments();
        var command = new DocumentedCommand("compare", "What a change did: traces from before it against traces from after it.", Examples)
        {
            baseline, candidate, format, all, alpha, threshold, metric, work, force, failOn,
        };
        analysis.AddTo(command);
        command.SetAction((parsed, stop) => RunAsync(
            new Sides(parsed.GetRequiredValue(baseline), parsed.GetRequiredValue(candidate)),
            analysis.Read(parsed),
            new ComparisonOptions
            {
                Alpha = Share("--alpha", parsed.GetValue(alpha)) ?? ComparisonOptions.Default.Alpha,
                Threshold = Share("--threshold", parsed.GetValue(threshold)) ?? ComparisonOptions.Default.Threshold,
                Metrics = parsed.GetValue(metric) ?? [],
                Work = parsed.GetValue(work),
                Force = parsed.GetValue(force),
            },
            Gate.Parse(parsed.GetValue(failOn) ?? []),
            parsed.GetRequiredValue(format),
            parsed.GetValue(all),
            terminal,
            stop));
        return command;
    }

    private static async Task<int> RunAsync(
        Sides sides,
        AnalysisOptions options,
        ComparisonOptions comparisonOptions,
        Gate gate,
        string format,
        bool all,
        Terminal terminal,
        CancellationToken stop)
    {
        List<string> before = InputFiles.Find(sides.Baseline, terminal);
        List<string> after = InputFiles.Find(sides.Candidate, terminal);
        IReadOnlyList<(TraceAnalysis? Analysis, CommandFailure? Failure)> results =
            await new Analyses(terminal, options).RunAsync([.. before, .. after], stop).ConfigureAwait(false);
        int exitCode = Check(results, format, terminal);
        if (exitCode != ExitCode.Done)
        {
            return exitCode; // a side that lacks a run is another side
        }

        TraceAnalysis[] runs = [.. results.Select(r => r.Analysis!)];
        TraceComparison comparison = Compare(runs[..before.Count], runs[before.Count..], comparisonOptions);
        terminal.Output.Write(format switch
        {
            Choice.Json => comparison.ToJson() + "\n",
            Choice.Markdown => comparison.ToMarkdown(),
            _ => comparison.ToText(new ReportOptions { All = all, UseColor = terminal.UseColor, Width = terminal.Width }),
        });
        terminal.Flush();
        if (gate.Check(comparison) is not { } why)
        {
            return ExitCode.Done;
        }

        terminal.Error.WriteLine($"gotrace: {why}");
        return ExitCode.GateFailed;
    }

    private static int Check(
        IReadOnlyList<(TraceAnalysis? Analysis, CommandFailure? Failure)> results, string format, Terminal terminal)
    {
        int exitCode = ExitCode.Done;
        foreach ((TraceAnalysis? analysis, CommandFailure? failure) in results)
        {
            if (failure is not null)
            {
                Failures.Write(failure, terminal, format == Choice.Json);
                exitCode = Math.Max(exitCode, failure.ExitCode);
            }
            else if (analysis!.DataQuality.IsDamaged)
            {
                Failures.WarnOfLoss(analysis, terminal);
            }
        }

        return exitCode;
    }

    private static TraceComparison Compare(TraceAnalysis[] before, TraceAnalysis[] after, ComparisonOptions options)
    {
        try
        {
            return TraceComparison.Compare(before, after, options);
        }
        catch (NotComparableException e)
        {
            throw new CommandFailure(ExitCode.Usage, "not_comparable", $"the sides can't be compared: {e.Message} (--force does it all the same)");
        }
        catch (ArgumentException e)
        {
            throw CommandFailure.Usage(e.Message);
        }
    }

    private static double? Share(string option, double? value) => value is null or (> 0 and < 1)
        ? value
        : throw CommandFailure.Usage($"{option} needs a number between 0 and 1, such as 0.05");

    private static Option<string[]> Side(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILES",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private sealed record Sides(string[] Baseline, string[] Candidate);
}
