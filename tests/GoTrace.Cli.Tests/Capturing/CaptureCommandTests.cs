using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests.Capturing;

public sealed class CaptureCommandTests
{
    private static readonly byte[] Trace = TestData.Read("traces/go1.27/generations.trace.gz");

    [Fact]
    public async Task A_trace_is_kept_as_it_came()
    {
        using var folder = new TempFolder();
        using var server = TraceServer.Of(Trace);

        CliResult result = await Tool.RunAsync("capture", server.Host, "-o", folder.At("app.trace"));

        result.ExitCode.Should().Be(0, result.Error);
        (await File.ReadAllBytesAsync(folder.At("app.trace"), TestContext.Current.CancellationToken)).Should().Equal(Trace);
        result.Output.Should().Be(folder.At("app.trace") + "\n");
        result.Error.Should().MatchRegex($@"app\.trace: [0-9.]+kB, {await EventsOfAsync(folder.At("app.trace"))} events\n");
        Directory.GetFiles(folder.Path).Should().ContainSingle();
    }

    [Theory]
    [InlineData("http://{0}", "GET /debug/pprof/trace?seconds=5 ")]
    [InlineData("http://{0}/debug/pprof/", "GET /debug/pprof/trace?seconds=5 ")]
    [InlineData("http://{0}/debug/pprof/trace?seconds=2", "GET /debug/pprof/trace?seconds=2 ")]
    [InlineData("http://{0}/own/trace?x=1", "GET /own/trace?x=1&seconds=5 ")]
    public async Task An_address_may_be_short(string address, string request)
    {
        using var folder = new TempFolder();
        using var server = TraceServer.Of(Trace);

        CliResult result = await Tool.RunAsync(
            "capture", string.Format(System.Globalization.CultureInfo.InvariantCulture, address, server.Host), "-o", folder.At("app.trace"));

        result.ExitCode.Should().Be(0, result.Error);
        server.Requests.Should().ContainSingle().Which.Should().StartWith(request);
    }

    [Fact]
    public async Task Seconds_and_headers_are_sent()
    {
        using var folder = new TempFolder();
        using var server = TraceServer.Of(Trace);

        await Tool.RunAsync(
            "capture", server.Host + "/debug/pprof/trace?seconds=9", "--seconds", "1.5", "--header", "X-Key: abc", "-o", folder.At("app.trace"));

        server.Requests.Should().ContainSingle().Which.Should().StartWith("GET /debug/pprof/trace?seconds=1.5 ").And.Contain("X-Key: abc");
    }

    [Fact]
    public async Task Several_are_numbered()
    {
        using var folder = new TempFolder();
        using var server = TraceServer.Of(Trace);

        CliResult result = await Tool.RunAsync("capture", server.Host, "--count", "3", "--every", "10ms", "-o", folder.At("app.trace"));

        result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(f => Path.GetFileName(f))
            .Should().Equal("app-1.trace", "app-2.trace", "app-3.trace");
        Directory.GetFiles(folder.Path).Should().HaveCount(3);
        server.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_services_words()
    {
        using var folder = new TempFolder();
        using var server = TraceServer.Of("500 Internal Server Error", "Could not enable tracing: tracing is already enabled\n");

        CliResult result = await Tool.RunAsync("capture", server.Host, "-o", folder.At("app.trace"));

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain("it answers 500").And.Contain("tracing is already enabled");
        Directory.GetFiles(folder.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_told()
    {
        using var folder = new TempFolder();
        string host;
        using (var server = TraceServer.Of(Trace))
        {
            host = server.Host;
        }

        CliResult result = await Tool.RunAsync("capture", host, "-o", folder.At("app.trace"));

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain("can't be reached");
    }

    [Fact]
    public async Task What_came_before_a_connection_broke_is_kept_and_told()
    {
        using var folder = new TempFolder();
        byte[] half = Trace[..(Trace.Length / 2)];
        using var server = new TraceServer((stream, stop) => TraceServer.AnswerAsync(stream, "200 OK", half, Trace.Length, stop));

        CliResult result = await Tool.RunAsync("capture", server.Host, "-o", folder.At("app.trace"));

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain("app.trace is not whole: the connection broke");
        (await File.ReadAllBytesAsync(folder.At("app.trace"), TestContext.Current.CancellationToken)).Should().Equal(half);
    }

    [Fact]
    public async Task What_is_no_trace_is_kept_and_told()
    {
        using var folder = new TempFolder();
        using var server = TraceServer.Of("200 OK", "<html>not here</html>");

        CliResult result = await Tool.RunAsync("capture", server.Host, "-o", folder.At("app.trace"));

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain("app.trace is not whole");
        (await File.ReadAllTextAsync(folder.At("app.trace"), TestContext.Current.CancellationToken)).Should().Be("<html>not here</html>");
    }

    [Fact]
    public async Task A_stop_keeps_what_came()
    {
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();
        byte[] half = Trace[..(Trace.Length / 2)];
        using var server = new TraceServer(async (stream, end) =>
        {
            await TraceServer.AnswerAsync(stream, "200 OK", half, Trace.Length, end);
            await Task.Delay(Timeout.InfiniteTimeSpan, end);
        });
        Task<CliResult> running = Tool.RunAsync(new Tool.Setting { Stop = stop.Token }, "capture", server.Host, "-o", folder.At("app.trace"));
        while (!File.Exists(folder.At("app.trace.part")) || new FileInfo(folder.At("app.trace.part")).Length == 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        CliResult result = await running;

        result.ExitCode.Should().Be(130);
        byte[] kept = await File.ReadAllBytesAsync(folder.At("app.trace"), TestContext.Current.CancellationToken);
        kept.Should().NotBeEmpty();
        half.AsSpan().StartsWith(kept).Should().BeTrue();
        result.Error.Should().Contain("stopped before its end").And.Contain($", {await EventsOfAsync(folder.At("app.trace"))} events\n");
    }

    [Fact]
    public async Task A_service_that_never_ends_is_cut_off()
    {
        using var folder = new TempFolder();
        using var server = new TraceServer(async (stream, end) =>
        {
            await TraceServer.AnswerAsync(stream, "200 OK", Trace[..1000], Trace.Length, end);
            await Task.Delay(Timeout.InfiniteTimeSpan, end);
        });

        CliResult result = await Tool.RunAsync("capture", server.Host, "--timeout", "500ms", "-o", folder.At("app.trace"));

        result.ExitCode.Should().Be(2);
        result.Error.Should().MatchRegex("took too long|answer in time");
    }

    [Theory]
    [InlineData("http://")]
    [InlineData("a b")]
    public async Task No_address_is_told(string address)
    {
        CliResult result = await Tool.RunAsync("capture", address, "-o", "x.trace");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("is no address");
    }

    private static async Task<long> EventsOfAsync(string file) =>
        (await Tool.RunAsync("summary", file, "--format", "json")).Json.GetProperty("events").GetInt64();
}
