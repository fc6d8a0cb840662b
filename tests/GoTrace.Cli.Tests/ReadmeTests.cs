using System.Text.RegularExpressions;
using GoTrace.Cli.Tests.Readme;
using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests;

/// <summary>What the README shows is what there is.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = Read("README.md");

    [Fact]
    public void The_main_command_prints_what_the_readme_shows()
    {
        Readme.Should().Contain(
            "dotnet run -c Release --project src/GoTrace.Cli -- compare --baseline 'testdata/tuning/workers/before-*.trace.gz' --candidate 'testdata/tuning/workers/after-*.trace.gz'");
        string shown = Block("keep:");
        Golden.Read("compare.txt").Should().StartWith(shown);
        shown.Split('\n').Length.Should().BeGreaterThan(10);
    }

    [Fact]
    public void The_summary_is_what_the_readme_shows() =>
        Golden.Read("summary.txt").Should().StartWith(Block("testdata/traces/go1.25/http.trace.gz"));

    [Fact]
    public void The_library_in_ten_lines_is_compiled()
    {
        string source = Read("tests/GoTrace.Cli.Tests/Readme/Library.cs");
        string snippet = Snippet().Match(source).Groups[1].Value;
        string shown = string.Join('\n', snippet.TrimEnd().Split('\n').Select(l => l.Length > 8 ? l[8..] : ""));
        Block("using GoTrace").Should().EndWith(shown + "\n");
    }

    [Fact]
    public async Task The_library_in_ten_lines_runs()
    {
        TextWriter console = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            await Library.RunAsync(TestData.Path("traces/go1.25/http.trace.gz"), TestData.Path("traces/go1.26/http.trace.gz"));
        }
        finally
        {
            Console.SetOut(console);
        }

        output.ToString().Should().StartWith("11 preemptions, waits p99 ").And.Contain("blocks, chan receive");
    }

    [Fact]
    public async Task The_manual_knows_every_command_and_option()
    {
        string manual = Read("docs/cli.md");
        string[] commands = [.. Command().Matches((await Tool.RunAsync("--help")).Output.Split("Commands:")[1].Split("Examples:")[0]).Select(c => c.Groups[1].Value)];
        commands.Should().Contain(["summary", "compare", "events"]);
        foreach (string command in commands)
        {
            manual.Contains($"\n## {command}\n", StringComparison.Ordinal).Should().BeTrue("the manual has {0}", command);
            string help = (await Tool.RunAsync(command, "--help")).Output;
            Option().Matches(help).Select(o => o.Groups[1].Value)
                .Where(o => o != "--help" && !manual.Contains('`' + o, StringComparison.Ordinal))
                .Should().BeEmpty("the manual has the options of {0}", command);
        }
    }

    [Fact]
    public void Exit_codes_are_those_of_the_code()
    {
        foreach (int code in new[] { ExitCode.Done, ExitCode.Usage, ExitCode.Unreadable, ExitCode.GateFailed, ExitCode.Fault, ExitCode.Stopped })
        {
            Readme.Should().MatchRegex($"(?m)^\\| {code} \\| ");
        }
    }

    private static string Block(string start) =>
        Fence().Matches(Readme).Select(m => m.Groups[1].Value).Single(b => b.StartsWith(start, StringComparison.Ordinal));

    private static string Read(string file) => File.ReadAllText(Path.Combine(TestData.Repository, file)).ReplaceLineEndings("\n");

    [GeneratedRegex("// README: begin\n(.*?) *// README: end", RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex("```[a-z]*\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("(?m)^  ([a-z]+)  ?")]
    private static partial Regex Command();

    [GeneratedRegex(@"(?m)^  (?:-., )*(--[a-z-]+)")]
    private static partial Regex Option();
}
