using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Comparison;

/// <summary>A figure's numbers on both sides, before what the other figures show is known.</summary>
internal sealed class FigureDraft
{
    // Windows are drawn the same in every comparison of the same runs.
    private const int Seed = 20_240_229;

    private readonly Figure _figure;
    private readonly double[] _baseline;
    private readonly double[] _candidate;
    private readonly IReadOnlyList<string> _spoiledBy;
    private readonly ShiftEstimate? _shift;

    public FigureDraft(Figure figure, Side baseline, Side candidate, IReadOnlyList<string> spoiledBy, ComparisonOptions options)
    {
        _figure = figure;
        _spoiledBy = spoiledBy;
        _baseline = [.. baseline.Runs.Select(figure.Of).OfType<double>()];
        _candidate = [.. candidate.Runs.Select(figure.Of).OfType<double>()];
        if (_baseline.Length == 0 || _candidate.Length == 0)
        {
            return;
        }

        if (baseline.Runs.Count == 1 && candidate.Runs.Count == 1)
        {
            (P, _shift) = FromWindows(baseline.Runs[0], candidate.Runs[0], options.Alpha);
            return;
        }

        P = MannWhitney.PValue(_baseline, _candidate);
        _shift = HodgesLehmann.Estimate(_baseline, _candidate, options.Alpha);
    }

    /// <summary>How likely a difference at least as clear were if there was none.</summary>
    public double P { get; private set; } = 1;

    public bool IsPrimary => _figure.IsPrimary;

    /// <summary>
    /// Whether the figure can tell anything. Where every run of both sides has the same value there is
    /// nothing to find, nor to correct the others for; nor where it can't be compared.
    /// </summary>
    public bool IsJudged => _shift is not null && _spoiledBy.Count == 0 && _baseline.Concat(_candidate).Distinct().Count() > 1;

    public FigureComparison Finish(double adjusted, Side baseline, Side candidate, ComparisonOptions options)
    {
        bool positive = _shift is not null && _baseline.Min() > 0 && _candidate.Min() > 0;
        var figure = new FigureComparison
        {
            Name = _figure.Name,
            Meaning = _figure.Meaning,
            Unit = _figure.Unit,
            Better = _figure.Better,
            Primary = _figure.IsPrimary,
            Verdict = Judge(adjusted, options),
            SpoiledBy = _spoiledBy,
            Baseline = new SideValues(_baseline.Length, Middle(_baseline), _baseline),
            Candidate = new SideValues(_candidate.Length, Middle(_candidate), _candidate),
            Overlap = _shift is not null && _baseline.Min() <= _candidate.Max() && _candidate.Min() <= _baseline.Max(),
            Shift = _shift?.Shift,
            Ratio = positive ? Math.Exp(HodgesLehmann.Shift(Logs(_baseline), Logs(_candidate))) : null,
            Interval = _shift is { } s && (s.Lower ?? s.Upper) is not null ? new Interval(s.Lower, s.Upper) : null,
            Confidence = _shift is { } e && (e.Lower ?? e.Upper) is not null ? e.Confidence : null,
            P = P,
            PAdjusted = adjusted,
            ExplainedBy = [],
        };
        return figure.Verdict is FigureVerdict.Improved or FigureVerdict.Regressed
            ? figure with { ExplainedBy = Explanations.Of(_figure.Name, _shift!.Value.Shift, baseline, candidate, options.Explanations) }
            : figure;
    }

    private (double P, ShiftEstimate Shift) FromWindows(TraceAnalysis baseline, TraceAnalysis candidate, double alpha)
    {
        double shift = _candidate[0] - _baseline[0];
        return _figure.Windows is { } windows
            && BlockBootstrap.Estimate([.. windows(baseline)], [.. windows(candidate)], shift, alpha, Seed) is { } drawn
            ? (drawn.P, new ShiftEstimate(shift, drawn.Lower, drawn.Upper, 1 - alpha))
            : (1, new ShiftEstimate(shift, null, null, 0));
    }

    private FigureVerdict Judge(double adjusted, ComparisonOptions options)
    {
        if (_shift is not { } shift || _spoiledBy.Count > 0)
        {
            return FigureVerdict.Inconclusive;
        }

        double matters = Math.Max(_figure.Floor, options.Threshold * Math.Abs(HodgesLehmann.Median(_baseline)));
        if (shift.Lower >= -matters && shift.Upper <= matters)
        {
            return FigureVerdict.NoChange;
        }

        if (adjusted > options.Alpha || Math.Abs(shift.Shift) < matters)
        {
            return FigureVerdict.Inconclusive;
        }

        return shift.Shift < 0 == (_figure.Better == Better.Lower) ? FigureVerdict.Improved : FigureVerdict.Regressed;
    }

    private static double? Middle(double[] values) => values.Length == 0 ? null : HodgesLehmann.Median(values);

    private static double[] Logs(double[] values) => Array.ConvertAll(values, Math.Log);
}
