using System.Text.Json;
using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests;

public sealed class AdviseCommandTests
{
    private const string Spin = "tuning/gosched/before-1.trace.gz";
    private const string Quiet = "traces/go1.27/empty.trace";

    [Fact]
    public async Task Says_what_to_change_and_nothing_where_nothing_is_wrong()
    {
        CliResult result = await Tool.RunAsync("advise", TestData.Path(Spin), TestData.Path(Quiet));

        result.ExitCode.Should().Be(0);
        result.Output.Should().Contain("gosched-spin").And.Contain("verify").And.Contain("empty.trace: nothing to say");
    }

    [Fact]
    public async Task Tells_programs_the_same()
    {
        CliResult result = await Tool.RunAsync("advise", "--format", "json", TestData.Path(Spin), TestData.Path(Quiet));

        JsonElement json = JsonElement.Parse(result.Output);
        json.GetProperty("schema_version").GetInt32().Should().Be(1);
        json.GetProperty("traces")[0].GetProperty("findings")[0].GetProperty("rule").GetString().Should().Be("gosched-spin");
        json.GetProperty("traces")[1].GetProperty("findings").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task A_trace_that_is_none_is_one_sentence() =>
        (await Tool.RunAsync("advise", TestData.Path("make"))).ExitCode.Should().Be(2);
}
