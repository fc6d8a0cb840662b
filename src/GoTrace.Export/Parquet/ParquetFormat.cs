using System.IO.Compression;
using global::Parquet;
using global::Parquet.Schema;
using GoTrace.Export.Tables;
using GoTrace.Export.Writing;

namespace GoTrace.Export.Parquet;

/// <summary>
/// Parquet files: a row group for each set of rows, columns compressed with Zstandard, texts by
/// dictionary where they repeat. Only the part of Parquet.Net is used that works without reflection.
/// </summary>
internal sealed class ParquetFormat : ITableFormat
{
    private ParquetFormat()
    {
    }

    public static ParquetFormat Instance { get; } = new();

    /// <inheritdoc/>
    public string Extension => ".parquet";

    /// <inheritdoc/>
    public async ValueTask<ITableWriter> BeginAsync(RowSet table, Stream to, CancellationToken cancellationToken)
    {
        DataField[] fields = [.. table.Columns.Select(FieldOf)];
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest };
        foreach (Column column in table.Columns)
        {
            if (HintFor(column) is { } hint)
            {
                options.ColumnEncodingHints.Add(column.Definition.Name, hint);
            }
        }

        ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), to, options, append: false, cancellationToken).ConfigureAwait(false);
        writer.CustomMetadata = new Dictionary<string, string>
        {
            ["gotrace.table"] = table.TableName,
            ["gotrace.schema_version"] = TableCatalog.SchemaVersion.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        return new ParquetTableWriter(writer, fields);
    }

    private static DataField FieldOf(Column column)
    {
        TableColumn c = column.Definition;
        return c.Type switch
        {
            ColumnType.Int64 => new DataField<long>(c.Name, c.IsNullable),
            ColumnType.Int32 => new DataField<int>(c.Name, c.IsNullable),
            ColumnType.Double => new DataField<double>(c.Name, c.IsNullable),
            ColumnType.Boolean => new DataField<bool>(c.Name, c.IsNullable),
            _ => new DataField<ReadOnlyMemory<char>>(c.Name, c.IsNullable),
        };
    }

    private static EncodingHint? HintFor(Column column) => column switch
    {
        TextColumn { IsVaried: false } => EncodingHint.Dictionary,
        _ => null,
    };
}
