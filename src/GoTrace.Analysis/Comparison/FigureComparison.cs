using System.Text.Json.Serialization;

namespace GoTrace.Analysis.Comparison;

/// <summary>One figure on both sides.</summary>
public sealed record FigureComparison
{
    /// <summary>Its name, such as <c>sched.latency.p99</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in a few words.</summary>
    public required string Meaning { get; init; }

    /// <summary>What it is counted in.</summary>
    public FigureUnit Unit { get; init; }

    /// <summary>Which way is better.</summary>
    public Better Better { get; init; }

    /// <summary>Whether the verdict for the whole is made from it; the others only help to understand.</summary>
    public bool Primary { get; init; }

    /// <summary>What became of it.</summary>
    public FigureVerdict Verdict { get; init; }

    /// <summary>
    /// The codes of the warnings for which it can't be trusted; then it is inconclusive, whatever it shows.
    /// </summary>
    public IReadOnlyList<string> SpoiledBy { get; init; } = [];

    /// <summary>Before.</summary>
    public required SideValues Baseline { get; init; }

    /// <summary>After.</summary>
    public required SideValues Candidate { get; init; }

    /// <summary>Whether some run of one side lies among those of the other.</summary>
    public bool Overlap { get; init; }

    /// <summary>The change, in the figure's unit (Hodges-Lehmann); null without values on both sides.</summary>
    public double? Shift { get; init; }

    /// <summary>The change as a factor; null where a value is not positive.</summary>
    public double? Ratio { get; init; }

    /// <summary>Where the shift lies, taken by itself; null where there are too few runs to say.</summary>
    public Interval? Interval { get; init; }

    /// <summary>How often such an interval holds the true shift, at least; null where there is none.</summary>
    public double? Confidence { get; init; }

    /// <summary>How likely a difference at least as clear were if there was none.</summary>
    public double P { get; init; }

    /// <summary>The same, when the number of figures looked at is taken into account (Holm): primary and other figures each by themselves.</summary>
    public double PAdjusted { get; init; }

    /// <summary>What makes up the change, largest share first.</summary>
    public required IReadOnlyList<Explanation> ExplainedBy { get; init; }

    /// <summary>
    /// The change relative to the baseline: by the ratio, or else by the shift over the baseline's median;
    /// null where that is 0.
    /// </summary>
    [JsonIgnore]
    public double? Change => Ratio is { } ratio ? ratio - 1
        : Shift is { } shift && Baseline.Median is { } median && median != 0 ? shift / Math.Abs(median)
        : null;
}

/// <summary>The values of one side.</summary>
/// <param name="N">How many runs have the figure.</param>
/// <param name="Median">The median of the values; null if there are none.</param>
/// <param name="Values">One a run, in the order of the runs.</param>
public sealed record SideValues(int N, double? Median, IReadOnlyList<double> Values);

/// <summary>An interval; an end that is null is open.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
public sealed record Interval(double? Lower, double? Upper);

/// <summary>A part of a change.</summary>
/// <param name="What">What sort of part: <c>function</c>, <c>goroutines</c>, <c>cause</c>, <c>stack</c>, <c>processor</c>, <c>pause</c>, <c>state</c>.</param>
/// <param name="Name">Which one.</param>
/// <param name="Baseline">Its value before: the mean of the runs.</param>
/// <param name="Candidate">Its value after.</param>
/// <param name="Share">
/// Its share of the change; negative if it goes the other way. Parts that add up to the figure have
/// shares that add up to 1; of parts that only go with it, as waits do with a quantile, it is the share
/// of all that moved.
/// </param>
public sealed record Explanation(string What, string Name, double Baseline, double Candidate, double Share);
