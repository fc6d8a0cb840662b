using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Reporting.Html;
using GoTrace.Analysis.Reporting.Html.Data;
using GoTrace.Analysis.Reporting.Html.Trace;
using GoTrace.Analysis.Reporting.Layout;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Reporting.Sections;

/// <summary>Figures over time, and distributions, as small bars.</summary>
internal static class Sparks
{
    private const int MostBars = 48;
    private const int LeastBars = 8;

    /// <summary>How busy the processors were, and how many goroutines were ready, from the beginning to the end.</summary>
    public static void OverTime(Section section, TraceAnalysis a)
    {
        TimelineData? t = TimelineDataBuilder.Build(a, ReportLimits.FromLargest[^1] with { Slices = MostBars, PartBytes = int.MaxValue });
        if (t is null || t.StartNs.Count < LeastBars)
        {
            return;
        }

        double[] busy = [.. Enumerable.Range(0, t.StartNs.Count).Select(s => 1 - (t.All[(s * ProcessorParts.Count) + (int)ProcessorPart.Idle] / 255.0))];
        double most = t.Runnable.Max();
        var table = new Table(Column.Text("over time"), Column.Text(""), Column.Text(""));
        table.Add("busy", Spark.Of(busy, 1), "Ps that were not idle, to 100%");
        table.Add("ready", Spark.Of(t.Runnable, most), $"goroutines that waited for a P, to {Units.Number(most)}");
        section.Tables.Add(table);
    }

    /// <summary>How the waits of user goroutines are distributed.</summary>
    public static void Waits(Section section, TraceAnalysis a)
    {
        IReadOnlyList<HistogramBucket> buckets = a.SchedulingLatency.UserHistogram;
        if (buckets.Count < 2)
        {
            return;
        }

        int first = Doubling(buckets[0]);
        double[] counts = new double[Doubling(buckets[^1]) - first + 1];
        foreach (HistogramBucket bucket in buckets)
        {
            counts[Doubling(bucket) - first] += bucket.Count;
        }

        section.Closing.Add($"user, by length: {Units.Duration(Math.Pow(2, first))} {Spark.Of(counts, counts.Max())} {Units.Duration(Math.Pow(2, first + counts.Length))}, each bar twice as long as the one before");
    }

    private static int Doubling(HistogramBucket bucket) => (int)Math.Log2(Math.Max(1, bucket.FromNs));
}
