using System.Data.Common;
using System.Globalization;
using System.Numerics;
using DuckDB.NET.Data;

namespace GoTrace.Export.Tests.Support;

/// <summary>Asks DuckDB, which reads the files with code that is none of ours.</summary>
internal sealed class Duck : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    public Duck()
    {
        _connection.Open();
        Run("SET threads = 2");
    }

    public void Run(string sql)
    {
        using DbCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>One number; null for NULL.</summary>
    public long? Number(string sql) => Rows(sql)[0][0] is { } value ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    /// <summary>All rows; NULL is null, and a sum is a whole number as any other.</summary>
    public IReadOnlyList<object?[]> Rows(string sql)
    {
        using DbCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i) is BigInteger sum ? (long)sum : reader.GetValue(i);
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>A view of each Parquet file of a folder, under its name.</summary>
    public static Duck Of(string folder)
    {
        var duck = new Duck();
        foreach (string file in Directory.EnumerateFiles(folder, "*.parquet"))
        {
            duck.Run($"CREATE VIEW {Path.GetFileNameWithoutExtension(file)} AS FROM read_parquet('{file}')");
        }

        return duck;
    }

    public void Dispose() => _connection.Dispose();
}
