using System.CommandLine;

namespace GoTrace.Cli;

/// <summary>The command line: what there is to call.</summary>
internal static class CommandLine
{
    public static int Run(string[] args)
    {
        var root = new RootCommand("Reads, summarizes and compares Go execution traces.");
        return root.Parse(args).Invoke();
    }
}
