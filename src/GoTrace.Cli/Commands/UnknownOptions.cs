using System.CommandLine;
using System.CommandLine.Parsing;

namespace GoTrace.Cli.Commands;

/// <summary>Finds options that there are not: the command line's own reader takes them for files.</summary>
internal static class UnknownOptions
{
    private const string Prefix = "--";
    private const int MostEdits = 3;

    /// <summary>What is to be said of the first one; null where there is none.</summary>
    public static string? Refuse(ParseResult parsed)
    {
        // What stands behind -- is no option, whatever it looks like.
        int end = parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash).Count();
        var literal = parsed.Tokens.Skip(end).ToHashSet(ReferenceEqualityComparer.Instance);
        Token? unknown = parsed.CommandResult.Children.SelectMany(FilesOf)
            .FirstOrDefault(t => t.Value.StartsWith(Prefix, StringComparison.Ordinal) && t.Value.Length > Prefix.Length && !literal.Contains(t));
        if (unknown is null)
        {
            return null;
        }

        string name = unknown.Value.Split('=', ':')[0];
        string? nearest = parsed.CommandResult.Command.Options
            .SelectMany(o => o.Aliases.Prepend(o.Name))
            .Where(o => o.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(o => (Name: o, Edits: Edits(name, o)))
            .Where(o => o.Edits <= Math.Min(MostEdits, (name.Length - Prefix.Length) / 2))
            .OrderBy(o => o.Edits).Select(o => o.Name).FirstOrDefault();
        return $"unknown option {name}{(nearest is null ? "" : $"; there is {nearest}")} (a file of such a name goes behind a lone --)";
    }

    // A value of an option that has one is what was typed, such as a title; options of files take all that follows.
    private static IEnumerable<Token> FilesOf(SymbolResult result) => result switch
    {
        ArgumentResult argument => argument.Tokens,
        OptionResult { Option.AllowMultipleArgumentsPerToken: true } option => option.Tokens,
        _ => [],
    };

    // How many letters to put in, take out or change.
    private static int Edits(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int changed = corner + (from[i - 1] == to[j - 1] ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
