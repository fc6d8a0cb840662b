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

    /// <summary>Whether to compare what is not comparable, and to judge by figures that warnings say are spoiled.</summary>
    public bool Force { get; init; }

    /// <summary>How many parts of each sort to explain a changed figure by: 5 unless told.</summary>
    public int Explanations { get; init; } = 5;

    internal void Validate()
    {
        Check(Alpha is > 0 and < 1, nameof(Alpha), "above 0 and below 1");
        Check(Threshold >= 0 && double.IsFinite(Threshold), nameof(Threshold), "at least 0");
        Check(Explanations >= 0, nameof(Explanations), "at least 0");
    }

    private static void Check(bool isGood, string name, string want)
    {
        if (!isGood)
        {
            throw new ArgumentOutOfRangeException(name, $"{name} must be {want}.");
        }
    }
}
