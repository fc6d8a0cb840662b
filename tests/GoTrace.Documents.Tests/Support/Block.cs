using System.Text.RegularExpressions;

namespace GoTrace.Documents.Tests.Support;

/// <summary>A fenced block of a document.</summary>
/// <param name="Document">The document.</param>
/// <param name="Line">The line of the document in which its text begins.</param>
/// <param name="Language">What stands after the fence.</param>
/// <param name="Text">What it has.</param>
internal sealed partial record Block(string Document, int Line, string Language, string Text)
{
    public static IReadOnlyList<Block> Of(string document)
    {
        string text = Repository.Read(document);
        return
        [
            .. Fence().Matches(text).Select(m => new Block(
                document, text.AsSpan(0, m.Groups[2].Index).Count('\n') + 1, m.Groups[1].Value, m.Groups[2].Value)),
        ];
    }

    public override string ToString() => $"{Document}, line {Line}";

    [GeneratedRegex("^```([a-z]*)\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}
