using System.Buffers;
using GoTrace.Export.Tables;
using GoTrace.Export.Writing;

namespace GoTrace.Export.Text;

/// <summary>
/// CSV as in RFC 4180, with a line of names; lines end with LF alone, and what is missing is empty.
/// </summary>
internal sealed class CsvFormat : ITableFormat
{
    private CsvFormat()
    {
    }

    public static CsvFormat Instance { get; } = new();

    /// <inheritdoc/>
    public string Extension => ".csv";

    /// <inheritdoc/>
    public ValueTask<ITableWriter> BeginAsync(RowSet table, Stream to, CancellationToken cancellationToken) => new(new Writer(table, to));

    private sealed class Writer : TextTableWriter
    {
        private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

        public Writer(RowSet table, Stream to)
            : base(table, to)
        {
            for (int i = 0; i < table.Columns.Count; i++)
            {
                Append(i == 0 ? "" : ",");
                Append(table.Columns[i].Definition.Name);
            }

            Append("\n"u8);
        }

        public override void WriteNull() => BeginValue();

        protected override void BeginRow()
        {
        }

        protected override void EndRow() => Append("\n"u8);

        protected override void BeginValue()
        {
            if (ColumnIndex > 0)
            {
                Append(","u8);
            }
        }

        protected override void AppendText(ReadOnlySpan<char> text)
        {
            if (text.IndexOfAny(Special) < 0 && text[0] != ' ' && text[^1] != ' ')
            {
                Append(text);
                return;
            }

            Append("\""u8);
            for (int at; (at = text.IndexOf('"')) >= 0; text = text[(at + 1)..])
            {
                Append(text[..at]);
                Append("\"\""u8);
            }

            Append(text);
            Append("\""u8);
        }
    }
}
