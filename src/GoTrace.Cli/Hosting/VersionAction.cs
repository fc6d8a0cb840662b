using System.CommandLine;
using System.CommandLine.Invocation;

namespace GoTrace.Cli.Hosting;

/// <summary>Says gotrace's version.</summary>
internal sealed class VersionAction(Terminal terminal) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        Version version = typeof(VersionAction).Assembly.GetName().Version!;
        terminal.Output.WriteLine($"gotrace {version.ToString(3)}");
        return ExitCode.Done;
    }
}
