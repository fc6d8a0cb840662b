using GoTrace.Analysis.Reporting.Html.Data;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Reporting.Html.Trace;

/// <summary>What a page shows of one trace.</summary>
internal static class TraceDataBuilder
{
    public static TraceData Build(string name, TraceAnalysis a, TextTable texts, ReportLimits limits)
    {
        var tables = new SortedDictionary<string, TableData>(StringComparer.Ordinal);
        SchedulingTables.Add(tables, a, texts, limits);
        RuntimeTables.Add(tables, a, texts, limits);
        return new TraceData
        {
            Name = name,
            Headlines = Headlines.Of(a),
            Quality = [.. QualityNotes.Of(a).Select(n => n with { Text = TextTable.Cut(n.Text, 4 * limits.TextCost) })],
            Timeline = TimelineDataBuilder.Build(a, limits),
            Histograms = new SortedDictionary<string, IReadOnlyList<HistogramData>>(StringComparer.Ordinal)
            {
                ["latency"] =
                [
                    Histogram("user goroutines", a.SchedulingLatency.User, a.SchedulingLatency.UserHistogram),
                    .. a.SchedulingLatency.ByCause
                        .OrderByDescending(c => c.Value.Count).ThenBy(c => c.Key, StringComparer.Ordinal).Take(8)
                        .Select(c => Histogram(c.Key, c.Value, a.SchedulingLatency.HistogramByCause.GetValueOrDefault(c.Key) ?? [])),
                ],
                ["stints"] = [Histogram("time run before a preemption", a.Preemptions.Stint, a.Preemptions.StintHistogram)],
                ["syscalls"] = [Histogram("syscalls", a.Syscalls.User, a.Syscalls.UserHistogram)],
            },
            Tables = tables,
        };
    }

    private static HistogramData Histogram(string name, Distribution d, IReadOnlyList<HistogramBucket> buckets) => new()
    {
        Name = TextTable.Cut(name, 60),
        Count = d.Count,
        P50Ns = d.P50Ns,
        P99Ns = d.P99Ns,
        MaxNs = d.MaxNs,
        Buckets = [.. buckets.Take(LogBuckets.Count).SelectMany(b => new double[] { b.FromNs, b.ToNs, b.Count })],
    };
}
