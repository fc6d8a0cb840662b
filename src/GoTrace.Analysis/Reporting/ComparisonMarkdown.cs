using System.Globalization;
using System.Text;
using GoTrace.Analysis.Comparison;

namespace GoTrace.Analysis.Reporting;

/// <summary>A comparison for a pull request.</summary>
internal static class ComparisonMarkdown
{
    public static string Write(TraceComparison c)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### GoTrace: {Title(c)}\n\n{Sentence(c.Reason)}\n\n");
        foreach (ComparisonWarning warning in c.Warnings)
        {
            text.Append(CultureInfo.InvariantCulture, $"> **Warning:** {warning.Message}\n");
        }

        if (c.Warnings.Count > 0)
        {
            text.Append('\n');
        }

        Table(text, c, c.Figures.Where(f => f.Primary));
        Explanations(text, c);
        text.Append("<details><summary>Other figures (exploratory)</summary>\n\n");
        Table(text, c, c.Figures.Where(f => !f.Primary));
        text.Append("</details>\n");
        return text.ToString();
    }

    private static string Title(TraceComparison c) => c.Verdict switch
    {
        Verdict.Keep => "keep",
        Verdict.Revert => "revert",
        Verdict.NoDifference => "no difference",
        _ => "inconclusive",
    };

    private static void Table(StringBuilder text, TraceComparison c, IEnumerable<FigureComparison> figures)
    {
        text.Append(CultureInfo.InvariantCulture, $"| figure | {Escape(c.BaselineLabel)} | {Escape(c.CandidateLabel)} | change | interval | p | runs | |\n");
        text.Append("|---|--:|--:|--:|--:|--:|--:|---|\n");
        foreach (FigureComparison f in figures)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {f.Name} | {Units.Format(f.Baseline.Median, f.Unit)} | {Units.Format(f.Candidate.Median, f.Unit)} | {ComparisonCells.Change(f)} | {ComparisonCells.Interval(f)} | {ComparisonCells.P(f)} | {f.Baseline.N}+{f.Candidate.N} | {ComparisonCells.Verdict(f)} |\n");
        }

        text.Append('\n');
    }

    private static void Explanations(StringBuilder text, TraceComparison c)
    {
        foreach (FigureComparison f in c.Figures.Where(f => f.Primary && ComparisonCells.Parts(f).Any()))
        {
            text.Append(CultureInfo.InvariantCulture, $"**{f.Name}** is explained by: ");
            text.AppendJoin("; ", ComparisonCells.Parts(f).Select(e => string.Create(
                CultureInfo.InvariantCulture, $"{e.What} `{e.Name}` {e.Share * 100:0}%")));
            text.Append("\n\n");
        }
    }

    // Names of figures stay as they are, at the beginning too.
    private static string Sentence(string text) =>
        (text.AsSpan(0, text.IndexOf(' ')).Contains('.') ? text[..1] : text[..1].ToUpperInvariant()) + text[1..] + ".";

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
