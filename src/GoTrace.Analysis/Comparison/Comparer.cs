using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Comparison;

/// <summary>Compares figure by figure, and makes a verdict of it.</summary>
internal static class Comparer
{
    public static TraceComparison Compare(Side baseline, Side candidate, ComparisonOptions options)
    {
        string? work = FindWork([.. baseline.Runs, .. candidate.Runs], options.Work);
        List<Figure> figures = Select(work, options);
        List<ComparisonWarning> warnings = new Comparability(baseline, candidate, figures, work).Check(options.Force);
        List<FigureDraft> drafts = figures.ConvertAll(f => new FigureDraft(f, baseline, candidate, SpoiledBy(f, warnings, options), options));

        // Each family by itself: what only helps to understand must not make the verdict harder to reach.
        double[] primary = Adjust(drafts, isPrimary: true);
        double[] others = Adjust(drafts, isPrimary: false);
        int nextPrimary = 0;
        int nextOther = 0;
        var results = new List<FigureComparison>();
        foreach (FigureDraft draft in drafts)
        {
            double adjusted = !draft.IsJudged ? 1 : draft.IsPrimary ? primary[nextPrimary++] : others[nextOther++];
            results.Add(draft.Finish(adjusted, baseline, candidate, options));
        }

        bool indicative = baseline.Runs.Count == 1 && candidate.Runs.Count == 1;
        if (indicative)
        {
            warnings.Add(new ComparisonWarning(
                "indicative",
                "one run a side: the chance within a run is known from its windows of time, that between runs is not; take this as a hint",
                []));
        }

        (Verdict verdict, string reason) = new Verdicts(results, baseline.Runs.Count, candidate.Runs.Count, primary.Length, options).Decide();
        return new TraceComparison
        {
            Verdict = verdict,
            Reason = reason,
            Warnings = warnings,
            BaselineLabel = baseline.Label,
            CandidateLabel = candidate.Label,
            Alpha = options.Alpha,
            Threshold = options.Threshold,
            Indicative = indicative,
            Figures = results,
            Distributions = DistributionPair.Of(baseline, candidate),
        };
    }

    private static string? FindWork(TraceAnalysis[] runs, string? told)
    {
        if (told is null)
        {
            return FigureCatalog.FindWork(runs);
        }

        if (runs.All(r => FigureCatalog.Work(r, told) is null))
        {
            string[] names = [.. runs.SelectMany(r => r.Tasks.Keys.Concat(r.Regions.Keys)).Distinct().Order(StringComparer.Ordinal)];
            throw new ArgumentException(
                $"no run has a task or region \"{told}\"; there are {(names.Length == 0 ? "none" : string.Join(", ", names))}");
        }

        return told;
    }

    private static double[] Adjust(List<FigureDraft> drafts, bool isPrimary) =>
        Holm.Adjust([.. drafts.Where(d => d.IsJudged && d.IsPrimary == isPrimary).Select(d => d.P)]);

    private static string[] SpoiledBy(Figure figure, List<ComparisonWarning> warnings, ComparisonOptions options) =>
        options.Force ? [] : [.. warnings.Where(w => w.Spoils.Contains(figure.Name)).Select(w => w.Code)];

    private static List<Figure> Select(string? work, ComparisonOptions options)
    {
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
                throw new ArgumentException($"there is no figure \"{name}\"; there are {string.Join(", ", all.Select(f => f.Name))}");
            }
        }

        // Whoever names figures judges by them.
        return [.. all.Select(f => f with { IsPrimary = options.Metrics.Any(m => Matches(f.Name, m)) }).OrderBy(f => f.IsPrimary ? 0 : 1)];
    }

    private static bool Matches(string name, string pattern) => pattern.EndsWith('*')
        ? name.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : name == pattern;
}
