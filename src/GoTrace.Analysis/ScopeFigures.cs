using GoTrace.Analysis.Reporting;

namespace GoTrace.Analysis;

/// <summary>Which part of a trace figures are of, and whether there was any of it.</summary>
public sealed record ScopeFigures
{
    /// <summary>Where it begins, in nanoseconds from the trace's first event.</summary>
    public long FromNs { get; init; }

    /// <summary>Where it ends, counted likewise; null for the trace's end.</summary>
    public long? ToNs { get; init; }

    /// <summary>The function that goroutines must have begun with; null for any.</summary>
    public string? Goroutine { get; init; }

    /// <summary>The task that they must have worked on; null for any.</summary>
    public string? Task { get; init; }

    /// <summary>The region that they must have been in; null for any.</summary>
    public string? Region { get; init; }

    /// <summary>Whether the runtime's own goroutines count.</summary>
    public bool IncludeSystem { get; init; } = true;

    /// <summary>Whether nothing of the trace is in it: then the figures are of nothing.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>What was asked for, in words.</summary>
    internal string Words => string.Join(", ", Parts());

    internal static ScopeFigures? Of(AnalysisScope scope, bool isEmpty) =>
        scope == new AnalysisScope()
            ? null
            : new ScopeFigures
            {
                FromNs = Nanoseconds(scope.From),
                ToNs = scope.To is { } to ? Nanoseconds(to) : null,
                Goroutine = scope.Goroutine,
                Task = scope.Task,
                Region = scope.Region,
                IncludeSystem = scope.IncludeSystem,
                IsEmpty = isEmpty,
            };

    /// <summary>Whether both are the same part, of whatever trace.</summary>
    internal static bool AreAlike(ScopeFigures? one, ScopeFigures? other) =>
        (one is null ? null : one with { IsEmpty = false }) == (other is null ? null : other with { IsEmpty = false });

    private static long Nanoseconds(TimeSpan time) => (long)Int128.Clamp((Int128)time.Ticks * 100, 0, long.MaxValue);

    private IEnumerable<string> Parts()
    {
        if (FromNs > 0)
        {
            yield return $"from {Units.Duration(FromNs)} on";
        }

        if (ToNs is { } to)
        {
            yield return $"up to {Units.Duration(to)}";
        }

        if (Goroutine is not null)
        {
            yield return $"goroutines that began with {Goroutine}";
        }

        if (Task is not null)
        {
            yield return $"tasks \"{Task}\"";
        }

        if (Region is not null)
        {
            yield return $"regions \"{Region}\"";
        }

        if (!IncludeSystem)
        {
            yield return "without the runtime's own goroutines";
        }
    }
}
