using System.Text.Json;
using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Reporting.Html.Data;

namespace GoTrace.Analysis.Reporting.Html;

/// <summary>What a page shows of a comparison.</summary>
internal static class ComparisonDataBuilder
{
    // More than anyone takes; a page must not grow with them without bound.
    private const int MostRuns = 200;
    private const int MostFigures = 100;
    private const int MostParts = 20;
    private const int MostNotes = 20;

    public static ComparisonData Build(TraceComparison c, ReportLimits limits)
    {
        IEnumerable<FigureComparison> shown = c.Figures.OrderBy(f => f.Primary ? 0 : 1).Take(Math.Min(MostFigures, 2 * limits.Rows));
        return new ComparisonData
        {
            Verdict = Name(c.Verdict),
            Reason = Cut(c.Reason, 6 * limits.TextCost),
            Baseline = Cut(c.BaselineLabel, limits.TextCost),
            Candidate = Cut(c.CandidateLabel, limits.TextCost),
            Alpha = c.Alpha,
            Threshold = c.Threshold,
            Indicative = c.Indicative,
            Notes = [.. c.Warnings.Take(MostNotes).Select(w => new NoteData("warn", Cut(w.Message, 2 * limits.TextCost)))],
            Figures = [.. shown.Select(f => Figure(f, limits))],
            Distributions =
            [
                .. c.Distributions.Select(d => new DistributionPairData(d.Name, d.Meaning, Histogram("baseline", d.Baseline), Histogram("candidate", d.Candidate))),
            ],
        };
    }

    private static FigureData Figure(FigureComparison f, ReportLimits limits) => new()
    {
        Name = Cut(f.Name, limits.TextCost),
        Meaning = Cut(f.Meaning, limits.TextCost),
        Unit = Name(f.Unit),
        Better = Name(f.Better),
        Primary = f.Primary,
        Verdict = f.Shift is null ? "no_data" : Name(f.Verdict),
        BaselineRuns = Runs(f.Baseline, limits),
        CandidateRuns = Runs(f.Candidate, limits),
        BaselineMedian = PlainNumber.Of(f.Baseline.Median),
        CandidateMedian = PlainNumber.Of(f.Candidate.Median),
        Shift = PlainNumber.Of(f.Shift),
        HasInterval = f.Interval is not null,
        Lower = PlainNumber.Of(f.Interval?.Lower),
        Upper = PlainNumber.Of(f.Interval?.Upper),
        Confidence = PlainNumber.Of(f.Confidence),
        Change = ComparisonCells.Change(f),
        Interval = ComparisonCells.Interval(f),
        P = ComparisonCells.P(f),
        PAdjusted = PlainNumber.Of(f.PAdjusted),
        ExplainedBy =
        [
            .. f.ExplainedBy.Take(Math.Min(MostParts, limits.Rows)).Select(e => new PartData(
                Cut(e.What, limits.TextCost), Cut(e.Name, limits.TextCost), PlainNumber.Of(e.Baseline), PlainNumber.Of(e.Candidate), PlainNumber.Of(e.Share))),
        ],
    };

    private static HistogramData Histogram(string name, SideDistribution d) => new()
    {
        Name = name,
        Count = d.Count,
        P50Ns = d.P50Ns,
        P99Ns = d.P99Ns,
        MaxNs = d.MaxNs,
        Buckets = [.. d.Shares.SelectMany(s => new double[] { s.FromNs, s.ToNs, Math.Round(s.Share, 8) })],
    };

    private static double[] Runs(SideValues side, ReportLimits limits) => [.. side.Values.Take(Math.Min(MostRuns, limits.Rows)).Select(PlainNumber.Of)];

    private static string Cut(string text, int cost) => TextTable.Cut(text, cost);

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
