using System.Diagnostics.CodeAnalysis;
using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Reporting.Html;

namespace GoTrace.Analysis.Reporting.Notebooks;

/// <summary>
/// Shows a result in a notebook: tables and plots that need no program and bring no style, so that they
/// fit in with the notebook's own, and are there still when it is opened again.
/// </summary>
internal sealed class ResultHtmlFormatter
{
    public string MimeType { get; } = "text/html";

    [SuppressMessage("Performance", "CA1822", Justification = "The host calls it on an object.")]
    public bool Format(object instance, TextWriter writer)
    {
        string? html = instance switch
        {
            TraceAnalysis analysis => StaticSummary.Of(analysis),
            TraceComparison comparison => StaticSummary.Of(comparison),
            _ => null,
        };
        if (html is null)
        {
            return false;
        }

        writer.Write(html);
        return true;
    }
}
