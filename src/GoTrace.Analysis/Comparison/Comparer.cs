using System.Globalization;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Comparison;

/// <summary>Compares figure by figure, and makes a verdict of it.</summary>
internal static class Comparer
{
    public static TraceComparison Compare(Side baseline, Side candidate, ComparisonOptions options)
    {
        List<ComparisonWarning> warnings = Comparability.Check(baseline, candidate, options);
        List<Figure> figures = Select(baseline, candidate, options);
        var drafts = figures.ConvertAll(f => Draft.Make(f, baseline, candidate, options));
        double[] primary = Holm.Adjust([.. drafts.Where(d => d.IsJudged(true)).Select(d => d.P)]);
        double[] others = Holm.Adjust([.. drafts.Where(d => d.IsJudged(false)).Select(d => d.P)]);
        int nextPrimary = 0;
        int nextOther = 0;
        var results = new List<FigureComparison>();
        foreach (Draft draft in drafts)
        {
            double adjusted = draft.IsJudged(true) ? primary[nextPrimary++] : draft.IsJudged(false) ? others[nextOther++] : 1;
            results.Add(draft.Finish(adjusted, baseline, candidate, options));
        }

        (Verdict verdict, string reason) = Verdicts.Of(results, baseline.Runs.Count, candidate.Runs.Count, primary.Length, options);
        return new TraceComparison
        {
            Verdict = verdict,
            Reason = reason,
            Warnings = warnings,
            BaselineLabel = baseline.Label,
            CandidateLabel = candidate.Label,
            Alpha = options.Alpha,
            Threshold = options.Threshold,
            Indicative = baseline.Runs.Count == 1 && candidate.Runs.Count == 1,
            Figures = results,
            Distributions = DistributionPair.Of(baseline, candidate),
        };
    }

    private static List<Figure> Select(Side baseline, Side candidate, ComparisonOptions options)
    {
        string? work = options.Work ?? FigureCatalog.FindWork(baseline.Runs.Concat(candidate.Runs));
        var all = new List<Figure>();
        if (work is not null)
        {
            all.Add(FigureCatalog.WorkTime(work));
        }

        all.AddRange(FigureCatalog.Primary);
        all.AddRange(FigureCatalog.Exploratory);
        if (options.Metrics.Count == 0)
        {
            return all;
        }

        foreach (string name in options.Metrics)
        {
            if (!all.Exists(f => Matches(f.Name, name)))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"there is no figure \"{name}\"; there are {string.Join(", ", all.Select(f => f.Name))}"));
            }
        }

        // Whoever names figures judges by them.
        return [.. all.Select(f => f with { IsPrimary = options.Metrics.Any(m => Matches(f.Name, m)) }).OrderBy(f => f.IsPrimary ? 0 : 1)];
    }

    private static bool Matches(string name, string pattern) => pattern.EndsWith('*')
        ? name.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : name == pattern;

    /// <summary>A figure's numbers before the others are known.</summary>
    private sealed record Draft(Figure Figure, double[] Baseline, double[] Candidate, double P, ShiftEstimate? Shift)
    {
        public static Draft Make(Figure figure, Side baseline, Side candidate, ComparisonOptions options)
        {
            double[] before = [.. baseline.Runs.Select(figure.Of).OfType<double>()];
            double[] after = [.. candidate.Runs.Select(figure.Of).OfType<double>()];
            bool both = before.Length > 0 && after.Length > 0;
            return new Draft(
                figure,
                before,
                after,
                both ? MannWhitney.PValue(before, after) : 1,
                both ? HodgesLehmann.Estimate(before, after, options.Alpha) : null);
        }

        // Where every run of both sides has the same value there is nothing to find, nor to correct for.
        public bool IsJudged(bool primary) =>
            Figure.IsPrimary == primary && Shift is not null && Baseline.Concat(Candidate).Distinct().Count() > 1;

        public FigureComparison Finish(double adjusted, Side baseline, Side candidate, ComparisonOptions options)
        {
            var before = new SideValues(Baseline.Length, Middle(Baseline), Baseline);
            FigureVerdict verdict = Judge(before.Median ?? 0, adjusted, options);
            bool positive = Shift is not null && Baseline.Min() > 0 && Candidate.Min() > 0;
            return new FigureComparison
            {
                Name = Figure.Name,
                Meaning = Figure.Meaning,
                Unit = Figure.Unit,
                Better = Figure.Better,
                Primary = Figure.IsPrimary,
                Verdict = verdict,
                Baseline = before,
                Candidate = new SideValues(Candidate.Length, Middle(Candidate), Candidate),
                Overlap = Shift is not null && Baseline.Min() <= Candidate.Max() && Candidate.Min() <= Baseline.Max(),
                Shift = Shift?.Shift,
                Ratio = positive ? Math.Exp(HodgesLehmann.Shift(Logs(Baseline), Logs(Candidate))) : null,
                Interval = Shift is { } s && (s.Lower ?? s.Upper) is not null ? new Interval(s.Lower, s.Upper) : null,
                Confidence = Shift?.Confidence,
                P = P,
                PAdjusted = adjusted,
                ExplainedBy = verdict is FigureVerdict.Improved or FigureVerdict.Regressed or FigureVerdict.Changed
                    ? Explanations.Of(Figure.Name, baseline, candidate, options.Explanations)
                    : [],
            };
        }

        private FigureVerdict Judge(double median, double adjusted, ComparisonOptions options)
        {
            if (Shift is not { } shift)
            {
                return FigureVerdict.Inconclusive;
            }

            double matters = Math.Max(Figure.Floor, options.Threshold * Math.Abs(median));
            if (shift.Lower is { } lower && shift.Upper is { } upper && lower >= -matters && upper <= matters)
            {
                return FigureVerdict.NoChange;
            }

            if (adjusted > options.Alpha || Math.Abs(shift.Shift) < matters)
            {
                return !IsJudged(Figure.IsPrimary) ? FigureVerdict.NoChange : FigureVerdict.Inconclusive;
            }

            return Figure.Better == Better.Neither ? FigureVerdict.Changed
                : shift.Shift < 0 == (Figure.Better == Better.Lower) ? FigureVerdict.Improved
                : FigureVerdict.Regressed;
        }

        private static double? Middle(double[] values) => values.Length == 0 ? null : HodgesLehmann.Median(values);

        private static double[] Logs(double[] values) => Array.ConvertAll(values, Math.Log);
    }
}
