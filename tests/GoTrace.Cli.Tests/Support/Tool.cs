using System.Text;
using System.Text.Json;
using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Tests.Support;

/// <summary>What a command returned and wrote.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonElement.Parse(Output);

    /// <summary>What was written about bundled traces, wherever the repository lies.</summary>
    public CliResult Portable() => this with { Output = Portable(Output), Error = Portable(Error) };

    private static string Portable(string text) => text.Replace(TestData.Root, "testdata", StringComparison.Ordinal);
}

/// <summary>Runs the command line in this process.</summary>
internal static class Tool
{
    public static Task<CliResult> RunAsync(params string[] args) => RunAsync(new Setting(), args);

    public static async Task<CliResult> RunAsync(Setting setting, params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        using var terminal = new Terminal(setting.Output ?? output, setting.Error ?? TextWriter.Synchronized(error), () => setting.Input ?? Stream.Null)
        {
            IsOutputTerminal = setting.IsOutputTerminal,
            IsErrorTerminal = setting.IsErrorTerminal,
            CanRedraw = setting.CanRedraw,
            UseColor = setting.UseColor,
            Width = setting.Width,
            Height = setting.Height,
            Patience = setting.Patience,
        };
        int exitCode = await CommandLine.RunAsync(args, terminal, setting.Stop);
        return new CliResult(exitCode, setting.Output is null ? Encoding.UTF8.GetString(output.ToArray()) : "", error.ToString());
    }

    /// <summary>What a command finds around it.</summary>
    internal sealed record Setting
    {
        public Stream? Input { get; init; }

        public Stream? Output { get; init; }

        public TextWriter? Error { get; init; }

        public bool IsOutputTerminal { get; init; }

        public bool IsErrorTerminal { get; init; }

        public bool CanRedraw { get; init; }

        public bool UseColor { get; init; }

        public int? Width { get; init; }

        public int? Height { get; init; }

        public TimeSpan Patience { get; init; } = TimeSpan.FromHours(1);

        public CancellationToken Stop { get; init; } = TestContext.Current.CancellationToken;
    }
}
