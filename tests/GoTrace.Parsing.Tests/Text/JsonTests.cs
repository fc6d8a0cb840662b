using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GoTrace.Parsing.Tests.Support;
using GoTrace.Parsing.Text;

namespace GoTrace.Parsing.Tests.Text;

public sealed partial class JsonTests
{
    public static TheoryData<string> Traces =>
        [.. GoldenTextTests.WholeTexts.Select(t => t.Data).Where(n => n.EndsWith("parsed.gz", StringComparison.Ordinal))];

    // All that Go's text tells but the frames' addresses can be made from the objects again.
    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Tells_what_Go_tells(string name)
    {
        string[] parts = name.Split('-', 2);
        string trace = $"traces/{parts[0]}/{parts[1].Replace(".parsed.gz", "", StringComparison.Ordinal)}";

        List<string> text = [];
        foreach (string line in (await Write(TraceReader.Open(TestTraces.PathOf(trace)))).TrimEnd('\n').Split('\n'))
        {
            using JsonDocument json = JsonDocument.Parse(line);
            AsGo(json.RootElement, text);
        }

        string expected = NotUtf8().Replace(Address().Replace(GoldenTextTests.Whole(name), ""), "\uFFFD");
        text.Should().Equal(expected.TrimEnd('\n').Split('\n'));
    }

    // Objects that can be read, whatever is in the trace.
    [Theory]
    [InlineData("traces/go1.23/allocfree.trace.gz")]
    [InlineData("traces/go1.27/allocfree.trace.gz")]
    [InlineData("traces/go1.26/cpuprofile.trace")]
    [InlineData("traces/go1.24/boundaries.trace.gz")]
    [InlineData("traces/go1.27/cgo-callbacks.trace")]
    [InlineData("traces/go1.25/coroutines.trace.gz")]
    [InlineData("traces/go1.27/annotations.trace")]
    public async Task Is_JSON(string trace)
    {
        ExpectedText expected = TestTraces.Texts.Single(t => t.Trace == trace && t.Form == "parsed");
        string text = await Write(TraceReader.Open(TestTraces.PathOf(trace)));
        (_, TraceTextResult parsed) = await Texts.ParsedAsync(TraceReader.Open(TestTraces.PathOf(trace)));

        string[] lines = text.TrimEnd('\n').Split('\n');

        lines.Should().HaveCount((int)parsed.EventCount);
        expected.Lines.Should().BeGreaterThan(lines.Length);
        foreach (string line in lines)
        {
            using JsonDocument json = JsonDocument.Parse(line);
            json.RootElement.EnumerateObject().Select(p => p.Name).Take(7)
                .Should().Equal("time_ns", "go_time_ns", "kind", "type", "m", "p", "g");
            json.RootElement.EnumerateObject().Select(p => p.Name).Should().OnlyHaveUniqueItems();
        }
    }

    [Fact]
    public async Task Has_these_members()
    {
        byte[] trace = TraceAssembler.Assemble(
            """
            go 1.25
            clock 3 100
            experiment 1 3 10 100
              bytes 00 01 ff
            batch 3 10 100
              ProcStatus 1 0 1
              GoStatus 1 1 10 2
              SpanAlloc 1 7 18446744073709551615 3
              GoCreate 1 2 1 2
              GoStop 1 3 2
              GCSweepBegin 1 0
              GCSweepEnd 1 8192 0
            batch 3 none 100
              Stacks
              Stack 1 | 0x10 1 2 3
              Stack 2 | 0x11 4 2 5 | 0x12 1 2 6
            batch 3 none 100
              Strings
              String 1 "main.\"f\"\x07\xff"
              String 2 "f.go"
              String 3 "preempted"
              String 4 "main.g"
            """);

        (await Write(TraceReader.Create(trace.AsMemory()))).Should().Be(
            """
            {"time_ns":100,"go_time_ns":100,"kind":"sync","type":"Sync","m":null,"p":null,"g":null,"n":1,"generation":3,"clock":{"time_ns":101,"monotonic_ns":77,"wall":"2023-11-14T22:13:20.123456Z"},"experimental_batches":[{"experiment":1,"m":10,"data":"AAH/"}]}
            {"time_ns":101,"go_time_ns":101,"kind":"state_transition","type":"ProcStatus","m":10,"p":null,"g":null,"resource":{"p":0},"from":"undetermined","to":"running"}
            {"time_ns":102,"go_time_ns":102,"kind":"state_transition","type":"GoStatus","m":10,"p":0,"g":null,"resource":{"g":1},"from":"undetermined","to":"running","reason":""}
            {"time_ns":103,"go_time_ns":103,"kind":"experimental","type":"SpanAlloc","m":10,"p":0,"g":1,"experiment":"AllocFree","args":{"id":7,"npages_value":18446744073709551615,"kindclass":3}}
            {"time_ns":104,"go_time_ns":104,"kind":"state_transition","type":"GoCreate","m":10,"p":0,"g":1,"resource":{"g":2},"from":"not_exist","to":"runnable","reason":"","transition_stack":[{"function":"main.\"f\"\u0007�","file":"f.go","line":3}],"stack":[{"function":"main.g","file":"f.go","line":5},{"function":"main.\"f\"\u0007�","file":"f.go","line":6}]}
            {"time_ns":105,"go_time_ns":105,"kind":"state_transition","type":"GoStop","m":10,"p":0,"g":1,"resource":{"g":1},"from":"running","to":"runnable","reason":"preempted","stack":[{"function":"main.g","file":"f.go","line":5},{"function":"main.\"f\"\u0007�","file":"f.go","line":6}]}
            {"time_ns":106,"go_time_ns":106,"kind":"range_begin","type":"GCSweepBegin","m":10,"p":0,"g":null,"range":"GC incremental sweep","scope":{"p":0}}
            {"time_ns":107,"go_time_ns":107,"kind":"range_end","type":"GCSweepEnd","m":10,"p":0,"g":null,"range":"GC incremental sweep","scope":{"p":0},"swept_bytes":8192,"reclaimed_bytes":0}
            {"time_ns":107,"go_time_ns":108,"kind":"sync","type":"Sync","m":null,"p":null,"g":null,"n":2}

            """.ReplaceLineEndings("\n").Replace("\"main.\"f\"", "\"main.\\\"f\\\"", StringComparison.Ordinal));
    }

    // It goes on where Go's reader gives up.
    [Fact]
    public async Task Tells_all_that_can_be_read()
    {
        byte[] whole = TestTraces.Read("traces/go1.26/empty.trace");

        string all = await Write(TraceReader.Create(whole.AsMemory()));
        string cut = await Write(TraceReader.Create(whole.AsMemory(0, whole.Length - 1)));

        Recorded(cut).Should().Equal(Recorded(all));

        static IEnumerable<string> Recorded(string text) => text.TrimEnd('\n').Split('\n')
            .Where(l => !l.Contains("\"type\":null", StringComparison.Ordinal))
            .Select(l => GoTime().Replace(l, ""));
    }

    private static async Task<string> Write(TraceReader reader)
    {
        using var output = new MemoryStream();
        await Texts.WriteAsync("json", reader, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static void AsGo(JsonElement e, List<string> lines)
    {
        var first = new StringBuilder();
        first.Append(CultureInfo.InvariantCulture, $"M={Id(e, "m")} P={Id(e, "p")} G={Id(e, "g")} {Pascal(Text(e, "kind"))} Time={Raw(e, "go_time_ns")}");
        switch (Text(e, "kind"))
        {
            case "state_transition":
                JsonProperty resource = e.GetProperty("resource").EnumerateObject().Single();
                first.Append(CultureInfo.InvariantCulture, $" {(resource.Name == "g" ? "GoID" : "ProcID")}={resource.Value.GetRawText()}");
                first.Append(CultureInfo.InvariantCulture, $" {Pascal(Text(e, "from"))}->{Pascal(Text(e, "to"))}");
                first.Append(" Reason=" + (resource.Name == "g" ? Quoted(e, "reason") : "\"\""));
                break;
            case "metric":
                first.Append(CultureInfo.InvariantCulture, $" Name={Quoted(e, "metric")} Value=Value{{Uint64({Raw(e, "value")})}}");
                break;
            case "range_begin" or "range_active" or "range_end":
                first.Append(CultureInfo.InvariantCulture, $" Name={Quoted(e, "range")} Scope={Scope(e.GetProperty("scope"))}");
                if (Text(e, "kind") == "range_end")
                {
                    first.Append(" Attributes=[");
                    first.Append(e.TryGetProperty("swept_bytes", out JsonElement swept)
                        ? $"\"bytes swept\"=Value{{Uint64({swept.GetRawText()})}} \"bytes reclaimed\"=Value{{Uint64({Raw(e, "reclaimed_bytes")})}}]"
                        : "]");
                }

                break;
            case "task_begin" or "task_end":
                first.Append(CultureInfo.InvariantCulture, $" ID={Raw(e, "task")} Parent={Raw(e, "parent").Replace("null", "18446744073709551615", StringComparison.Ordinal)} Type={Quoted(e, "name")}");
                break;
            case "region_begin" or "region_end":
                first.Append(CultureInfo.InvariantCulture, $" Task={Raw(e, "task")} Type={Quoted(e, "name")}");
                break;
            case "log":
                first.Append(CultureInfo.InvariantCulture, $" Task={Raw(e, "task")} Category={Quoted(e, "category")} Message={Quoted(e, "message")}");
                break;
            case "label":
                first.Append(CultureInfo.InvariantCulture, $" Label={Quoted(e, "label")} Resource={Scope(e.GetProperty("resource"))}");
                break;
            case "sync":
                first.Append(CultureInfo.InvariantCulture, $" N={Raw(e, "n")}");
                if (e.TryGetProperty("clock", out JsonElement clock))
                {
                    first.Append(CultureInfo.InvariantCulture, $" Trace={Raw(clock, "time_ns")} Mono={Raw(clock, "monotonic_ns")} Wall={Text(clock, "wall")}");
                }

                break;
        }

        lines.Add(first.ToString());
        bool isCreate = Text(e, "type") is "GoCreate" or "GoCreateBlocked";
        bool has = e.TryGetProperty("stack", out JsonElement stack);
        bool hasOther = e.TryGetProperty("transition_stack", out JsonElement other);
        if (Text(e, "kind") == "state_transition" && (isCreate || hasOther || (has && Text(e, "type") is not "GoUnblock")))
        {
            lines.Add("TransitionStack=");
            Frames(hasOther || isCreate ? other : stack, lines);
        }

        if (has)
        {
            lines.Add("Stack=");
            Frames(stack, lines);
        }
    }

    private static void Frames(JsonElement frames, List<string> lines)
    {
        if (frames.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement frame in frames.EnumerateArray())
            {
                lines.Add("\t" + Text(frame, "function"));
                lines.Add($"\t\t{Text(frame, "file")}:{Raw(frame, "line")}");
            }
        }

        lines.Add("");
    }

    private static string Scope(JsonElement resource)
    {
        if (resource.ValueKind == JsonValueKind.Null)
        {
            return "None";
        }

        JsonProperty id = resource.EnumerateObject().Single();
        return $"{(id.Name == "g" ? "Goroutine" : "Proc")}({id.Value.GetRawText()})";
    }

    private static string Id(JsonElement e, string name) => e.GetProperty(name).ValueKind == JsonValueKind.Null ? "-1" : Raw(e, name);

    private static string Raw(JsonElement e, string name) => e.GetProperty(name).GetRawText();

    private static string Text(JsonElement e, string name) => e.GetProperty(name).GetString()!;

    private static string Pascal(string name) =>
        string.Concat(name.Split('_').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    private static string Quoted(JsonElement e, string name)
    {
        using var buffer = new TextBuffer();
        GoQuote.Write(buffer, Encoding.UTF8.GetBytes(Text(e, name)));
        return Encoding.UTF8.GetString(buffer.Waiting.Span);
    }

    [GeneratedRegex("\"go_time_ns\":[0-9]+,")]
    private static partial Regex GoTime();

    [GeneratedRegex(" @ 0x[0-9a-f]+$", RegexOptions.Multiline)]
    private static partial Regex Address();

    [GeneratedRegex(@"\\x[89a-f][0-9a-f]")]
    private static partial Regex NotUtf8();
}
