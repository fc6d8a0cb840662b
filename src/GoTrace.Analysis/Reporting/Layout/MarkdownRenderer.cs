using System.Text;

namespace GoTrace.Analysis.Reporting.Layout;

/// <summary>Writes a report as Markdown.</summary>
internal sealed class MarkdownRenderer
{
    private readonly StringBuilder _text = new();

    public static string Render(Document document)
    {
        var renderer = new MarkdownRenderer();
        renderer.Write(document);
        return renderer._text.ToString();
    }

    private void Write(Document document)
    {
        _text.Append("## ").Append(Inline(document.Title)).Append("\n\n");
        Paragraph(document.Note);
        foreach (Cell line in document.Lines)
        {
            Paragraph(line);
        }

        foreach (Section section in document.Sections)
        {
            _text.Append("### ").Append(Escape(section.Title)).Append("\n\n");
            Paragraph(section.Note);
            List(section.Lines);
            foreach (Table table in section.Tables)
            {
                Write(table);
            }

            List(section.Closing);
        }

        _text.Length--; // one line end is enough at the end
    }

    private void Write(Table table)
    {
        if (table.Rows.Count == 0)
        {
            return;
        }

        Row(table.Columns.Select(c => Escape(c.Name)));
        Row(table.Columns.Select(c => c.IsText ? "---" : "--:"));
        foreach (Cell[] row in table.Rows)
        {
            Row(row.Select(Inline));
        }

        _text.Append('\n');
    }

    private void Row(IEnumerable<string> cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private void Paragraph(Cell text)
    {
        if (!string.IsNullOrEmpty(text.Text))
        {
            _text.Append(Inline(text)).Append("\n\n");
        }
    }

    private void List(List<Cell> lines)
    {
        foreach (Cell line in lines)
        {
            _text.Append("- ").Append(Inline(line)).Append('\n');
        }

        if (lines.Count > 0)
        {
            _text.Append('\n');
        }
    }

    private static string Inline(Cell cell) => cell.IsCode && cell.Text.Length > 0
        ? "`" + cell.Text.Replace("`", "'", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal) + "`"
        : Escape(cell.Text);

    private static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c is '|' or '*' or '_' or '<' or '`' or '\\')
            {
                escaped.Append('\\');
            }

            escaped.Append(c is '\n' or '\r' ? ' ' : c);
        }

        return escaped.ToString();
    }
}
