namespace GoTrace.Analysis.Statistics;

/// <summary>Lengths of time, summed up: count, total and maximum exact, quantiles within 1 %.</summary>
public sealed record Distribution
{
    /// <summary>No samples.</summary>
    public static Distribution Empty { get; } = new();

    /// <summary>The number of samples.</summary>
    public long Count { get; init; }

    /// <summary>Their sum.</summary>
    public long TotalNs { get; init; }

    /// <summary>The median (nearest rank).</summary>
    public long P50Ns { get; init; }

    /// <summary>The quantile 0.9.</summary>
    public long P90Ns { get; init; }

    /// <summary>The quantile 0.99.</summary>
    public long P99Ns { get; init; }

    /// <summary>The quantile 0.999.</summary>
    public long P999Ns { get; init; }

    /// <summary>The largest.</summary>
    public long MaxNs { get; init; }

    /// <summary>Sums up a histogram.</summary>
    /// <param name="samples">Nanoseconds; null is none.</param>
    public static Distribution From(LogHistogram? samples) => samples is null or { Count: 0 } ? Empty : new()
    {
        Count = samples.Count,
        TotalNs = samples.Total,
        P50Ns = samples.Quantile(0.5),
        P90Ns = samples.Quantile(0.9),
        P99Ns = samples.Quantile(0.99),
        P999Ns = samples.Quantile(0.999),
        MaxNs = samples.Max,
    };
}
