using System.Globalization;
using System.Text.RegularExpressions;
using GoTrace.Cli.Tests.Capturing;
using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests;

/// <summary>What is looked at again and again.</summary>
public sealed partial class WatchTests
{
    private const string Trace = "traces/go1.27/generations.trace.gz";

    // What does not come is waited for, but not forever.
    [Fact(Timeout = 300_000)]
    public async Task A_growing_file_is_read_as_far_as_it_is()
    {
        using var folder = new TempFolder();
        byte[] bytes = TestData.Read(Trace);
        string file = folder.At("app.trace");
        string whole = (await Tool.RunAsync("summary", folder.Add("whole.trace", bytes))).Output;
        using var output = new SeenStream();
        using var talk = new WatchingWriter("there is no such file yet");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<CliResult> run = Tool.RunAsync(
            new Tool.Setting { Output = output, Error = talk, Stop = stop.Token }, "summary", "--watch", "--every", "10ms", file);

        await talk.Seen.Task.WaitAsync(TestContext.Current.CancellationToken);
        folder.Add("app.trace", bytes[..10]);
        folder.Add("app.trace", bytes[..(bytes.Length / 2)]);
        await output.Until(text => Events().Count(text) > 0);
        long half = Count(Events().Matches(output.Text)[^1]);
        folder.Add("app.trace", bytes);
        await output.Until(text => text.EndsWith(Unnamed(whole), StringComparison.Ordinal));
        await stop.CancelAsync();

        (await run).ExitCode.Should().Be(130);
        half.Should().BeInRange(1, Count(Events().Match(whole)) - 1);
        output.Text.Should().Contain("app.trace  format go").And.NotContain("\e");

        static string Unnamed(string report) => report[report.IndexOf("  format", StringComparison.Ordinal)..];
        static long Count(Match events) => long.Parse(events.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_live_service_is_traced_again_and_again_on_one_screen()
    {
        using TraceServer server = TraceServer.Of(TestData.Read("traces/go1.27/annotations.trace"));
        using var output = new SeenStream();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<CliResult> run = Tool.RunAsync(
            new Tool.Setting { Output = output, Stop = stop.Token, CanRedraw = true, Width = 70, Height = 12 },
            "summary", "--watch", "--every", "10ms", "--header", "X-Who: me", $"http://{server.Host}?seconds=1");

        await output.Until(text => text.Contains("trace 3,", StringComparison.Ordinal));
        await stop.CancelAsync();

        (await run).ExitCode.Should().Be(130);
        server.Requests[2].Should().StartWith("GET /debug/pprof/trace?seconds=1 ").And.Contain("X-Who: me");
        string[] screens = output.Text.Split("\e[H");
        screens[0].Should().Be("\e[2J");
        screens[2].Should().StartWith($"http://{server.Host}/debug/pprof/trace?seconds=1: trace 2, ").And.EndWith("\n\e[J");
        string[] lines = screens[2].Split('\n');
        lines.Should().HaveCount(12).And.OnlyContain(l => l.Replace("\e[K", "", StringComparison.Ordinal).Length <= 70);
    }

    [Theory]
    [InlineData(1, "--watch looks at one file, or one address", "a.trace", "b.trace")]
    [InlineData(1, "--watch looks at one file, or one address", "-")]
    [InlineData(1, "--watch writes text only", "a.trace", "--format", "md")]
    [InlineData(2, "it can't be reached", "http://127.0.0.1:1")]
    [InlineData(2, "this is a folder", "{root}")]
    [InlineData(2, "is no Go execution trace", "{root}/programs/go.mod")]
    public async Task What_can_not_be_watched_is_said(int exitCode, string error, params string[] args)
    {
        CliResult result = await Tool.RunAsync(
            ["summary", "--watch", .. args.Select(a => a.Replace("{root}", TestData.Root, StringComparison.Ordinal))]);
        result.ExitCode.Should().Be(exitCode);
        result.Error.Should().Contain(error);
    }

    [GeneratedRegex("([0-9,]+) events")]
    private static partial Regex Events();
}
