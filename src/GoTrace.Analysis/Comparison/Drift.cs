using System.Globalization;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Comparison;

/// <summary>
/// Do figures rise or fall over the runs, whichever side they are of? Then something else changed
/// while they were made: the machine grew warm, or busy, or a cache full.
/// </summary>
public static class Drift
{
    // A run has few neighbours where there are few of them.
    private const int FewestRuns = 6;

    /// <summary>Notes the primary figures that drift: by Kendall's test against the order of the runs, each side's median taken off.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="baselineOrder">When each run of the baseline was made: its place among all.</param>
    /// <param name="candidateOrder">When each run of the candidate was made.</param>
    /// <returns>A warning, or null if nothing drifts.</returns>
    public static ComparisonWarning? Find(TraceComparison comparison, IReadOnlyList<int> baselineOrder, IReadOnlyList<int> candidateOrder)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(baselineOrder);
        ArgumentNullException.ThrowIfNull(candidateOrder);
        if (baselineOrder.Count + candidateOrder.Count < FewestRuns)
        {
            return null;
        }

        // A figure that some runs lack can't be told run from run.
        FigureComparison[] figures =
        [
            .. comparison.Figures.Where(f => f.Primary && f.Baseline.N == baselineOrder.Count && f.Candidate.N == candidateOrder.Count),
        ];
        double[][] values = [.. figures.Select(f => InOrder(f, baselineOrder, candidateOrder))];
        double[] p = Holm.Adjust([.. values.Select(v => Kendall.PValue(v))]);
        string[] drifting =
        [
            .. figures.Index().Where(f => p[f.Index] <= comparison.Alpha).Select(f => string.Create(
                CultureInfo.InvariantCulture, $"{f.Item.Name} {(Kendall.Score(values[f.Index]) > 0 ? "rose" : "fell")} (p = {p[f.Index]:0.000})")),
        ];
        return drifting.Length == 0 ? null : new ComparisonWarning(
            "drift",
            $"over the runs {string.Join(", ", drifting)}: something else changed too; their random order keeps that from favouring a side, but a calmer machine would tell more",
            []);
    }

    private static double[] InOrder(FigureComparison figure, IReadOnlyList<int> baselineOrder, IReadOnlyList<int> candidateOrder)
    {
        IEnumerable<(int Place, double Value)> baseline = baselineOrder.Zip(figure.Baseline.Values, (o, v) => (o, v - figure.Baseline.Median!.Value));
        IEnumerable<(int Place, double Value)> candidate = candidateOrder.Zip(figure.Candidate.Values, (o, v) => (o, v - figure.Candidate.Median!.Value));
        return [.. baseline.Concat(candidate).OrderBy(r => r.Place).Select(r => r.Value)];
    }
}
