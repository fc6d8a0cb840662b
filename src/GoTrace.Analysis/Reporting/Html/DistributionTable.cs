using GoTrace.Analysis.Reporting.Html.Data;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Reporting.Html;

/// <summary>Tables of distributions: one a row.</summary>
internal static class DistributionTable
{
    public static TableData Build(
        string caption, string nameColumn, IEnumerable<(string Name, Distribution Lengths)> rows, TextTable texts, ReportLimits limits, bool isCode = false)
    {
        var table = new TableBuilder<(string Name, Distribution Lengths)>(caption, rows, texts, limits);
        table = isCode ? table.Code("name", nameColumn, r => r.Name) : table.Text("name", nameColumn, r => r.Name);
        return table.Distribution(r => r.Lengths).Build();
    }

    /// <summary>The columns of a distribution.</summary>
    public static TableBuilder<T> Distribution<T>(this TableBuilder<T> table, Func<T, Distribution> of, string count = "Count") => table
        .Count("count", count, r => of(r).Count)
        .Ns("total_ns", "Total", r => of(r).TotalNs)
        .Ns("p50_ns", "p50", r => Quantile(of(r), d => d.P50Ns))
        .Ns("p90_ns", "p90", r => Quantile(of(r), d => d.P90Ns))
        .Ns("p99_ns", "p99", r => Quantile(of(r), d => d.P99Ns))
        .Ns("p999_ns", "p99.9", r => Quantile(of(r), d => d.P999Ns))
        .Ns("max_ns", "Max", r => Quantile(of(r), d => d.MaxNs));

    private static double? Quantile(Distribution d, Func<Distribution, long> of) => d.Count == 0 ? null : of(d);
}
