using System.IO.Compression;
using System.Text;
using System.Text.Json;
using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests;

public sealed class EventsCommandTests : IDisposable
{
    private const string Trace = "traces/go1.26/annotations.trace";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The texts were written by Go's tool, with UTC as time zone: only wall clocks tell it.
    [Theory]
    [InlineData("parsed")]
    [InlineData("wire")]
    public async Task Events_are_as_Go_prints_them(string format)
    {
        Assert.SkipUnless(TimeZoneInfo.Local.BaseUtcOffset == TimeSpan.Zero, "Go's tool writes wall clocks in the zone of the machine");
        CliResult result = await Tool.RunAsync("events", "--format", format, TestData.Path(Trace));
        result.ExitCode.Should().Be(0);
        result.Error.Should().BeEmpty();
        result.Output.Should().Be(Encoding.UTF8.GetString(Unpack($"expected/texts/go1.26-annotations.trace.{format}.gz")));
    }

    [Fact]
    public async Task Events_are_an_object_of_json_a_line()
    {
        CliResult result = await Tool.RunAsync("events", "--format", "json", TestData.Path(Trace));
        JsonElement[] events = [.. result.Output.TrimEnd('\n').Split('\n').Select(l => JsonElement.Parse(l))];
        CliResult summary = await Tool.RunAsync("summary", "--format", "json", TestData.Path(Trace));
        events.Should().HaveCount(JsonElement.Parse(summary.Output).GetProperty("events").GetInt32());
        events.Select(e => e.GetProperty("kind").GetString()).Should().Contain(["state_transition", "region_begin", "task_end", "log"]);
    }

    [Theory]
    [InlineData("parsed")]
    [InlineData("wire")]
    [InlineData("json")]
    public async Task Events_go_to_a_file_where_that_is_asked_for(string format)
    {
        string file = _folder.At("events");
        CliResult result = await Tool.RunAsync("events", "--format", format, "-o", file, TestData.Path(Trace));
        result.ExitCode.Should().Be(0);
        result.Output.Should().BeEmpty();
        File.ReadAllText(file).Should().Be((await Tool.RunAsync("events", "--format", format, TestData.Path(Trace))).Output);
    }

    [Theory]
    [InlineData("parsed")]
    [InlineData("wire")]
    [InlineData("json")]
    public async Task Events_come_from_the_standard_input_too(string format)
    {
        CliResult result = await Tool.RunAsync(
            new Tool.Setting { Input = new MemoryStream(TestData.Read(Trace)) }, "events", "--format", format, "-");
        result.Output.Should().Be((await Tool.RunAsync("events", "--format", format, TestData.Path(Trace))).Output).And.NotBeEmpty();
    }

    [Fact]
    public async Task A_file_is_not_overwritten_with_its_own_events()
    {
        string trace = _folder.Add("a.trace", TestData.Read(Trace));
        CliResult result = await Tool.RunAsync("events", trace, "--output", trace);
        result.ExitCode.Should().Be(1);
        result.Error.Should().Be($"gotrace: {trace} is the trace itself: it would be overwritten\n");
        File.ReadAllBytes(trace).Should().Equal(TestData.Read(Trace));
    }

    [Fact]
    public async Task A_place_that_is_not_there_is_told()
    {
        string where = _folder.At("nix/events");
        CliResult result = await Tool.RunAsync("events", TestData.Path(Trace), "-o", where);
        result.ExitCode.Should().Be(1);
        result.Error.Should().StartWith($"gotrace: {where} can't be written: ");
    }

    [Fact]
    public async Task Events_of_several_traces_are_refused()
    {
        CliResult result = await Tool.RunAsync("events", TestData.Path("tuning/workers/*.gz"));
        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("matches 16 files: events come of one trace at a time");
    }

    [Fact]
    public async Task Where_a_trace_is_cut_its_events_end_and_that_is_said()
    {
        byte[] whole = TestData.Read("traces/go1.26/http.trace.gz");
        string cut = _folder.Add("cut.trace", whole[..(whole.Length * 9 / 10)]);
        CliResult result = await Tool.RunAsync("events", "--format", "json", cut);
        result.ExitCode.Should().Be(0);
        result.Output.Should().NotBeEmpty();
        result.Error.Should().StartWith($"gotrace: warning: {cut}: part of it gave no events (");
    }

    // As Go's tool prints it there is next to nothing: how much more there is only json can tell.
    [Theory]
    [InlineData("traces/go1.26/http.trace.gz", 10)]
    [InlineData("traces/go1.27/generations.trace.gz", 60)]
    public async Task Where_Go_gives_up_no_number_is_told_but_where_the_rest_is(string trace, int percent)
    {
        byte[] whole = TestData.Read(trace);
        string cut = _folder.Add("cut.trace", whole[..(int)((long)whole.Length * percent / 100)]);
        CliResult parsed = await Tool.RunAsync("events", cut);
        CliResult json = await Tool.RunAsync("events", "--format", "json", cut);
        parsed.ExitCode.Should().Be(0);
        json.ExitCode.Should().Be(0);
        int printed = parsed.Output.Split('\n').Count(l => l.StartsWith("M=", StringComparison.Ordinal));
        json.Output.Count(c => c == '\n').Should().BeGreaterThan(1000 + printed);
        parsed.Error.Should().StartWith($"gotrace: warning: {cut}: Go's reader gives up: ")
            .And.MatchRegex("; --format json has all that can be read\n").And.NotContain("more events").And.NotContain("no event could");
    }

    // C threads that call into Go, before 1.21: Go refuses the trace, and no event of it is lost.
    [Fact]
    public async Task Where_nothing_is_lost_that_is_said()
    {
        CliResult result = await Tool.RunAsync("events", "--format", "json", TestData.Path("traces/go1.19/cgo-callbacks.trace"));
        result.ExitCode.Should().Be(0);
        result.Error.Should().Contain("it is not as a trace should be (a goroutine appears").And.EndWith("all of its events were written\n");
    }

    private static byte[] Unpack(string file)
    {
        using var packed = new GZipStream(File.OpenRead(TestData.Path(file)), CompressionMode.Decompress);
        var plain = new MemoryStream();
        packed.CopyTo(plain);
        return plain.ToArray();
    }
}
