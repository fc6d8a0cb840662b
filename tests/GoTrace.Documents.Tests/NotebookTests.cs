using System.Text.Json;
using System.Xml.Linq;
using GoTrace.Analysis;
using GoTrace.Analysis.Comparison;
using GoTrace.Documents.Tests.Support;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive.Formatting;

namespace GoTrace.Documents.Tests;

/// <summary>The notebook's cells run in their order, and what each ends with shows by itself.</summary>
// All of them change the folder that they work in, and where the console goes.
[Collection("the process")]
public sealed class NotebookTests
{
    private const string Notebook = "samples/notebook/gotrace.ipynb";

    [Fact]
    public async Task Its_cells_run_in_order()
    {
        using var folder = new WorkFolder();
        ScriptState<object>? state = null;
        var shown = new List<object>();
        ScriptOptions options = ScriptOptions.Default
            .AddReferences(typeof(object).Assembly, typeof(Enumerable).Assembly, typeof(TraceAnalysis).Assembly, typeof(Parsing.TraceReader).Assembly)
            .AddImports("System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading.Tasks");
        foreach (string cell in Cells("code"))
        {
            string code = Repository.WithPlaces(cell.Replace("../../testdata/", "testdata/", StringComparison.Ordinal));
            state = state is null
                ? await CSharpScript.RunAsync(code, options, cancellationToken: TestContext.Current.CancellationToken)
                : await state.ContinueWithAsync(code, options, cancellationToken: TestContext.Current.CancellationToken);
            if (state.ReturnValue is { } value)
            {
                shown.Add(value);
            }
        }

        shown.OfType<TraceAnalysis>().Should().HaveCount(1);
        shown.OfType<TraceComparison>().Should().HaveCount(1);
        foreach (object value in shown)
        {
            value.ToDisplayString("text/html").Should().NotBeEmpty();
        }

        XElement html = XElement.Parse("<div>" + shown.OfType<TraceAnalysis>().Single().ToDisplayString("text/html") + "</div>");
        html.Descendants("svg").Should().NotBeEmpty();
        html.Descendants("table").Should().NotBeEmpty();
    }

    [Fact]
    public void It_is_kept_without_outputs_and_for_csharp()
    {
        JsonElement notebook = JsonElement.Parse(Repository.Read(Notebook));
        notebook.GetProperty("nbformat").GetInt32().Should().Be(4);
        notebook.GetProperty("metadata").GetProperty("kernelspec").GetProperty("name").GetString().Should().Be(".net-csharp");
        notebook.GetProperty("cells").EnumerateArray()
            .Where(c => c.TryGetProperty("outputs", out JsonElement outputs) && outputs.GetArrayLength() > 0).Should().BeEmpty();
        Cells("markdown").Should().NotBeEmpty();
    }

    // What fetches the packages is the notebook's host's own.
    private static IEnumerable<string> Cells(string type) => JsonElement.Parse(Repository.Read(Notebook)).GetProperty("cells").EnumerateArray()
        .Where(c => c.GetProperty("cell_type").GetString() == type)
        .Select(c => string.Concat(c.GetProperty("source").EnumerateArray().Select(l => l.GetString())))
        .Where(c => !c.StartsWith("#r ", StringComparison.Ordinal) && !c.StartsWith("#i ", StringComparison.Ordinal));
}
