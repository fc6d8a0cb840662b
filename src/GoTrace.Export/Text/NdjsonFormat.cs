using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using GoTrace.Export.Tables;
using GoTrace.Export.Writing;

namespace GoTrace.Export.Text;

/// <summary>JSON, an object a line; what is missing is left out.</summary>
internal sealed class NdjsonFormat : ITableFormat
{
    private NdjsonFormat()
    {
    }

    public static NdjsonFormat Instance { get; } = new();

    /// <inheritdoc/>
    public string Extension => ".ndjson";

    /// <inheritdoc/>
    public ValueTask<ITableWriter> BeginAsync(RowSet table, Stream to, CancellationToken cancellationToken) => new(new Writer(table, to));

    private sealed class Writer : TextTableWriter
    {
        private static readonly SearchValues<char> Plain = SearchValues.Create(
            " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

        private readonly byte[][] _names; // with what stands around them
        private bool _isFirst;

        public Writer(RowSet table, Stream to)
            : base(table, to)
        {
            _names = [.. table.Columns.Select(c => System.Text.Encoding.UTF8.GetBytes($"\"{c.Definition.Name}\":"))];
        }

        public override void WriteNull()
        {
        }

        protected override void BeginRow()
        {
            Append("{"u8);
            _isFirst = true;
        }

        protected override void EndRow() => Append("}\n"u8);

        protected override void BeginValue()
        {
            if (!_isFirst)
            {
                Append(","u8);
            }

            _isFirst = false;
            Append(_names[ColumnIndex]);
        }

        protected override void AppendText(ReadOnlySpan<char> text)
        {
            Append("\""u8);
            if (text.IndexOfAnyExcept(Plain) < 0)
            {
                Append(text);
            }
            else
            {
                Append(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
            }

            Append("\""u8);
        }
    }
}
