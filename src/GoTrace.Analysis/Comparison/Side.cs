namespace GoTrace.Analysis.Comparison;

/// <summary>The runs of one configuration.</summary>
public sealed record Side
{
    /// <summary>Makes a side.</summary>
    /// <param name="label">What to call it.</param>
    /// <param name="runs">At least one run.</param>
    public Side(string label, IReadOnlyList<TraceAnalysis> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0)
        {
            throw new ArgumentException("A side needs at least one run.", nameof(runs));
        }

        Label = label;
        Runs = runs;
    }

    /// <summary>What to call it.</summary>
    public string Label { get; }

    /// <summary>The runs: each is one trace.</summary>
    public IReadOnlyList<TraceAnalysis> Runs { get; }
}
