using System.Text;

namespace GoTrace.Documents.Tests.Support;

/// <summary>A line of a shell that calls gotrace: its words, and where its output goes.</summary>
/// <param name="Words">What comes after the command's name.</param>
/// <param name="Output">The file after <c>&gt;</c>; null for none.</param>
internal sealed record ShellLine(IReadOnlyList<string> Words, string? Output)
{
    private const string FromSource = "dotnet run -c Release --project src/GoTrace.Cli -- ";

    /// <summary>The lines of a block that call gotrace.</summary>
    public static IEnumerable<ShellLine> Of(Block block)
    {
        foreach (string line in block.Text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
        {
            string command = line.StartsWith(FromSource, StringComparison.Ordinal) ? "gotrace " + line[FromSource.Length..] : line;
            if (command.StartsWith("gotrace ", StringComparison.Ordinal))
            {
                yield return Split(command["gotrace ".Length..]);
            }
        }
    }

    // Up to a pipe, a comment, or the next command.
    private static ShellLine Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool isWord = false;
        char quote = '\0';
        int redirect = -1;
        foreach (char c in text + " ")
        {
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
                word.Append(quote == '\0' ? "" : c.ToString());
            }
            else if (c is '\'' or '"')
            {
                quote = c;
                isWord = true;
            }
            else if (c is '|' or '&' or ';' || (c == '#' && !isWord))
            {
                break;
            }
            else if (c == '>')
            {
                redirect = words.Count;
            }
            else if (c != ' ')
            {
                word.Append(c);
                isWord = true;
            }
            else if (isWord)
            {
                words.Add(word.ToString());
                word.Clear();
                isWord = false;
            }
        }

        return redirect < 0 ? new ShellLine(words, null) : new ShellLine(words[..redirect], words[redirect]);
    }
}
