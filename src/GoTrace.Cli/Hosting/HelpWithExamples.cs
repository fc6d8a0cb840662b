using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace GoTrace.Cli.Hosting;

/// <summary>Help, and below it how the command is used.</summary>
internal sealed class HelpWithExamples(HelpAction help, string rootExamples, Terminal terminal) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        help.MaxWidth = terminal.TextWidth;
        help.Invoke(parseResult);
        string examples = parseResult.CommandResult.Command is DocumentedCommand command ? command.Examples : rootExamples;
        terminal.Output.WriteLine(examples);
        return ExitCode.Done;
    }
}

/// <summary>A command with examples of its use.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does.</param>
/// <param name="examples">Examples, and what else there is to know.</param>
internal sealed class DocumentedCommand(string name, string description, string examples) : Command(name, description)
{
    public string Examples { get; } = examples;
}
