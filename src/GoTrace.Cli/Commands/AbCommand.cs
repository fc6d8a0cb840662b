using System.CommandLine;
using System.Globalization;
using GoTrace.Analysis;
using GoTrace.Analysis.Comparison;
using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;
using GoTrace.Cli.Running;

namespace GoTrace.Cli.Commands;

/// <summary>Runs two commands in turn, and compares the traces that they write.</summary>
internal static class AbCommand
{
    private const string Examples = """
        Examples:
          gotrace ab --baseline './old -trace {trace}' --candidate './new -trace {trace}' --runs 10
          gotrace ab --baseline 'GOGC=100 ./app {trace}' --candidate 'GOGC=400 ./app {trace}' --fail-on regression
          gotrace ab --baseline 'go test -run - -bench X -trace {trace} ./old' --candidate 'go test -run - -bench X -trace {trace} ./new'
          gotrace ab --baseline http://old:6060 --candidate http://new:6060 --seconds 5

        A command is given to the shell, and is told the file to write by {trace} in it, and by
        GOTRACE_FILE in its environment. An address is that of a live service. Each round runs both
        sides, in an order that --seed repeats. Traces stay in the folder of -o, with runs.csv;
        Ctrl-C ends early, and compares what is there.
        """;

    public static Command Create(Terminal terminal)
    {
        var baseline = new Option<string>("--baseline") { Description = "The command before the change, or the address of a service", HelpName = "command", Required = true };
        var candidate = new Option<string>("--candidate") { Description = "The command after it", HelpName = "command", Required = true };
        Option<int> runs = Numbers.CreateWhole("--runs", "How many runs a side", 10, least: 1);
        Option<int> warmUps = Numbers.CreateWhole("--warm-up", "How many more of each side ahead, which don't count", 1, least: 0);
        Option<int?> seed = Numbers.CreateWhole("--seed", "Repeats the order of an earlier session [default: by chance]");
        Option<TimeSpan?> timeout = Durations.CreateWaitOption("--timeout", "How long one run may take [default: 10m]");
        Option<TimeSpan?> maxTime = Durations.CreateOption("--max-time", "After this time no further run is begun");
        var output = new Option<string?>("--output", "-o") { Description = "The folder for traces [default: gotrace-ab-TIME]", HelpName = "folder" };
        Option<double?> seconds = CaptureCommand.Seconds();
        Option<string[]> header = CaptureCommand.Header();
        var comparison = new ComparisonArguments();
        var analysis = new AnalysisArguments();
        var command = new DocumentedCommand("ab", "Runs two commands in turn, and compares the traces that they write.", Examples)
        {
            baseline, candidate, runs, warmUps, seed, timeout, maxTime, output, seconds, header,
        };
        comparison.AddTo(command);
        analysis.AddTo(command);
        command.SetAction((parsed, stop) => RunAsync(
            new AbPlan
            {
                Baseline = parsed.GetRequiredValue(baseline),
                Candidate = parsed.GetRequiredValue(candidate),
                Runs = parsed.GetValue(runs),
                WarmUps = parsed.GetValue(warmUps),
                Seed = parsed.GetValue(seed) ?? Random.Shared.Next(1, 1_000_000),
                Timeout = parsed.GetValue(timeout) ?? TimeSpan.FromMinutes(10),
                MaxTime = parsed.GetValue(maxTime),
                Folder = parsed.GetValue(output) ?? "gotrace-ab-" + DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture),
                Seconds = parsed.GetValue(seconds),
                Headers = parsed.GetValue(header) ?? [],
            },
            analysis.Read(parsed),
            comparison.Read(parsed, terminal),
            terminal,
            stop));
        return command;
    }

    private static async Task<int> RunAsync(
        AbPlan plan, AnalysisOptions options, ComparisonReport report, Terminal terminal, CancellationToken stop)
    {
        terminal.StopPatience = Timeout.InfiniteTimeSpan; // the runs so far are still to be compared
        using var session = new AbSession(plan, terminal);
        session.Prepare();
        await terminal.Error.WriteLineAsync($"gotrace: {plan.Runs} runs a side into {plan.Folder}, in the order of --seed {plan.Seed}").ConfigureAwait(false);
        int exitCode = ExitCode.Done;
        try
        {
            await session.RunAsync(stop).ConfigureAwait(false);
        }
        catch (CommandFailure failure)
        {
            Failures.Write(failure, terminal, report.IsJson);
            exitCode = failure.ExitCode;
        }
        catch (OperationCanceledException)
        {
            exitCode = ExitCode.Stopped;
        }

        MadeRun[] before = [.. session.Made.Where(r => !r.IsCandidate)];
        MadeRun[] after = [.. session.Made.Where(r => r.IsCandidate)];
        if (exitCode != ExitCode.Done)
        {
            await terminal.Error.WriteLineAsync(
                $"gotrace: ended early; {session.Made.Count} runs are in {plan.Folder}" + (before.Length > 0 && after.Length > 0 ? ", and are compared here" : "")).ConfigureAwait(false);
        }

        if (before.Length == 0 || after.Length == 0)
        {
            return exitCode;
        }

        (IReadOnlyList<Side>? sides, int unreadable) = await new SideRuns(terminal, options).ReadAsync(
            [new SideFiles("baseline", Files(before), []), new SideFiles("candidate", Files(after), [])], report.IsJson, CancellationToken.None).ConfigureAwait(false);
        if (sides is null)
        {
            return unreadable;
        }

        TraceComparison comparison = report.Compare(sides)[0];
        if (Drift.Find(comparison, [.. before.Select(r => r.Place)], [.. after.Select(r => r.Place)]) is { } drift)
        {
            comparison = comparison with { Warnings = [.. comparison.Warnings, drift] };
        }

        int gate = report.Write([comparison]);
        return exitCode != ExitCode.Done ? exitCode : gate;
    }

    private static List<string> Files(MadeRun[] runs) => [.. runs.Select(r => r.File)];
}
