namespace GoTrace.Analysis.Comparison;

/// <summary>What to do with a change.</summary>
public enum Verdict
{
    /// <summary>Nothing can be said.</summary>
    Inconclusive,

    /// <summary>Keep it: something got better, and nothing got worse.</summary>
    Keep,

    /// <summary>Revert it: something got worse, and nothing better.</summary>
    Revert,

    /// <summary>It makes no difference that matters.</summary>
    NoDifference,
}

/// <summary>What became of a figure.</summary>
public enum FigureVerdict
{
    /// <summary>Nothing can be said.</summary>
    Inconclusive,

    /// <summary>It is better, beyond chance and by more than matters.</summary>
    Improved,

    /// <summary>It is worse, beyond chance and by more than matters.</summary>
    Regressed,

    /// <summary>If it changed at all, then by less than matters.</summary>
    NoChange,
}
