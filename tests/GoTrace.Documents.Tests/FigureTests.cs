using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GoTrace.Documents.Tests.Support;

namespace GoTrace.Documents.Tests;

/// <summary>
/// docs/figures.md has every member of the JSON: its last parts are made from a comparison, and from the schema,
/// which another test holds against the code. GOTRACE_ACCEPT=1 writes them anew.
/// </summary>
public sealed partial class FigureTests
{
    private const string Document = "docs/figures.md";
    private const string Heading = "## Every figure of a comparison\n";
    private const string Comparisons = "## Comparisons\n";

    [Fact]
    public async Task Every_member_of_the_json_is_there()
    {
        string text = Repository.Read(Document);
        int at = text.IndexOf(Heading, StringComparison.Ordinal);
        string wanted = Heading + "\n" + Figures(await CompareAsync()) + "\n## Every member\n\n" + Reference();
        if (Environment.GetEnvironmentVariable("GOTRACE_ACCEPT") == "1")
        {
            text = (at < 0 ? text.TrimEnd('\n') + "\n\n" : text[..at]) + wanted;
            await File.WriteAllTextAsync(Repository.At(Document), text, TestContext.Current.CancellationToken);
        }

        text.Should().EndWith(wanted, "{0} has it so", Document);
    }

    [Fact]
    public async Task Every_member_of_a_comparison_is_there()
    {
        string text = Repository.Read(Document);
        string part = text[text.IndexOf(Comparisons, StringComparison.Ordinal)..text.IndexOf(Heading, StringComparison.Ordinal)];
        string[] named = [.. Code().Matches(part).Select(c => c.Groups[1].Value)];
        named.Should().Contain(Names(await CompareAsync()).Distinct());
    }

    private static async Task<JsonElement> CompareAsync()
    {
        string cases = Repository.At("testdata/tuning/procs");
        (_, string json, _) = await Tool.RunAsync(["compare", "--baseline", cases + "/before-*", "--candidate", cases + "/after-*", "--format", "json"]);
        JsonElement comparison = JsonElement.Parse(json);
        comparison.GetProperty("warnings").GetArrayLength().Should().BePositive("warnings have members, too");
        return comparison;
    }

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(m => Names(m.Value).Prepend(m.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    private static string Figures(JsonElement comparison)
    {
        var text = new StringBuilder("Those with a yes decide. The others are for understanding.\n\n| figure | unit | better | decides | meaning |\n|---|---|---|---|---|\n");
        foreach (JsonElement figure in comparison.GetProperty("figures").EnumerateArray())
        {
            string decides = figure.GetProperty("primary").GetBoolean() ? "yes" : "";
            string meaning = figure.GetProperty("meaning").GetString()!.Replace("\"work\"", "of the work", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"| `{figure.GetProperty("name")}` | `{figure.GetProperty("unit")}` | {figure.GetProperty("better")} | {decides} | {Line(meaning)} |\n");
        }

        return text.ToString();
    }

    private static string Reference()
    {
        JsonElement schema = JsonElement.Parse(Repository.Read("docs/schema/summary.schema.json"));
        var text = new StringBuilder("As [the schema](schema/summary.schema.json) has them, object by object; the schema also has their types.\n");
        Table(text, "a trace", schema);
        foreach (JsonProperty definition in schema.GetProperty("$defs").EnumerateObject())
        {
            Table(text, definition.Name, definition.Value);
        }

        return text.ToString();
    }

    private static void Table(StringBuilder text, string name, JsonElement definition)
    {
        string about = definition.TryGetProperty("description", out JsonElement d) ? d.GetString()! : "";
        text.Append("\n**").Append(name).Append("**: ").Append(Line(about)).Append("\n\n| member | meaning |\n|---|---|\n");
        foreach (JsonProperty member in definition.GetProperty("properties").EnumerateObject())
        {
            string meaning = member.Value.TryGetProperty("description", out JsonElement m) ? m.GetString()! : "";
            text.Append("| `").Append(member.Name).Append("` | ").Append(Line(meaning)).Append(" |\n");
            meaning.Should().NotBeEmpty("the schema says what {0} of {1} is", member.Name, name);
        }
    }

    private static string Line(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Code();
}
