using System.Reflection;
using System.Xml.Linq;
using GoTrace.Analysis;
using GoTrace.Analysis.Comparison;
using GoTrace.Report.Tests.Support;
using Microsoft.DotNet.Interactive.Formatting;

namespace GoTrace.Report.Tests.Notebooks;

/// <summary>A notebook shows results by itself.</summary>
public sealed class NotebookTests
{
    [Theory]
    [InlineData(typeof(TraceAnalysis))]
    [InlineData(typeof(TraceComparison))]
    public void The_host_finds_the_formatter_by_names(Type type)
    {
        Attribute attribute = type.GetCustomAttributes().Single(a => a.GetType().Name == "TypeFormatterSourceAttribute");
        var source = (Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!;
        attribute.GetType().GetProperty("PreferredMimeTypes")!.GetValue(attribute).Should().BeEquivalentTo(new[] { "text/html" });

        object created = Activator.CreateInstance(source)!;
        var formatters = (IEnumerable<object>)source.GetMethod("CreateTypeFormatters")!.Invoke(created, [])!;

        object formatter = formatters.Single();
        formatter.GetType().GetProperty("MimeType")!.GetValue(formatter).Should().Be("text/html");
        MethodInfo format = formatter.GetType().GetMethod("Format")!;
        format.GetParameters().Select(p => p.ParameterType).Should().Equal(typeof(object), typeof(TextWriter));
        format.Invoke(formatter, ["something else", new StringWriter()]).Should().Be(false);
    }

    [Fact]
    public void The_host_shows_an_analysis_as_tables_and_plots()
    {
        TraceAnalysis analysis = TestData.Analyze("traces/go1.27/http.trace.gz");

        Formatter.GetPreferredMimeTypesFor(typeof(TraceAnalysis)).Should().Equal("text/html");
        XElement html = XElement.Parse("<div>" + analysis.ToDisplayString("text/html") + "</div>");

        html.Descendants("svg").Count(s => (string?)s.Attribute("role") == "img").Should().Be(2);
        html.Descendants("td").Select(t => t.Value).Should().Contain("27ms");
        html.Descendants("script").Concat(html.Descendants("style")).Should().BeEmpty();
        html.Descendants().Attributes("style").Should().BeEmpty();
    }

    [Fact]
    public void The_host_shows_a_comparison()
    {
        TraceComparison comparison = TraceComparison.Compare(TestData.Runs("gogc", "before"), TestData.Runs("gogc", "after"));

        XElement html = XElement.Parse("<div>" + comparison.ToDisplayString("text/html") + "</div>");

        html.Descendants("tbody").Single().Elements("tr").Should().HaveCount(comparison.Figures.Count(f => f.Primary));
        html.Descendants("strong").First().Value.Should().Be("Keep:");
    }
}
