using System.Text.Json;
using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests.Comparing;

public sealed class CompareOutputTests
{
    [Theory]
    [InlineData("compare.txt", "workers")]
    [InlineData("compare-syscalls.txt", "syscalls")]
    [InlineData("compare.md", "workers", "--format", "md")]
    public async Task A_change_is_judged(string golden, string change, params string[] options)
    {
        CliResult result = await CompareAsync(change, options);
        result.ExitCode.Should().Be(0);
        result.Error.Should().BeEmpty();
        Golden.Check(golden, result.Output);
    }

    [Fact]
    public async Task Text_answers_the_four_questions_with_medians_changes_and_overlap()
    {
        string text = (await CompareAsync("syscalls")).Output;
        foreach (string subject in new[] { "Preemptions", "Processors", "Schedule latency", "Syscalls" })
        {
            text.Should().MatchRegex($"(?m)^{subject}  .*(better|no side|each side)");
        }

        text.Should().MatchRegex("(?m)^ *baseline +candidate +delta +interval +p +n +runs");
        text.Should().MatchRegex("(?m)^  preemptions.count .*(overlap|apart)");
        text.Should().MatchRegex(@"(?m)^  syscalls.long.count .* improved ", "it is primary");
        text.Should().MatchRegex(@"(?m)^  syscalls.blocked.count .* \(regressed\) ", "it is exploratory");
    }

    [Fact]
    public async Task Json_has_what_scripts_need()
    {
        JsonElement json = JsonElement.Parse((await CompareAsync("workers", "--format", "json")).Output);
        json.GetProperty("verdict").GetString().Should().Be("keep");
        json.GetProperty("reason").GetString().Should().NotBeEmpty();
        json.GetProperty("warnings").ValueKind.Should().Be(JsonValueKind.Array);
        JsonElement p50 = json.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "sched.latency.p50");
        p50.GetProperty("verdict").GetString().Should().Be("improved");
        p50.GetProperty("baseline").GetProperty("n").GetInt32().Should().Be(8);
        p50.GetProperty("baseline").GetProperty("values").GetArrayLength().Should().Be(8);
    }

    [Fact]
    public async Task Files_may_follow_one_another_as_a_shell_gives_them()
    {
        string[] before = [.. Enumerable.Range(1, 8).Select(i => TestData.Path($"tuning/workers/before-{i}.trace.gz"))];
        string[] after = [.. Enumerable.Range(1, 8).Select(i => TestData.Path($"tuning/workers/after-{i}.trace.gz"))];
        CliResult result = await Tool.RunAsync(["compare", "--baseline", .. before, "--candidate", .. after]);
        result.Output.Should().Be((await CompareAsync("workers")).Output);
    }

    [Fact]
    public async Task Whoever_names_figures_judges_by_them()
    {
        JsonElement json = JsonElement.Parse((await CompareAsync("workers", "--metric", "sched.latency.*", "--metric", "preemptions.count", "--format", "json")).Output);
        json.GetProperty("figures").EnumerateArray().Where(f => f.GetProperty("primary").GetBoolean()).Select(f => f.GetProperty("name").GetString())
            .Should().OnlyContain(n => n!.StartsWith("sched.latency.") || n == "preemptions.count").And.Contain("preemptions.count");

        CliResult unknown = await CompareAsync("workers", "--metric", "nix");
        unknown.ExitCode.Should().Be(1);
        unknown.Error.Should().StartWith("gotrace: there is no figure \"nix\"; there are ");
    }

    [Fact]
    public async Task All_shows_every_figure()
    {
        string few = (await CompareAsync("workers")).Output;
        string all = (await CompareAsync("workers", "--all")).Output;
        few.Should().NotContain("gc.cycles");
        all.Should().Contain("gc.cycles").And.Contain("trace.duration");
    }

    private static string[] Sides(string change, string baseline, string candidate) =>
    [
        "compare",
        "--baseline", TestData.Path($"tuning/{change}/{baseline}-*.trace.gz"),
        "--candidate", TestData.Path($"tuning/{change}/{candidate}-*.trace.gz"),
    ];

    private static Task<CliResult> CompareAsync(string change, params string[] options) => Tool.RunAsync([.. Sides(change, "before", "after"), .. options]);
}
