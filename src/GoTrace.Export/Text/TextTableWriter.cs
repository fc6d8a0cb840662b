using System.Globalization;
using System.Text;
using GoTrace.Export.Tables;
using GoTrace.Export.Writing;

namespace GoTrace.Export.Text;

/// <summary>Writes rows as lines of text, in UTF-8. Derived types say how a value stands in a line.</summary>
internal abstract class TextTableWriter(RowSet table, Stream to) : ITableWriter, ICellWriter
{
    private const int EnoughBytes = 64 * 1024;
    private const int LongestNumber = 32;

    private byte[] _bytes = new byte[2 * EnoughBytes];
    private int _count;

    protected RowSet Table { get; } = table;

    /// <summary>The column whose value is written.</summary>
    protected int ColumnIndex { get; private set; }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(RowSet rows, CancellationToken cancellationToken)
    {
        foreach (Column column in rows.Columns)
        {
            column.Rewind();
        }

        for (int row = 0; row < rows.Count; row++)
        {
            WriteRow(rows);
            if (_count >= EnoughBytes)
            {
                await FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public abstract void WriteNull();

    /// <inheritdoc/>
    public void Write(long value)
    {
        BeginValue();
        value.TryFormat(Room(LongestNumber), out int length, default, CultureInfo.InvariantCulture);
        _count += length;
    }

    /// <inheritdoc/>
    public void Write(double value)
    {
        BeginValue();
        value.TryFormat(Room(LongestNumber), out int length, default, CultureInfo.InvariantCulture);
        _count += length;
    }

    /// <inheritdoc/>
    public void Write(bool value)
    {
        BeginValue();
        Append(value ? "true"u8 : "false"u8);
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<char> text)
    {
        BeginValue();
        AppendText(text);
    }

    protected abstract void BeginRow();

    protected abstract void EndRow();

    /// <summary>What comes before a value that is there.</summary>
    protected abstract void BeginValue();

    /// <summary>A text, so that it can be told from what is around it.</summary>
    protected abstract void AppendText(ReadOnlySpan<char> text);

    protected void Append(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        _count += utf8.Length;
    }

    /// <summary>Appends characters as they are; what is no valid UTF-16 becomes U+FFFD.</summary>
    protected void Append(ReadOnlySpan<char> text) =>
        _count += Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));

    private void WriteRow(RowSet rows)
    {
        BeginRow();
        for (int i = 0; i < rows.Columns.Count; i++)
        {
            ColumnIndex = i;
            rows.Columns[i].WriteNext(this);
        }

        EndRow();
    }

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - _count < length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _count + length));
        }

        return _bytes.AsSpan(_count);
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await to.WriteAsync(_bytes.AsMemory(0, _count), cancellationToken).ConfigureAwait(false);
        _count = 0;
    }
}
