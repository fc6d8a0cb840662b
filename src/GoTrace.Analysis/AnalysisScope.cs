namespace GoTrace.Analysis;

/// <summary>
/// Which part of a trace figures are made of. Times count from the trace's first event. What was
/// under way where the part begins has no known length, just as at the beginning of a trace.
/// </summary>
public sealed record AnalysisScope
{
    /// <summary>Where it begins: a warm-up to leave out. 0 unless told.</summary>
    public TimeSpan From { get; init; }

    /// <summary>Where it ends; null for the trace's end.</summary>
    public TimeSpan? To { get; init; }

    /// <summary>
    /// Only goroutines that began with this function, by its full name, such as
    /// <c>main.worker</c>; a name may end in <c>*</c>. Null for all. What is no goroutine's own stays
    /// that of the whole program, whichever goroutines are asked for: the counts of events, processors,
    /// how many goroutines are ready at once, pauses, the GC, the heap. A goroutine found when the trace
    /// began counts from the beginning, but is told to collectors, and shown in lists of syscalls and
    /// blocks, only once its name is known.
    /// </summary>
    public string? Goroutine { get; init; }

    /// <summary>
    /// Only goroutines while they are in a region of a task of this name, and the one that began the
    /// task until it ends; a name may end in <c>*</c>. Null for all.
    /// </summary>
    public string? Task { get; init; }

    /// <summary>Only goroutines while they are in a region of this name; it may end in <c>*</c>. Null for all.</summary>
    public string? Region { get; init; }

    /// <summary>Whether the runtime's own goroutines count too, where a figure has no part for the others: true unless told.</summary>
    public bool IncludeSystem { get; init; } = true;

    internal bool HasGoroutines => Goroutine is not null || Task is not null || Region is not null || !IncludeSystem;

    internal static bool Matches(string? pattern, string name) =>
        pattern is null
        || (pattern.EndsWith('*') ? name.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : name == pattern);
}
