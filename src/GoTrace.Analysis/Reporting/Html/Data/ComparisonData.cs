namespace GoTrace.Analysis.Reporting.Html.Data;

/// <summary>A comparison.</summary>
internal sealed record ComparisonData
{
    /// <summary><c>keep</c>, <c>revert</c>, <c>no_difference</c> or <c>inconclusive</c>.</summary>
    public required string Verdict { get; init; }

    public required string Reason { get; init; }

    public required string Baseline { get; init; }

    public required string Candidate { get; init; }

    public double Alpha { get; init; }

    public double Threshold { get; init; }

    public bool Indicative { get; init; }

    public required IReadOnlyList<NoteData> Notes { get; init; }

    public required IReadOnlyList<FigureData> Figures { get; init; }

    public required IReadOnlyList<DistributionPairData> Distributions { get; init; }
}

/// <summary>One figure on both sides.</summary>
internal sealed record FigureData
{
    public required string Name { get; init; }

    public required string Meaning { get; init; }

    public required string Unit { get; init; }

    public required string Better { get; init; }

    public bool Primary { get; init; }

    public required string Verdict { get; init; }

    public required IReadOnlyList<double> BaselineRuns { get; init; }

    public required IReadOnlyList<double> CandidateRuns { get; init; }

    public double? BaselineMedian { get; init; }

    public double? CandidateMedian { get; init; }

    public double? Shift { get; init; }

    /// <summary>The interval's ends, in the figure's unit; null is open.</summary>
    public double? Lower { get; init; }

    public double? Upper { get; init; }

    public bool HasInterval { get; init; }

    public double? Confidence { get; init; }

    public required string Change { get; init; }

    public required string Interval { get; init; }

    public required string P { get; init; }

    public double PAdjusted { get; init; }

    public required IReadOnlyList<PartData> ExplainedBy { get; init; }
}

/// <summary>A part of a change.</summary>
internal sealed record PartData(string What, string Name, double Baseline, double Candidate, double Share);

/// <summary>A distribution on both sides.</summary>
internal sealed record DistributionPairData(string Name, string Meaning, HistogramData Baseline, HistogramData Candidate);
