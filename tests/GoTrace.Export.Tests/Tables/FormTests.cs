using System.Security.Cryptography;
using System.Text;
using GoTrace.Analysis;
using GoTrace.Export.Tables;
using GoTrace.Export.Tests.Support;
using GoTrace.Export.Writing;
using GoTrace.Parsing;

namespace GoTrace.Export.Tests.Tables;

/// <summary>The forms of a table have the same rows; and what is written does not hang on how.</summary>
public sealed class FormTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("traces/go1.27/annotations.trace")]
    [InlineData("traces/go1.27/cpuprofile.trace")]
    [InlineData("traces/go1.21/http.trace.gz")]
    public async Task Csv_and_ndjson_have_the_rows_of_parquet(string trace)
    {
        await TableExport.WriteParquetAsync(TestData.Path(trace), _folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        await TableExport.WriteCsvAsync(TestData.Path(trace), _folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        await TableExport.WriteNdjsonAsync(TestData.Path(trace), _folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        using var duck = new Duck();
        foreach (TableDefinition table in TableCatalog.All)
        {
            string columns = string.Join(", ", table.Columns.Select(c => $"'{c.Name}': '{TypeOf(c.Type)}'"));
            string parquet = $"SELECT * FROM read_parquet('{_folder[table.Name]}.parquet')";
            string csv = $"SELECT * FROM read_csv('{_folder[table.Name]}.csv', columns = {{{columns}}}, header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', auto_detect = false, parallel = false)";
            string json = $"SELECT * FROM read_json('{_folder[table.Name]}.ndjson', format = 'newline_delimited', columns = {{{columns}}})";
            CheckSame(duck, parquet, csv, table.Name + " as CSV");
            CheckSame(duck, parquet, json, table.Name + " as NDJSON");
        }
    }

    [Fact]
    public async Task Bytes_are_the_same_for_any_number_of_threads_and_either_way_in()
    {
        string trace = TestData.Path("traces/go1.27/http.trace.gz");
        foreach (int threads in (int[])[1, 2, 3])
        {
            await TableExport.WriteParquetAsync(
                trace, _folder["threads-" + threads], new TableExportOptions { Parallelism = threads, RowsPerGroup = 1000 }, cancellationToken: TestContext.Current.CancellationToken);
        }

        await using (TraceReader reader = TraceReader.Open(trace))
        {
            await TableExport.WriteParquetAsync(
                reader, _folder["reader"], new TableExportOptions { RowsPerGroup = 1000 }, cancellationToken: TestContext.Current.CancellationToken);
        }

        Dictionary<string, string> first = Hashes("threads-1/");
        Hashes("threads-2/").Should().Equal(first);
        Hashes("threads-3/").Should().Equal(first);
        Hashes("reader/").Where(f => f.Key != "runs.parquet").Should().Equal(first.Where(f => f.Key != "runs.parquet"), "only the file's name is not known");
    }

    [Fact]
    public async Task Row_groups_are_as_long_as_told()
    {
        TableExportResult result = await TableExport.WriteParquetAsync(
            TestData.Path("traces/go1.27/http.trace.gz"), _folder.Path, new TableExportOptions { RowsPerGroup = 500, Tables = ["events", "stacks"] },
            cancellationToken: TestContext.Current.CancellationToken);

        result.Tables.Select(t => t.Name).Should().Equal("events", "stacks");
        _folder.Files.Should().Equal("events.parquet", "stacks.parquet");
        long events = result.Tables[0].Rows;
        events.Should().Be(result.Analysis.Events).And.BeGreaterThan(1000);
        using var duck = new Duck();
        duck.Number($"SELECT count(DISTINCT row_group_id) FROM parquet_metadata('{_folder["events.parquet"]}')").Should().Be((events + 499) / 500);
        duck.Number($"SELECT max(row_group_num_rows) FROM parquet_metadata('{_folder["events.parquet"]}')").Should().Be(500);
    }

    [Fact]
    public async Task Text_forms_are_as_they_are_read_by_eye()
    {
        await TableExport.WriteCsvAsync(TestData.Path("traces/go1.27/empty.trace"), _folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        await TableExport.WriteNdjsonAsync(TestData.Path("traces/go1.27/empty.trace"), _folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        string[] csv = File.ReadAllLines(_folder["metrics.csv"]);
        csv[0].Should().Be("name,unit,value,better,is_primary,grows_with_work");
        csv.Should().Contain("syscalls.long.count,count,0,lower,true,true");
        string[] json = File.ReadAllLines(_folder["metrics.ndjson"]);
        json.Should().Contain("""{"name":"syscalls.long.count","unit":"count","value":0,"better":"lower","is_primary":true,"grows_with_work":true}""");
        File.ReadAllBytes(_folder["metrics.csv"])[..3].Should().NotEqual(Encoding.UTF8.Preamble.ToArray());
    }

    [Fact]
    public async Task Times_of_go_can_be_had()
    {
        const string Trace = "traces/go1.21/http.trace.gz";
        await TableExport.WriteParquetAsync(
            TestData.Path(Trace), _folder.Path, new TableExportOptions { TimeBase = TimeBase.Go }, cancellationToken: TestContext.Current.CancellationToken);
        TraceAnalysis figures = await TraceAnalyzer.AnalyzeAsync(
            TestData.Path(Trace), new AnalysisOptions { TimeBase = TimeBase.Go }, cancellationToken: TestContext.Current.CancellationToken);
        using Duck duck = Duck.Of(_folder.Path);
        duck.Number("SELECT sum(duration_ns)::BIGINT FROM goroutine_states WHERE state = 'running'").Should().Be(figures.Goroutines.ByFunction.Sum(g => g.RunningNs));
        duck.Rows("SELECT time_base FROM runs")[0][0].Should().Be("go");
    }

    [Fact]
    public async Task The_example_of_the_document_answers()
    {
        await TableExport.WriteParquetAsync(
            TestData.Path("traces/go1.27/http.trace.gz"), _folder["tables"], cancellationToken: TestContext.Current.CancellationToken);
        string sql = Documents.Blocks("export.md", "sql").Should().ContainSingle().Subject.Code;
        using var duck = new Duck();
        IReadOnlyList<object?[]> rows = duck.Rows(sql.Replace("'tables/", $"'{_folder["tables"]}/"));
        rows.Should().HaveCount(10);
        rows.Select(r => (long)r[3]!).Should().BeInDescendingOrder();
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_refused()
    {
        Func<Task> write = () => TableExport.WriteCsvAsync(TestData.Path("traces/go1.27/empty.trace"), _folder.Path, new TableExportOptions { Tables = ["events", "none"] });
        await write.Should().ThrowAsync<ArgumentException>().WithMessage("there is no table 'none'; there are events, *, runs*");
        _folder.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task Few_sets_of_rows_are_under_way()
    {
        var format = new CountingFormat();
        await using FileStream trace = File.OpenRead(TestData.Path("traces/go1.23/gcpressure.trace.gz"));
        await TableExport.WriteAsync(
            trace, null, _folder.Path, format, new TableExportOptions { RowsPerGroup = 100 }, null, TestContext.Current.CancellationToken);

        format.Sets["events"].Should().HaveCountLessThanOrEqualTo(3);
        format.Sets.Values.Should().OnlyContain(s => s.Count <= 3);
        format.Most.Should().Be(100);
        format.Groups.Should().BeGreaterThan(100);
    }

    private static void CheckSame(Duck duck, string one, string other, string what)
    {
        duck.Rows($"SELECT * FROM (({one}) EXCEPT ALL ({other})) LIMIT 1").Should().BeEmpty(what);
        duck.Rows($"SELECT * FROM (({other}) EXCEPT ALL ({one})) LIMIT 1").Should().BeEmpty(what);
    }

    private Dictionary<string, string> Hashes(string under) => _folder.Files.Where(f => f.StartsWith(under, StringComparison.Ordinal))
        .ToDictionary(f => f[under.Length..], f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(_folder[f]))));

    private static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Int64 => "BIGINT",
        ColumnType.Int32 => "INTEGER",
        ColumnType.Double => "DOUBLE",
        ColumnType.Boolean => "BOOLEAN",
        _ => "VARCHAR",
    };

    private sealed class CountingFormat : ITableFormat, ITableWriter
    {
        public Dictionary<string, HashSet<RowSet>> Sets { get; } = [];

        public int Most { get; private set; }

        public int Groups { get; private set; }

        public string Extension => ".none";

        public ValueTask<ITableWriter> BeginAsync(RowSet table, Stream to, CancellationToken cancellationToken)
        {
            Sets.Add(table.TableName, []);
            return new(this);
        }

        public async ValueTask WriteAsync(RowSet rows, CancellationToken cancellationToken)
        {
            Sets[rows.TableName].Add(rows);
            Most = Math.Max(Most, rows.Count);
            Groups++;
            await Task.Yield();
        }

        public ValueTask EndAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
