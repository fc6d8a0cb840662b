using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Reporting.Html.Data;
using GoTrace.Analysis.Reporting.Html.Trace;

namespace GoTrace.Analysis.Reporting.Html;

/// <summary>
/// The main figures as plain HTML, with plots as SVG and no program or style: for notebooks, and for
/// pages where programs may not run.
/// </summary>
internal static class StaticSummary
{
    private const int TextCost = 300;
    private const int MostFigures = 30;
    private const int MostWarnings = 20;

    public static string Of(TraceAnalysis analysis)
    {
        var html = new StringBuilder();
        html.Append("<table>\n<caption>").Append(Encode($"Go execution trace, {Units.Duration(analysis.DurationNs)}"))
            .Append("</caption>\n<thead><tr><th scope=\"col\">Figure</th><th scope=\"col\">Value</th><th scope=\"col\">Of which</th></tr></thead>\n<tbody>\n");
        foreach (HeadlineData headline in Headlines.Of(analysis))
        {
            html.Append("<tr><th scope=\"row\">").Append(Encode(headline.Label)).Append("</th><td>").Append(Encode(headline.Value))
                .Append("</td><td>").Append(Encode(headline.Note)).Append("</td></tr>\n");
        }

        html.Append("</tbody>\n</table>\n").Append(StaticPlots.Use(analysis)).Append(StaticPlots.Latency(analysis));
        foreach (NoteData note in QualityNotes.Of(analysis).Where(n => n.Level == "warn"))
        {
            html.Append("<p><strong>Warning:</strong> ").Append(Encode(note.Text)).Append("</p>\n");
        }

        return html.ToString();
    }

    public static string Of(TraceComparison comparison)
    {
        var html = new StringBuilder();
        html.Append("<p><strong>").Append(Encode(Title(comparison.Verdict))).Append(":</strong> ").Append(Encode(comparison.Reason)).Append(".</p>\n");
        foreach (ComparisonWarning warning in comparison.Warnings.Take(MostWarnings))
        {
            html.Append("<p><strong>Warning:</strong> ").Append(Encode(warning.Message)).Append("</p>\n");
        }

        html.Append("<table>\n<caption>Primary figures</caption>\n<thead><tr>");
        foreach (string name in (string[])["Figure", comparison.BaselineLabel, comparison.CandidateLabel, "Change", "Interval", "p", "Verdict"])
        {
            html.Append("<th scope=\"col\">").Append(Encode(name)).Append("</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        foreach (FigureComparison f in comparison.Figures.Where(f => f.Primary).Take(MostFigures))
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr><th scope=\"row\">{Encode(f.Name)}</th><td>{Encode(Units.Format(f.Baseline.Median, f.Unit))}</td><td>{Encode(Units.Format(f.Candidate.Median, f.Unit))}</td>")
                .Append(
                CultureInfo.InvariantCulture,
                $"<td>{Encode(ComparisonCells.Change(f))}</td><td>{Encode(ComparisonCells.Interval(f))}</td><td>{Encode(ComparisonCells.P(f))}</td><td>{ComparisonCells.Verdict(f)}</td></tr>\n");
        }

        return html.Append("</tbody>\n</table>\n").ToString();
    }

    public static string Encode(string text) => HtmlEncoder.Default.Encode(TextTable.Cut(text, TextCost));

    private static string Title(Verdict verdict) => verdict switch
    {
        Verdict.Keep => "Keep",
        Verdict.Revert => "Revert",
        Verdict.NoDifference => "No difference",
        _ => "Inconclusive",
    };
}
