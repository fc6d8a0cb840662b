using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GoTrace.Analysis.Reporting;
using GoTrace.Analysis.Tests.Figures;
using GoTrace.Analysis.Tests.Support;

namespace GoTrace.Analysis.Tests.Json;

/// <summary>The JSON form of an analysis, and its schema.</summary>
public sealed class JsonFormTests
{
    // Set it to 1 to have the schema written anew from the types and their documentation.
    private const string UpdateVariable = "GOTRACE_ACCEPT";

    private static readonly string SchemaPath = Path.Combine(TestData.Root, "../docs/schema/summary.schema.json");

    public static TheoryData<string> Traces => TestTraces.All;

    [Fact]
    public void The_schema_is_that_of_the_types()
    {
        var options = new JsonSerializerOptions(AnalysisJsonContext.Default.Options);
        JsonObject schema = new SchemaWriter(options).Write(typeof(TraceAnalysis), $"urn:gotrace:summary:{TraceAnalysis.CurrentSchemaVersion}");
        schema["properties"]!["schema_version"]!["const"] = TraceAnalysis.CurrentSchemaVersion;
        string text = schema.ToJsonString(new JsonSerializerOptions
        {
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }) + "\n";
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(SchemaPath)!);
            File.WriteAllText(SchemaPath, text);
        }

        File.ReadAllText(SchemaPath).Should().Be(text, "docs/schema is written with {0}=1", UpdateVariable);
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task What_is_written_is_as_the_schema_says(string name)
    {
        using JsonDocument schema = JsonDocument.Parse(await File.ReadAllTextAsync(SchemaPath, TestContext.Current.CancellationToken));
        var validator = new SchemaValidator(schema.RootElement);
        foreach (TimeBase timeBase in Enum.GetValues<TimeBase>())
        {
            using JsonDocument written = JsonDocument.Parse((await AnalyzeAsync(name, PlainFigures.Options(timeBase))).ToJson());

            validator.Validate(written.RootElement).Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData(FigureSets.None)]
    [InlineData(FigureSets.Goroutines)]
    [InlineData(FigureSets.Machine)]
    public async Task What_is_left_out_is_as_the_schema_says(FigureSets figures)
    {
        using JsonDocument schema = JsonDocument.Parse(await File.ReadAllTextAsync(SchemaPath, TestContext.Current.CancellationToken));
        TraceAnalysis found = await AnalyzeAsync("go1.27/http.trace.gz", new AnalysisOptions { Figures = figures });
        using JsonDocument written = JsonDocument.Parse(found.ToJson());

        new SchemaValidator(schema.RootElement).Validate(written.RootElement).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task What_was_written_is_read_back(string name)
    {
        string json = (await AnalyzeAsync(name, PlainFigures.Options(TimeBase.Recorded))).ToJson();

        TraceAnalysis.FromJson(json).ToJson().Should().Be(json);
        JsonSerializer.Deserialize(json, AnalysisJsonContext.Default.TraceAnalysis)!.ToJson().Should().Be(json);
    }

    [Fact]
    public void Members_are_in_snake_case_and_say_their_unit()
    {
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(SchemaPath));
        JsonElement[] objects = [schema.RootElement, .. schema.RootElement.GetProperty("$defs").EnumerateObject().Select(d => d.Value)];
        string[] names = [.. objects.SelectMany(o => o.GetProperty("properties").EnumerateObject()).Select(p => p.Name).Distinct()];

        names.Should().HaveCountGreaterThan(100).And.OnlyContain(n => IsSnakeCase(n));
        names.Where(n => n.EndsWith("_ns", StringComparison.Ordinal)).Should().HaveCountGreaterThan(20);
        objects.Should().OnlyContain(o => o.GetProperty("description").GetString()!.Length > 0);
    }

    private static bool IsSnakeCase(string name) =>
        char.IsAsciiLetterLower(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static Task<TraceAnalysis> AnalyzeAsync(string name, AnalysisOptions options) =>
        TraceAnalyzer.AnalyzeAsync(TestTraces.PathOf(name), options, cancellationToken: TestContext.Current.CancellationToken);
}
