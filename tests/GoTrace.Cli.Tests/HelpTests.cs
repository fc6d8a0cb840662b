using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests;

public class HelpTests
{
    [Theory]
    [InlineData("help.txt", "--help")]
    [InlineData("help-summary.txt", "summary", "--help")]
    [InlineData("help-compare.txt", "compare", "-h")]
    [InlineData("help-events.txt", "events", "--help")]
    [InlineData("help-report.txt", "report", "--help")]
    [InlineData("help-export.txt", "export", "--help")]
    public async Task Help_is_as_it_was_written(string golden, params string[] args)
    {
        CliResult result = await Tool.RunAsync(args);
        result.ExitCode.Should().Be(0);
        result.Error.Should().BeEmpty();
        string text = result.Output.Replace($"[default: {Environment.ProcessorCount}]", "[default: the cores]");
        Golden.Check(golden, string.Join('\n', text.Split('\n').Select(l => l.TrimEnd())));
    }

    [Fact]
    public async Task The_version_is_that_of_the_package()
    {
        CliResult result = await Tool.RunAsync("--version");
        result.ExitCode.Should().Be(0);
        result.Output.Should().MatchRegex("^gotrace [0-9]+\\.[0-9]+\\.[0-9]+\n$");
    }
}
