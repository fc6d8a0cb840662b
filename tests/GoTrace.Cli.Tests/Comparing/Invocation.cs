using System.Reflection;
using System.Text;
using System.Text.Json;
using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Tests.Comparing;

/// <summary>What a command line did.</summary>
internal sealed record Invocation(int ExitCode, string Output, string Error)
{
    public static string TestData { get; } = Path.GetFullPath(
        typeof(Invocation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "TestData").Value!);

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static Task<Invocation> RunAsync(params string[] args) => RunAsync(CancellationToken.None, args);

    public static async Task<Invocation> RunAsync(CancellationToken stop, params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        using var terminal = new Terminal(output, TextWriter.Synchronized(error), () => new MemoryStream());
        int exitCode = await CommandLine.RunAsync(args, terminal, stop);
        return new Invocation(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    public static string Tuning(string pattern) => Path.Combine(TestData, "tuning", pattern);
}
