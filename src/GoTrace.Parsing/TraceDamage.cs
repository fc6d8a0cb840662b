namespace GoTrace.Parsing;

/// <summary>Something of a trace that could not be read, and what it cost.</summary>
/// <param name="Error">What was wrong, and where.</param>
/// <param name="LostBytes">The bytes of the (decompressed) input that gave no events.</param>
public sealed record TraceDamage(TraceFormatException Error, long LostBytes);
