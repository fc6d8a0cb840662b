using global::Parquet;
using global::Parquet.Schema;
using GoTrace.Export.Tables;
using GoTrace.Export.Writing;

namespace GoTrace.Export.Parquet;

/// <summary>Writes one Parquet file.</summary>
internal sealed class ParquetTableWriter(ParquetWriter writer, DataField[] fields) : ITableWriter
{
    /// <inheritdoc/>
    public async ValueTask WriteAsync(RowSet rows, CancellationToken cancellationToken)
    {
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        for (int i = 0; i < fields.Length; i++)
        {
            await WriteAsync(group, fields[i], rows.Columns[i], cancellationToken).ConfigureAwait(false);
        }

        group.CompleteValidate();
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(CancellationToken cancellationToken) => writer.DisposeAsync();

    private static Task WriteAsync(ParquetRowGroupWriter group, DataField field, Column column, CancellationToken cancellationToken) => column switch
    {
        LongColumn c => WriteAsync(group, field, c, cancellationToken),
        IntColumn c => WriteAsync(group, field, c, cancellationToken),
        DoubleColumn c => WriteAsync(group, field, c, cancellationToken),
        BooleanColumn c => WriteAsync(group, field, c, cancellationToken),
        TextColumn c => WriteAsync(group, field, c, cancellationToken),
        _ => throw new NotSupportedException(column.GetType().Name),
    };

    private static Task WriteAsync<T>(ParquetRowGroupWriter group, DataField field, Column<T> column, CancellationToken cancellationToken)
        where T : struct
    {
        ReadOnlyMemory<int>? levels = null;
        if (column.Definition.IsNullable)
        {
            levels = column.Levels;
        }

        return group.WriteAllPartsAsync(field, column.Values, levels, null, cancellationToken);
    }
}
