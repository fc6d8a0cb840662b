using System.Text.RegularExpressions;
using GoTrace.Documents.Tests.Support;

namespace GoTrace.Documents.Tests;

/// <summary>Documents link to what is there, and the README to all of them.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Documents => [.. Repository.Documents];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_somewhere(string document)
    {
        string folder = Path.GetDirectoryName(Repository.At(document))!;
        foreach (string target in Links(document))
        {
            string[] parts = target.Split('#');
            string file = parts[0].Length == 0 ? Repository.At(document) : Path.GetFullPath(Path.Combine(folder, parts[0]));
            Path.Exists(file).Should().BeTrue("{0} links to {1}", document, target);
            if (parts.Length > 1)
            {
                Headings(file).Should().Contain(parts[1], "{0} links to {1}", document, target);
            }
        }
    }

    [Fact]
    public void The_readme_links_to_every_document() =>
        Links("README.md").Should().Contain(Repository.Documents.Where(d => d.StartsWith("docs/", StringComparison.Ordinal)));

    private static IEnumerable<string> Links(string document) => Link().Matches(Repository.Read(document)).Select(l => l.Groups[1].Value);

    private static IEnumerable<string> Headings(string file) => File.ReadLines(file)
        .Where(l => l.StartsWith('#'))
        .Select(l => NoName().Replace(l.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?!https?:)([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NoName();
}
