namespace GoTrace.Analysis.Reporting;

/// <summary>How a result is written for people.</summary>
public sealed record ReportOptions
{
    /// <summary>The defaults.</summary>
    public static ReportOptions Default { get; } = new();

    /// <summary>Whether to write everything; otherwise what is asked first, in a screenful.</summary>
    public bool All { get; init; }

    /// <summary>Whether to mark text with the escape sequences of a terminal.</summary>
    public bool UseColor { get; init; }

    /// <summary>Where lines are cut, in characters; null for nowhere.</summary>
    public int? Width { get; init; }
}
