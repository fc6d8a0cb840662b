using GoTrace.Cli.Hosting;
using GoTrace.Cli.Inputs;
using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests;

public sealed class ProgressTests
{
    private const string Trace = "traces/go1.26/http.trace.gz";

    [Fact]
    public async Task Whoever_waits_sees_how_far_it_has_come_on_a_line_that_goes_away()
    {
        using var talk = new WatchingWriter("reading: ");
        byte[] trace = TestData.Read(Trace);
        using var input = new StallingStream(trace, trace.Length / 2, talk.Seen.Task);
        CliResult result = await Tool.RunAsync(
            new Tool.Setting { Input = input, Error = talk, IsErrorTerminal = true, Patience = TimeSpan.Zero }, "summary", "-");
        result.ExitCode.Should().Be(0);
        result.Output.Should().StartWith("standard input");
        talk.ToString().Should().MatchRegex("^(\r\e\\[Kreading: [^\r]*)+\r\e\\[K$");
    }

    [Theory]
    [InlineData(null, "reading: ██████████░░░░░░░░░░ 53%, ")]
    [InlineData(26, "reading: ██████████░░░░░░")]
    public async Task Of_a_file_a_bar_shows_the_share_as_far_as_there_is_room(int? width, string shown)
    {
        using var folder = new TempFolder();
        using var talk = new WatchingWriter("reading: ");
        using var terminal = new Terminal(Stream.Null, talk, () => Stream.Null) { IsErrorTerminal = true, Patience = TimeSpan.Zero, Width = width };
        await using var input = new TraceInput(new MemoryStream(new byte[1000]) { Position = 530 });
        using (var line = new ProgressLine(terminal, [folder.Add("a.trace", new byte[1000])]))
        using (line.Show(input))
        {
            await talk.Seen.Task.WaitAsync(TestContext.Current.CancellationToken);
        }

        string first = talk.ToString().Split('\r')[^2].Replace("\e[K", "", StringComparison.Ordinal);
        first.Should().StartWith(shown);
        first.Length.Should().BeLessThan(width ?? 80);
    }

    [Fact]
    public async Task Nothing_is_told_to_a_file()
    {
        using var input = new MemoryStream(TestData.Read(Trace));
        CliResult result = await Tool.RunAsync(new Tool.Setting { Input = input, Patience = TimeSpan.Zero }, "summary", "-");
        result.Error.Should().BeEmpty();
    }

    [Theory]
    [InlineData("summary", "-")]
    [InlineData("events", "-")]
    [InlineData("compare", "--baseline", "-", "--candidate", "{trace}")]
    public async Task A_command_stops_where_it_stands(params string[] args)
    {
        byte[] trace = TestData.Read(Trace);
        using var stop = new CancellationTokenSource();
        using var input = new StallingStream(trace, trace.Length / 2, new TaskCompletionSource().Task);
        Task<CliResult> run = Tool.RunAsync(
            new Tool.Setting { Input = input, Stop = stop.Token }, [.. args.Select(a => a.Replace("{trace}", TestData.Path(Trace)))]);
        await input.Stalled.Task.WaitAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        CliResult result = await run.WaitAsync(TestContext.Current.CancellationToken);
        result.ExitCode.Should().Be(130);
        result.Error.Should().BeEmpty();
    }
}
