using System.Text.RegularExpressions;

namespace GoTrace.Export.Tests.Support;

/// <summary>The project's documents.</summary>
internal static partial class Documents
{
    public static string PathOf(string name) => Path.Combine(TestData.Root, "..", "docs", name);

    public static string Read(string name) => File.ReadAllText(PathOf(name)).ReplaceLineEndings("\n");

    /// <summary>The code blocks of a document that say they are of a language, in order, each with the heading it stands under.</summary>
    public static IReadOnlyList<(string Heading, string Code)> Blocks(string name, string language)
    {
        var blocks = new List<(string, string)>();
        string heading = "";
        foreach (Match match in HeadingOrBlock().Matches(Read(name)))
        {
            if (match.Groups["heading"].Success)
            {
                heading = match.Groups["heading"].Value;
            }
            else if (match.Groups["language"].Value == language)
            {
                blocks.Add((heading, match.Groups["code"].Value));
            }
        }

        return blocks;
    }

    [GeneratedRegex("^#+ (?<heading>[^\n]*)$|^```(?<language>[^\n]*)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex HeadingOrBlock();
}
