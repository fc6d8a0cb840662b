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

    /// <summary>It is better.</summary>
    Improved,

    /// <summary>It is worse.</summary>
    Regressed,

    /// <summary>It is another, of a figure that has no better or worse.</summary>
    Changed,

    /// <summary>It changed by less than matters.</summary>
    NoChange,
}
