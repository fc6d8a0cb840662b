namespace GoTrace.Analysis;

/// <summary>One call of a stack.</summary>
/// <param name="Function">The function's full name; empty if unknown.</param>
/// <param name="File">The source file.</param>
/// <param name="Line">The line in it.</param>
public sealed record CallSite(string Function, string File, long Line);
