namespace GoTrace.Analysis.Comparison;

/// <summary>How sides are compared.</summary>
public sealed record ComparisonOptions
{
    /// <summary>The defaults.</summary>
    public static ComparisonOptions Default { get; } = new();

    /// <summary>How often a comparison may find a change where there is none: 0.05 unless told.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Which relative change matters in practice: 0.05 unless told.</summary>
    public double Threshold { get; init; } = 0.05;

    /// <summary>
    /// The names of the figures to judge by, in place of the usual primary ones; empty for those. A
    /// name may end in <c>*</c>.
    /// </summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>The name of the task or region that marks the program's work; null to find it.</summary>
    public string? Work { get; init; }

    /// <summary>Whether to compare what is not comparable.</summary>
    public bool Force { get; init; }

    /// <summary>How many explanations to give for a changed figure: 5 unless told.</summary>
    public int Explanations { get; init; } = 5;
}
