namespace GoTrace.Documents.Tests.Support;

/// <summary>What a document shows of an output: all of it, or pieces with a line of … where something is left out.</summary>
internal static class Output
{
    public static void Check(Block shown, string found)
    {
        int at = 0;
        foreach (string piece in ("\n" + shown.Text).Split("\n…\n"))
        {
            string lines = piece.Trim('\n');
            int next = found.IndexOf(lines, at, StringComparison.Ordinal);
            next.Should().BeGreaterThanOrEqualTo(0, "{0} shows\n{1}\nof\n{2}", shown, lines, found);
            at = next + lines.Length;
        }
    }
}
