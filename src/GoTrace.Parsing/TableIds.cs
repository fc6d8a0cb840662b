namespace GoTrace.Parsing;

/// <summary>
/// Names a string of one generation. Ids of different generations have nothing to do with each
/// other: take the text where it has to outlive its generation.
/// </summary>
/// <param name="Index">
/// The string's place in the generation's table, from 0 (the empty string) to
/// <see cref="TraceGeneration.StringCount"/> − 1: small enough to index an array with.
/// </param>
public readonly record struct StringId(int Index)
{
    /// <summary>The empty string.</summary>
    public static StringId Empty => default;

    /// <summary>Whether this is the empty string's id.</summary>
    public bool IsEmpty => Index == 0;
}

/// <summary>
/// Names a stack trace of one generation. Ids of different generations have nothing to do with
/// each other.
/// </summary>
/// <param name="Index">
/// The stack's place in the generation's table, from 0 (no stack) to
/// <see cref="TraceGeneration.StackCount"/> − 1: small enough to index an array with.
/// </param>
public readonly record struct StackId(int Index)
{
    /// <summary>No stack.</summary>
    public static StackId None => default;

    /// <summary>Whether there is no stack.</summary>
    public bool IsNone => Index == 0;
}
