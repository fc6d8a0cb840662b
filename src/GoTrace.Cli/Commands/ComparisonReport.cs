using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Reporting;
using GoTrace.Analysis.Reporting.Html;
using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Commands;

/// <summary>Compares sides, writes what comes out, and holds the gate.</summary>
internal sealed class ComparisonReport(Terminal terminal)
{
    public required ComparisonOptions Options { get; init; }

    public required Gate Gate { get; init; }

    public required string Format { get; init; }

    public bool All { get; init; }

    public bool IsJson => Format == Choice.Json;

    /// <summary>Compares each side with the first.</summary>
    /// <exception cref="CommandFailure">They can't be compared.</exception>
    public IReadOnlyList<TraceComparison> Compare(IReadOnlyList<Side> sides)
    {
        try
        {
            return TraceComparison.CompareAll(sides, Options);
        }
        catch (NotComparableException e)
        {
            throw new CommandFailure(ExitCode.Usage, "not_comparable", $"the sides can't be compared: {e.Message} (--force does it all the same)");
        }
        catch (ArgumentException e)
        {
            throw CommandFailure.Usage(e.Message);
        }
    }

    /// <summary>Writes comparisons; the result is an exit code.</summary>
    public int Write(IReadOnlyList<TraceComparison> comparisons)
    {
        var report = new ReportOptions { All = All, UseColor = terminal.UseColor, Width = terminal.Width };
        TraceComparison? only = comparisons.Count == 1 ? comparisons[0] : null;
        terminal.Output.Write(Format switch
        {
            Choice.Json => (only?.ToJson() ?? ComparisonSet.ToJson(comparisons)) + "\n",
            Choice.Markdown => only?.ToMarkdown() ?? ComparisonSet.ToMarkdown(comparisons),
            Choice.Html => Page(comparisons),
            Choice.BenchFormat => BenchFormat.Write(comparisons),
            _ => only?.ToText(report) ?? ComparisonSet.ToText(comparisons, report),
        });
        terminal.Flush();
        int exitCode = ExitCode.Done;
        foreach (TraceComparison comparison in comparisons)
        {
            if (Gate.Check(comparison) is { } why)
            {
                terminal.Error.WriteLine($"gotrace: {(only is null ? comparison.CandidateLabel + ": " : "")}{why}");
                exitCode = ExitCode.GateFailed;
            }
        }

        return exitCode;
    }

    private static string Page(IReadOnlyList<TraceComparison> comparisons) => comparisons.Count <= HtmlReport.MostTraces
        ? HtmlReport.Write(comparisons)
        : throw CommandFailure.Usage($"a page has room for {HtmlReport.MostTraces} comparisons, and these are {comparisons.Count}");
}
