using System.Text;
using GoTrace.Export.Tests.Support;

namespace GoTrace.Export.Tests.Tables;

/// <summary>The tables in docs/export.md, in the code, and in the files are the same.</summary>
public sealed class SchemaTests
{
    private const string Begin = "<!-- What follows is made from the code: GOTRACE_ACCEPT=1 in the tests' environment writes it anew. -->\n";
    private const string End = "<!-- The end of what is made from the code. -->\n";

    [Fact]
    public void The_document_has_every_table_and_column()
    {
        string document = Documents.Read("export.md");
        int from = document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = document.IndexOf(End, StringComparison.Ordinal);
        string expected = Render();
        if (Environment.GetEnvironmentVariable("GOTRACE_ACCEPT") == "1")
        {
            File.WriteAllText(Documents.PathOf("export.md"), document[..from] + expected + document[to..]);
            return;
        }

        document[from..to].Should().Be(expected);
    }

    [Fact]
    public async Task The_files_have_every_column_with_its_type()
    {
        using var folder = new TemporaryFolder();
        await TableExport.WriteParquetAsync(
            TestData.Path("traces/go1.27/empty.trace"), folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        folder.Files.Should().Equal(TableCatalog.All.Select(t => t.Name + ".parquet").Order(StringComparer.Ordinal));
        using var duck = new Duck();
        foreach (TableDefinition table in TableCatalog.All)
        {
            string file = folder[table.Name + ".parquet"];
            duck.Rows($"SELECT name, type, repetition_type FROM parquet_schema('{file}') WHERE type IS NOT NULL").Select(r => (r[0], r[1], r[2])).Should().Equal(
                table.Columns.Select(c => ((object?)c.Name, (object?)Physical(c.Type), (object?)(c.IsNullable ? "OPTIONAL" : "REQUIRED"))), table.Name);
            duck.Rows($"DESCRIBE FROM read_parquet('{file}')").Select(r => (string)r[1]!).Should().Equal(table.Columns.Select(c => Logical(c.Type)), table.Name);
            duck.Rows($"SELECT decode(key), decode(value) FROM parquet_kv_metadata('{file}') ORDER BY 1").Select(r => (r[0], r[1])).Should().Equal(
                ("gotrace.schema_version", "1"), ("gotrace.table", table.Name));
        }
    }

    [Fact]
    public void Names_are_snake_case_and_say_their_unit()
    {
        foreach (TableColumn column in TableCatalog.All.SelectMany(t => t.Columns))
        {
            column.Name.Should().MatchRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$");
            column.Meaning.Should().NotBeEmpty().And.NotEndWith(".");
            (column.Name.StartsWith("is_", StringComparison.Ordinal) == (column.Type == ColumnType.Boolean) || column.Name == "grows_with_work").Should().BeTrue(column.Name);
        }

        TableCatalog.All.Select(t => t.Name).Should().OnlyHaveUniqueItems();
        TableCatalog.All[^1].Name.Should().Be("runs");
        TableCatalog.Find("events").Should().BeSameAs(TableCatalog.All[0]);
        TableCatalog.Find("none").Should().BeNull();
    }

    private static string Render()
    {
        var text = new StringBuilder();
        foreach (TableDefinition table in TableCatalog.All)
        {
            text.Append($"\n### {table.Name}\n\nA row is {table.Meaning}.\n\n| column | type | what it is |\n|---|---|---|\n");
            foreach (TableColumn column in table.Columns)
            {
                text.Append($"| `{column.Name}` | {column.Type.ToString().ToLowerInvariant()}{(column.IsNullable ? "?" : "")} | {column.Meaning} |\n");
            }
        }

        return text.Append('\n').ToString();
    }

    private static string Physical(ColumnType type) => type switch
    {
        ColumnType.Int64 => "INT64",
        ColumnType.Int32 => "INT32",
        ColumnType.Double => "DOUBLE",
        ColumnType.Boolean => "BOOLEAN",
        _ => "BYTE_ARRAY",
    };

    private static string Logical(ColumnType type) => type switch
    {
        ColumnType.Int64 => "BIGINT",
        ColumnType.Int32 => "INTEGER",
        ColumnType.Double => "DOUBLE",
        ColumnType.Boolean => "BOOLEAN",
        _ => "VARCHAR",
    };
}
