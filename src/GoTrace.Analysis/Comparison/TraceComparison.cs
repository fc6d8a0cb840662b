using System.Text.Json.Serialization;
using GoTrace.Analysis.Reporting;
using GoTrace.Analysis.Reporting.Html;
using GoTrace.Analysis.Reporting.Layout;
using GoTrace.Analysis.Reporting.Notebooks;

namespace GoTrace.Analysis.Comparison;

/// <summary>What a change did: two sides of runs, figure by figure, and a verdict.</summary>
[TypeFormatterSource(typeof(ResultFormatterSource))]
public sealed record TraceComparison
{
    /// <summary>The version of the JSON form.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The version of the JSON form that this was made with.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>What to do with the change.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What to keep in mind: sides that are not alike, too few runs, damage.</summary>
    public required IReadOnlyList<ComparisonWarning> Warnings { get; init; }

    /// <summary>What the side before is called.</summary>
    public required string BaselineLabel { get; init; }

    /// <summary>What the side after is called.</summary>
    public required string CandidateLabel { get; init; }

    /// <summary>How often a comparison may find a change where there is none.</summary>
    public double Alpha { get; init; }

    /// <summary>Which relative change matters in practice.</summary>
    public double Threshold { get; init; }

    /// <summary>Whether there was one run a side: then nothing is more than a hint.</summary>
    public bool Indicative { get; init; }

    /// <summary>The figures, the primary ones first.</summary>
    public required IReadOnlyList<FigureComparison> Figures { get; init; }

    /// <summary>Distributions on both sides, for plots.</summary>
    internal IReadOnlyList<DistributionPair> Distributions { get; init; } = [];

    /// <summary>A figure by name.</summary>
    /// <param name="name">Such as <c>sched.latency.p99</c>.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    [JsonIgnore]
    public FigureComparison this[string name] =>
        Figures.FirstOrDefault(f => f.Name == name) ?? throw new KeyNotFoundException($"There is no figure \"{name}\".");

    /// <summary>Compares runs before a change with runs after it.</summary>
    /// <param name="baseline">Before: each is one trace.</param>
    /// <param name="candidate">After.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="NotComparableException">They can't be compared, and <see cref="ComparisonOptions.Force"/> is not set.</exception>
    public static TraceComparison Compare(
        IReadOnlyList<TraceAnalysis> baseline, IReadOnlyList<TraceAnalysis> candidate, ComparisonOptions? options = null) =>
        Compare(new Side("baseline", baseline), new Side("candidate", candidate), options);

    /// <summary>Compares two sides.</summary>
    /// <param name="baseline">Before.</param>
    /// <param name="candidate">After.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="NotComparableException">They can't be compared, and <see cref="ComparisonOptions.Force"/> is not set.</exception>
    public static TraceComparison Compare(Side baseline, Side candidate, ComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(candidate);
        options ??= ComparisonOptions.Default;
        options.Validate();
        return Comparer.Compare(baseline, candidate, options);
    }

    /// <summary>Compares several sides with the first: alpha is shared out among the comparisons.</summary>
    /// <param name="sides">At least two.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>A comparison for each side but the first.</returns>
    /// <exception cref="NotComparableException">They can't be compared, and <see cref="ComparisonOptions.Force"/> is not set.</exception>
    public static IReadOnlyList<TraceComparison> CompareAll(IReadOnlyList<Side> sides, ComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sides);
        ArgumentOutOfRangeException.ThrowIfLessThan(sides.Count, 2, nameof(sides));
        options ??= ComparisonOptions.Default;
        options.Validate();
        ComparisonOptions each = options with { Alpha = options.Alpha / (sides.Count - 1) };
        return [.. sides.Skip(1).Select(s => Compare(sides[0], s, each))];
    }

    /// <summary>As JSON, indented.</summary>
    public string ToJson() => ComparisonJson.Write(this);

    /// <summary>As Markdown, fit for a comment on a pull request.</summary>
    public string ToMarkdown() => ComparisonMarkdown.Write(this);

    /// <summary>As text in columns, for a terminal.</summary>
    /// <param name="options">How; null for the defaults.</param>
    public string ToText(ReportOptions? options = null)
    {
        options ??= ReportOptions.Default;
        return TextRenderer.Render(ComparisonDocument.Of(this, options.All), options);
    }

    /// <summary>As a page that needs nothing else, for a browser: see <see cref="HtmlReport"/>.</summary>
    /// <param name="title">What to call it; null for the sides' names.</param>
    public string ToHtml(string? title = null) => HtmlReport.Write(this, title);

    /// <summary>In Go's benchmark format, which benchstat reads: <c>benchstat -col side</c>.</summary>
    public string ToBenchFormat() => BenchFormat.Write([this]);
}
