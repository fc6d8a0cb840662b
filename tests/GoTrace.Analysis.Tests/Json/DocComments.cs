using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GoTrace.Analysis.Tests.Json;

/// <summary>What the library's documentation says of its types and members, as plain text.</summary>
internal sealed partial class DocComments
{
    private readonly Dictionary<string, XElement> _members;

    public DocComments()
    {
        string path = Path.ChangeExtension(typeof(TraceAnalysis).Assembly.Location, ".xml");
        _members = XDocument.Load(path).Descendants("member").ToDictionary(m => m.Attribute("name")!.Value);
    }

    public string Of(Type type) => Text(_members[$"T:{type.FullName}"].Element("summary")!);

    /// <summary>Of a property; for one that a record's header declares, of its parameter.</summary>
    public string Of(Type type, string property) =>
        _members.TryGetValue($"P:{type.FullName}.{property}", out XElement? member) && member.Element("summary") is { } summary
            ? Text(summary)
            : Text(_members[$"T:{type.FullName}"].Elements("param").First(p => p.Attribute("name")!.Value == property));

    private static string Text(XElement element) => Spaces().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => see.Attribute("langword")?.Value ?? see.Attribute("cref")!.Value.Split('.')[^1],
        XElement element => element.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
