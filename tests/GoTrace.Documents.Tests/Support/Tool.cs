using System.Text;
using GoTrace.Cli;
using GoTrace.Cli.Hosting;

namespace GoTrace.Documents.Tests.Support;

/// <summary>The command line, in this process.</summary>
internal static class Tool
{
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(IReadOnlyList<string> args)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        using var terminal = new Terminal(output, error, () => Stream.Null);
        int exitCode = await CommandLine.RunAsync(args, terminal, TestContext.Current.CancellationToken);
        return (exitCode, Repository.WithoutPlaces(Encoding.UTF8.GetString(output.ToArray())), error.ToString());
    }

    /// <summary>What is wrong with a command line; empty if nothing.</summary>
    public static IReadOnlyList<string> ErrorsOf(IReadOnlyList<string> args)
    {
        using var terminal = new Terminal(Stream.Null, TextWriter.Null, () => Stream.Null);
        return [.. CommandLine.Parse(args, terminal).Errors.Select(e => e.Message)];
    }
}
