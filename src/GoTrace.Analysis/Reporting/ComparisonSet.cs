using GoTrace.Analysis.Comparison;

namespace GoTrace.Analysis.Reporting;

/// <summary>Several comparisons with the same baseline, in one text.</summary>
public static class ComparisonSet
{
    /// <summary>As a JSON array, indented: the objects that <see cref="TraceComparison.ToJson"/> gives.</summary>
    /// <param name="comparisons">The comparisons.</param>
    public static string ToJson(IReadOnlyList<TraceComparison> comparisons)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        return ComparisonJson.Write(comparisons);
    }

    /// <summary>As Markdown, one after the other.</summary>
    /// <param name="comparisons">The comparisons.</param>
    public static string ToMarkdown(IReadOnlyList<TraceComparison> comparisons)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        return string.Join('\n', comparisons.Select(c => $"## {c.CandidateLabel} against {c.BaselineLabel}\n\n{c.ToMarkdown()}"));
    }

    /// <summary>As text in columns, one after the other.</summary>
    /// <param name="comparisons">The comparisons.</param>
    /// <param name="options">How; null for the defaults.</param>
    public static string ToText(IReadOnlyList<TraceComparison> comparisons, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        return string.Join('\n', comparisons.Select(c => $"{c.CandidateLabel} against {c.BaselineLabel}\n{c.ToText(options)}"));
    }
}
