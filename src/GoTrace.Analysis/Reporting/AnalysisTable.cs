using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Reporting.Layout;
using GoTrace.Analysis.Reporting.Sections;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Reporting;

/// <summary>The main figures of several traces, a row a trace.</summary>
public static class AnalysisTable
{
    /// <summary>As text in columns.</summary>
    /// <param name="analyses">The traces.</param>
    /// <param name="options">How; null for the defaults.</param>
    public static string ToText(IReadOnlyList<TraceAnalysis> analyses, ReportOptions? options = null) =>
        TextRenderer.Render(Of(analyses), options ?? ReportOptions.Default);

    /// <summary>As Markdown.</summary>
    /// <param name="analyses">The traces.</param>
    public static string ToMarkdown(IReadOnlyList<TraceAnalysis> analyses) => MarkdownRenderer.Render(Of(analyses));

    /// <summary>As a JSON array, indented: the objects that <see cref="TraceAnalysis.ToJson"/> gives.</summary>
    /// <param name="analyses">The traces.</param>
    public static string ToJson(IReadOnlyList<TraceAnalysis> analyses)
    {
        ArgumentNullException.ThrowIfNull(analyses);
        return AnalysisJson.Write(analyses);
    }

    private static Document Of(IReadOnlyList<TraceAnalysis> analyses)
    {
        ArgumentNullException.ThrowIfNull(analyses);
        string folder = CommonFolder(analyses);
        var document = new Document { Title = Rows.Counted(analyses.Count, "trace"), Note = folder.Length == 0 ? "" : "in " + folder };
        var section = new Section("Main figures", "preemptions and waits are those of user goroutines");
        var table = new Table(
            Column.Text("trace"), "length", "preempted", "per G s", "use of Ps", "evenness", "lost",
            "wait p50", "wait p99", "lost P", "long", "in long", "GC p99", Column.Text(""));
        foreach (TraceAnalysis a in analyses)
        {
            table.Add(
                (a.Source ?? "trace")[folder.Length..],
                Units.Duration(a.DurationNs),
                Rows.Count(a.Preemptions.User),
                Units.Format(a.Preemptions.UserPerGoroutineSecond, FigureUnit.PerSecond),
                Rows.Share(a.Processors.Total(p => p.GoroutineNs), a.Processors.Total(p => p.ExistedNs)),
                a.Evenness.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture),
                Rows.Share(a.LostParallelism.Share),
                Duration(a.SchedulingLatency.User.Count, a.SchedulingLatency.User.P50Ns),
                Duration(a.SchedulingLatency.User.Count, a.SchedulingLatency.User.P99Ns),
                Rows.Count(a.Syscalls.Blocked.Count),
                Rows.Count(a.Syscalls.Long.Count),
                Duration(a.Syscalls.Long.Count, a.Syscalls.Long.TotalNs),
                Duration(a.StopTheWorld.Gc.Count, a.StopTheWorld.Gc.P99Ns),
                a.DataQuality.IsDamaged ? new Cell(a.DataQuality.LostBytes > 0 ? "part was lost" : "damaged", Tone.Bad) : "");
        }

        section.Tables.Add(table);
        section.Closing.Add(Cell.Faint("per G s: by second of goroutine time; lost: Ps idle while goroutines were ready; lost P, long: syscalls"));
        document.Sections.Add(section);
        return document;
    }

    private static string CommonFolder(IReadOnlyList<TraceAnalysis> analyses)
    {
        string common = analyses.Count == 0 ? "" : analyses[0].Source ?? "";
        foreach (TraceAnalysis a in analyses)
        {
            common = common[..common.AsSpan().CommonPrefixLength(a.Source ?? "")];
        }

        return common[..(common.LastIndexOfAny(['/', '\\']) + 1)];
    }

    private static string Duration(long count, long ns) => count == 0 ? "-" : Units.Duration(ns);
}
