using System.Text;
using System.Text.Json;
using GoTrace.Documents.Tests.Support;

namespace GoTrace.Documents.Tests;

/// <summary>
/// docs/figures.md has every member of the JSON: its last part is made from the schema, which another test
/// holds against the code. GOTRACE_ACCEPT=1 writes it anew.
/// </summary>
public sealed class FigureTests
{
    private const string Document = "docs/figures.md";
    private const string Heading = "## Every member\n";

    [Fact]
    public void Every_member_of_the_json_is_there()
    {
        string text = Repository.Read(Document);
        int at = text.IndexOf(Heading, StringComparison.Ordinal);
        string wanted = Heading + "\n" + Reference();
        if (Environment.GetEnvironmentVariable("GOTRACE_ACCEPT") == "1")
        {
            text = (at < 0 ? text.TrimEnd('\n') + "\n\n" : text[..at]) + wanted;
            File.WriteAllText(Repository.At(Document), text);
        }

        text.Should().EndWith(wanted, "{0} has it so", Document);
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
}
