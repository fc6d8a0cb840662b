using System.Text;

namespace GoTrace.Analysis.Reporting.Layout;

/// <summary>Writes a report as plain text in columns.</summary>
internal sealed class TextRenderer(ReportOptions options)
{
    private const string Indent = "  ";
    private const string Gap = "  ";
    private readonly StringBuilder _text = new();

    public static string Render(Document document, ReportOptions options)
    {
        var renderer = new TextRenderer(options);
        renderer.Write(document);
        return renderer._text.ToString();
    }

    private void Write(Document document)
    {
        Line([document.Title with { Tone = document.Title.Tone == Tone.Plain ? Tone.Strong : document.Title.Tone }, document.Note]);
        foreach (Cell line in document.Lines)
        {
            Line([line]);
        }

        foreach (Section section in document.Sections)
        {
            _text.Append('\n');
            Line([new Cell(section.Title, Tone.Strong), section.Note]);
            foreach (Cell line in section.Lines)
            {
                Line([Indent, line], gap: "");
            }

            foreach (Table table in section.Tables)
            {
                Write(table);
            }

            foreach (Cell line in section.Closing)
            {
                Line([Indent, line], gap: "");
            }
        }
    }

    private void Write(Table table)
    {
        int[] widths = new int[table.Columns.Count];
        for (int i = 0; i < widths.Length; i++)
        {
            widths[i] = Math.Max(table.Columns[i].Name.Length, table.Rows.Count == 0 ? 0 : table.Rows.Max(r => r[i].Text.Length));
        }

        if (table.Columns.Any(c => c.Name.Length > 0))
        {
            Row(table, widths, [.. table.Columns.Select(c => Cell.Faint(c.Name))]);
        }

        foreach (Cell[] row in table.Rows)
        {
            Row(table, widths, row);
        }
    }

    private void Row(Table table, int[] widths, Cell[] row)
    {
        var cells = new Cell[row.Length + 1];
        cells[0] = Indent;
        for (int i = 0; i < row.Length; i++)
        {
            string gap = i == 0 ? "" : Gap;
            string text = table.Columns[i].IsText ? row[i].Text.PadRight(widths[i]) : row[i].Text.PadLeft(widths[i]);
            cells[i + 1] = row[i] with { Text = gap + text };
        }

        Line(cells, gap: "");
    }

    // No line ends in blanks, and none is longer than asked.
    private void Line(ReadOnlySpan<Cell> cells, string gap = Gap)
    {
        int last = cells.Length - 1;
        while (last >= 0 && string.IsNullOrWhiteSpace(cells[last].Text))
        {
            last--;
        }

        int left = options.Width ?? int.MaxValue;
        for (int i = 0; i <= last && left > 0; i++)
        {
            string text = (i == 0 ? "" : gap) + Printable(cells[i].Text);
            if (i == last)
            {
                text = text.TrimEnd();
            }

            if (text.Length > left)
            {
                text = text[..(left - 1)] + "…";
            }

            left -= text.Length;
            Append(text, cells[i].Tone);
        }

        _text.Append('\n');
    }

    // Names come out of a file: none of them may command the terminal.
    private static string Printable(string text)
    {
        foreach (char c in text)
        {
            if (IsCommand(c))
            {
                return string.Create(text.Length, text, static (to, from) =>
                {
                    for (int i = 0; i < to.Length; i++)
                    {
                        to[i] = IsCommand(from[i]) ? '\uFFFD' : from[i];
                    }
                });
            }
        }

        return text;
    }

    // Escapes and line ends; and what turns the direction of writing.
    private static bool IsCommand(char c) =>
        char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private void Append(string text, Tone tone)
    {
        string? code = !options.UseColor ? null : tone switch
        {
            Tone.Strong => "1",
            Tone.Faint => "2",
            Tone.Good => "32",
            Tone.Bad => "31",
            _ => null,
        };
        if (code is null)
        {
            _text.Append(text);
        }
        else
        {
            _text.Append("\e[").Append(code).Append('m').Append(text).Append("\e[0m");
        }
    }
}
