using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace GoTrace.Benchmarks.Support;

/// <summary>How fast a trace went through, from its size and the mean time of an operation.</summary>
internal sealed class RateColumn : IColumn
{
    private readonly Func<TraceCase, double, double> _rate;

    private RateColumn(string name, string legend, Func<TraceCase, double, double> rate)
    {
        ColumnName = name;
        Legend = legend;
        _rate = rate;
    }

    public static IColumn MegabytesPerSecond { get; } =
        new RateColumn("MB/s", "Bytes of the trace (not gzipped) a second, in millions", (t, ns) => t.Bytes.Length * 1e3 / ns);

    public static IColumn NanosecondsPerEvent { get; } =
        new RateColumn("ns/event", "Mean time by the number of events", (t, ns) => ns / t.Events);

    public string Id => nameof(RateColumn) + ColumnName;

    public string ColumnName { get; }

    public string Legend { get; }

    public bool AlwaysShow => false;

    public ColumnCategory Category => ColumnCategory.Statistics;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(b => TraceOf(b) is not null);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        TraceOf(benchmarkCase) is { } trace && summary[benchmarkCase]?.ResultStatistics is { } statistics
            ? _rate(trace, statistics.Mean).ToString("F1", CultureInfo.InvariantCulture)
            : "-";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public override string ToString() => ColumnName;

    private static TraceCase? TraceOf(BenchmarkCase benchmark) =>
        benchmark.Parameters.Items.FirstOrDefault(p => p.Value is TraceCase)?.Value as TraceCase;
}
