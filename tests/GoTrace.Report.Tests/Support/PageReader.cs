using System.Text.Json;
using System.Text.RegularExpressions;

namespace GoTrace.Report.Tests.Support;

/// <summary>Takes a page apart as a browser's parser would, as far as tests need it.</summary>
internal static partial class PageReader
{
    /// <summary>The page's data.</summary>
    public static JsonElement Data(string page)
    {
        Match match = DataBlock().Match(page);
        match.Success.Should().BeTrue("a page has its data");
        return JsonDocument.Parse(match.Groups[1].Value).RootElement;
    }

    /// <summary>What stands between the tags of each element of a name: raw, as of scripts and styles.</summary>
    public static IReadOnlyList<string> Contents(string page, string element) =>
        [.. Regex.Matches(page, $"<{element}[^>]*>(.*?)</{element}", RegexOptions.Singleline | RegexOptions.IgnoreCase).Select(m => m.Groups[1].Value)];

    public static string Policy(string page) => PolicyTag().Match(page).Groups[1].Value;

    [GeneratedRegex("<script type=\"application/json\" id=\"data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex DataBlock();

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">")]
    private static partial Regex PolicyTag();
}
