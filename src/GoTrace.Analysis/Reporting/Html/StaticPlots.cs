using System.Globalization;
using System.Text;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Reporting.Html.Data;
using GoTrace.Analysis.Reporting.Html.Trace;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Reporting.Html;

/// <summary>Small plots as SVG, in colours that stand out on light and on dark.</summary>
internal static class StaticPlots
{
    private const int Width = 640;
    private const int Height = 110;
    private const int MostSlices = 160;

    private static readonly (string Name, string Color)[] Parts =
    [
        ("user", "#3b7dd8"), ("GC worker", "#8a5bd6"), ("mark assist", "#d1489a"), ("sweep", "#8d8531"),
        ("stop-the-world", "#c6282b"), ("held in syscall", "#e08a1e"), ("scheduling", "#8fa3b8"),
    ];

    /// <summary>What the processors did over time, parts on top of each other.</summary>
    public static string Use(TraceAnalysis a)
    {
        TimelineData? t = TimelineDataBuilder.Build(a, ReportLimits.FromLargest[^1] with { Slices = MostSlices, PartBytes = 0 });
        if (t is null || t.EndNs <= 0)
        {
            return "";
        }

        var svg = new StringBuilder();
        for (int part = Parts.Length - 1; part >= 0; part--)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"{Parts[part].Color}\" d=\"M0 {Height}");
            for (int s = 0; s < t.StartNs.Count; s++)
            {
                int sum = 0;
                for (int below = 0; below <= part; below++)
                {
                    sum += t.All[(s * ProcessorParts.Count) + below];
                }

                double end = s + 1 < t.StartNs.Count ? t.StartNs[s + 1] : t.EndNs;
                svg.Append(CultureInfo.InvariantCulture, $"V{Height - (Math.Min(255, sum) / 255.0 * Height):0.#}H{end / t.EndNs * Width:0.#}");
            }

            svg.Append(CultureInfo.InvariantCulture, $"V{Height}Z\"/>");
        }

        var legend = new StringBuilder();
        foreach ((string name, string color) in Parts)
        {
            legend.Append(CultureInfo.InvariantCulture, $"<span><svg width=\"10\" height=\"10\" aria-hidden=\"true\"><rect width=\"10\" height=\"10\" fill=\"{color}\"/></svg> {name} </span>");
        }

        return Figure(svg, $"Use of all Ps over {Units.Duration(t.EndNs)}: the parts of their time, the rest idle", legend.ToString());
    }

    /// <summary>How long user goroutines waited for a processor, on a logarithmic axis.</summary>
    public static string Latency(TraceAnalysis a)
    {
        IReadOnlyList<HistogramBucket> buckets = a.SchedulingLatency.UserHistogram;
        if (buckets.Count == 0)
        {
            return "";
        }

        // By doublings, beginning with that of the clock's step.
        var byDoubling = new SortedDictionary<int, long>();
        foreach (HistogramBucket bucket in buckets)
        {
            int doubling = Math.Max(6, (int)Math.Log2(Math.Max(1, bucket.FromNs)));
            byDoubling[doubling] = byDoubling.GetValueOrDefault(doubling) + bucket.Count;
        }

        int first = byDoubling.Keys.First();
        int count = byDoubling.Keys.Last() - first + 1;
        double most = byDoubling.Values.Max();
        double width = Width / (double)count;
        var svg = new StringBuilder();
        foreach ((int doubling, long n) in byDoubling)
        {
            double height = n / most * (Height - 4);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{(doubling - first) * width:0.#}\" y=\"{Height - height:0.#}\" width=\"{Math.Max(1, width - 1):0.#}\" height=\"{height:0.#}\" fill=\"#3b7dd8\"><title>{Units.Duration(Math.Pow(2, doubling))} to {Units.Duration(Math.Pow(2, doubling + 1))}: {Units.Number(n)}</title></rect>");
        }

        Distribution d = a.SchedulingLatency.User;
        return Figure(
            svg,
            $"Schedule latency of user goroutines, by doublings from {Units.Duration(Math.Pow(2, first))} to {Units.Duration(Math.Pow(2, first + count))}: median {Units.Duration(d.P50Ns)}, p99 {Units.Duration(d.P99Ns)}, longest {Units.Duration(d.MaxNs)}",
            "");
    }

    private static string Figure(StringBuilder svg, string caption, string legend) => string.Create(
        CultureInfo.InvariantCulture,
        $"<figure><svg viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"{StaticSummary.Encode(caption)}\">{svg}</svg><figcaption>{StaticSummary.Encode(caption)}. {legend}</figcaption></figure>\n");
}
