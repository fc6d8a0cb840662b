using System.CommandLine;
using System.CommandLine.Help;
using GoTrace.Cli.Commands;
using GoTrace.Cli.Hosting;

namespace GoTrace.Cli;

/// <summary>The command line: what there is to call.</summary>
internal static class CommandLine
{
    private const string Examples = """
        Examples:
          gotrace summary app.trace
          gotrace advise app.trace
          gotrace compare --baseline 'before-*.trace' --candidate 'after-*.trace'
          gotrace ab --baseline './old {trace}' --candidate './new {trace}'
          gotrace capture localhost:6060 -o app.trace
          gotrace report app.trace -o report.html
          gotrace export app.trace --format pprof -o sched.pb.gz

        Files are traces as runtime/trace, net/http/pprof or the flight recorder write them, gzipped
        or not; - is the standard input. Patterns in quotes (*, ?, [a-z]) are looked up by gotrace.

        Exit codes: 0 done; 1 the command can't be done as asked; 2 a trace could not be read;
        3 the gate of --fail-on failed; 70 a fault of gotrace's own; 130 stopped by Ctrl-C.
        """;

    /// <summary>Runs a command line to its end.</summary>
    /// <param name="args">What was typed after the command's name.</param>
    /// <param name="terminal">Where input comes from and output goes to.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken stop = default)
    {
        bool asJson = WantsJson(args);
        terminal.TalksJson = asJson;
        try
        {
            ParseResult parsed = Parse(args, terminal);
            if (parsed.Action is not HelpWithExamples && UnknownOptions.Refuse(parsed) is { } unknown)
            {
                throw CommandFailure.Usage($"{unknown}. See gotrace {parsed.CommandResult.Command.Name} --help.");
            }

            if (parsed.Errors.Count > 0)
            {
                throw CommandFailure.Usage(Refuse(parsed));
            }

            int exitCode = await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = terminal.Output,
                    Error = terminal.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                stop).ConfigureAwait(false);
            terminal.Flush();
            return exitCode;
        }
#pragma warning disable CA1031 // No exception reaches whoever called the command: each is a sentence.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Failures.Report(e, terminal, asJson, stop);
        }
    }

    /// <summary>Understands a command line without doing what it says.</summary>
    internal static ParseResult Parse(IReadOnlyList<string> args, Terminal terminal) => Root(terminal).Parse(args);

    private static RootCommand Root(Terminal terminal)
    {
        var root = new RootCommand("Says what a Go program's scheduler did, from its execution traces, and what a change made of it.")
        {
            HelpName = "gotrace",
        };
        root.Add(SummaryCommand.Create(terminal));
        root.Add(CompareCommand.Create(terminal));
        root.Add(AbCommand.Create(terminal));
        root.Add(CaptureCommand.Create(terminal));
        root.Add(EventsCommand.Create(terminal));
        root.Add(ReportCommand.Create(terminal));
        root.Add(AdviseCommand.Create(terminal));
        root.Add(ExportCommand.Create(terminal));
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help })
            {
                option.Action = new HelpWithExamples(help, Examples, terminal);
            }
            else if (option is VersionOption)
            {
                option.Action = new VersionAction(terminal);
                option.Description = "Show gotrace's version";
            }
        }

        return root;
    }

    private static string Names(RootCommand root) => string.Join(", ", root.Subcommands.Select(c => c.Name));

    private static string Refuse(ParseResult parsed)
    {
        if (parsed.CommandResult.Command is RootCommand root)
        {
            return parsed.UnmatchedTokens.Count == 0
                ? $"a command is missing. There are {Names(root)}; see gotrace --help."
                : $"there is no command '{parsed.UnmatchedTokens[0]}'. There are {Names(root)}; see gotrace --help.";
        }

        // The first error is the cause; those after it mostly follow from it.
        return $"{parsed.Errors[0].Message.TrimEnd('.')}. See gotrace {parsed.CommandResult.Command.Name} --help.";
    }

    // Before the rest is understood: what is wrong with that is to be told as asked, too.
    private static bool WantsJson(IReadOnlyList<string> args)
    {
        for (int i = 0; i < args.Count; i++)
        {
            if (args[i] is "--format=json" or "--format:json" || (args[i] == "--format" && i + 1 < args.Count && args[i + 1] == "json"))
            {
                return true;
            }
        }

        return false;
    }
}
