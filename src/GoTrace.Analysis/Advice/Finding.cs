namespace GoTrace.Analysis.Advice;

/// <summary>Something in a trace that is worth changing, with what to try and how to find out whether it helped.</summary>
public sealed record Finding
{
    /// <summary>The rule's name, such as <c>full-slices</c>; it stays the same from version to version.</summary>
    public required string Rule { get; init; }

    /// <summary>What was found, in one sentence.</summary>
    public required string Title { get; init; }

    /// <summary>The figures it was found by.</summary>
    public required string Measured { get; init; }

    /// <summary>From where on the rule speaks.</summary>
    public required string Threshold { get; init; }

    /// <summary>Why it matters.</summary>
    public required string Why { get; init; }

    /// <summary>What to try, the likeliest first.</summary>
    public required IReadOnlyList<string> Try { get; init; }

    /// <summary>Which figures of a comparison tell whether it helped.</summary>
    public required IReadOnlyList<string> Verify { get; init; }

    /// <summary>Where it happens, most first: functions, stacks, reasons.</summary>
    public required IReadOnlyList<FindingPlace> Places { get; init; }
}

/// <summary>A place where something happens.</summary>
/// <param name="Name">A function, mostly.</param>
/// <param name="Measured">How much of it.</param>
public sealed record FindingPlace(string Name, string Measured);
