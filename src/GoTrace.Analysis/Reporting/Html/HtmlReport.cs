using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Reporting.Html.Data;
using GoTrace.Analysis.Reporting.Html.Trace;

namespace GoTrace.Analysis.Reporting.Html;

/// <summary>
/// Results as a page for a browser: one file with all that it needs, which asks no network for
/// anything, and is smaller than <see cref="MostBytes"/> whatever the trace. Where a trace has more
/// than fits, the page says what it leaves out; <c>ToJson()</c> has all of it.
/// </summary>
public static class HtmlReport
{
    /// <summary>No page is larger, in bytes of UTF-8.</summary>
    public const int MostBytes = 1_500_000;

    /// <summary>How many traces, or comparisons, one page can have.</summary>
    public const int MostTraces = 16;

    private const int MostSummaries = 4;

    /// <summary>A page of one trace.</summary>
    /// <param name="analysis">The trace's figures.</param>
    /// <param name="title">What to call it, null for the trace's own name.</param>
    public static string Write(TraceAnalysis analysis, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        return Write([new KeyValuePair<string, TraceAnalysis>(title ?? analysis.Source ?? "Go execution trace", analysis)], title);
    }

    /// <summary>A page of several traces, one of them at a time to see.</summary>
    /// <param name="traces">Each with its name; at least 1, at most <see cref="MostTraces"/>.</param>
    /// <param name="title">What to call the page; null for the names of the traces.</param>
    public static string Write(IReadOnlyList<KeyValuePair<string, TraceAnalysis>> traces, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(traces);
        ArgumentOutOfRangeException.ThrowIfZero(traces.Count, nameof(traces));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(traces.Count, MostTraces, nameof(traces));
        string name = title ?? string.Join(", ", traces.Select(t => t.Key));
        return Fit(
            name,
            StaticSummary.Of(traces[0].Value),
            (limits, texts) => new ReportData
            {
                Title = TextTable.Cut(name, limits.TextCost),
                Texts = texts.Texts,
                Stacks = texts.Stacks,
                Traces = [.. traces.Select(t => TraceDataBuilder.Build(TextTable.Cut(t.Key, limits.TextCost), t.Value, texts, limits))],
            });
    }

    /// <summary>A page of a comparison.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="title">What to call it; null for the sides' names.</param>
    public static string Write(TraceComparison comparison, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return Write([comparison], title);
    }

    /// <summary>A page of several comparisons, one of them at a time to see.</summary>
    /// <param name="comparisons">At least 1, at most <see cref="MostTraces"/>.</param>
    /// <param name="title">What to call the page; null for the sides' names.</param>
    public static string Write(IReadOnlyList<TraceComparison> comparisons, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentOutOfRangeException.ThrowIfZero(comparisons.Count, nameof(comparisons));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(comparisons.Count, MostTraces, nameof(comparisons));
        string name = title ?? $"{comparisons[0].BaselineLabel} against {string.Join(", ", comparisons.Select(c => c.CandidateLabel))}";
        return Fit(
            name,
            string.Concat(comparisons.Take(MostSummaries).Select(StaticSummary.Of)),
            (limits, texts) => new ReportData
            {
                Title = TextTable.Cut(name, limits.TextCost),
                Texts = texts.Texts,
                Stacks = texts.Stacks,
                Comparisons = [.. comparisons.Select(c => ComparisonDataBuilder.Build(c, limits))],
            });
    }

    private static string Fit(string title, string summary, Func<ReportLimits, TextTable, ReportData> build)
    {
        string page = "";
        foreach (ReportLimits limits in ReportLimits.FromLargest)
        {
            page = Page.Write(TextTable.Cut(title, limits.TextCost), summary, build(limits, new TextTable(limits)));
            if (System.Text.Encoding.UTF8.GetByteCount(page) <= MostBytes)
            {
                break;
            }
        }

        return page;
    }
}
