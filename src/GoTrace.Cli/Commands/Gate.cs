using GoTrace.Analysis.Comparison;
using GoTrace.Cli.Hosting;

namespace GoTrace.Cli.Commands;

/// <summary>When a comparison is to fail the script that asked for it.</summary>
/// <param name="OnRegression">Where a primary figure got worse.</param>
/// <param name="OnInconclusive">Where nothing can be said.</param>
internal readonly record struct Gate(bool OnRegression, bool OnInconclusive)
{
    /// <summary>Reads <c>regression,inconclusive</c>.</summary>
    /// <exception cref="CommandFailure">It names something else.</exception>
    public static Gate Parse(IEnumerable<string> conditions)
    {
        var gate = default(Gate);
        string[] options = [.. conditions];
        foreach (string condition in options.SelectMany(c => c.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            gate = condition switch
            {
                "regression" => gate with { OnRegression = true },
                "inconclusive" => gate with { OnInconclusive = true },
                _ => throw CommandFailure.Usage($"--fail-on knows regression and inconclusive, not '{condition}'"),
            };
        }

        // A script's variable that is not set must not open the gate.
        return gate == default && options.Length > 0
            ? throw CommandFailure.Usage("--fail-on is empty: it knows regression and inconclusive")
            : gate;
    }

    /// <summary>Why it fails; null if it doesn't.</summary>
    public string? Check(TraceComparison comparison)
    {
        // What one run a side hints at fails nobody.
        string[] worse = comparison.Indicative ? [] : [.. comparison.Figures.Where(f => f.Primary && f.Verdict == FigureVerdict.Regressed).Select(f => f.Name)];
        return OnRegression && worse.Length > 0 ? $"the gate failed: {string.Join(", ", worse)} regressed"
            : OnInconclusive && comparison.Verdict == Verdict.Inconclusive ? "the gate failed: the comparison is inconclusive"
            : null;
    }
}
