namespace GoTrace.Parsing;

/// <summary>The first 16 bytes of a trace, <c>go 1.N trace</c>.</summary>
/// <param name="Minor">
/// N: the version of the format, which is not the Go release (1.24 writes 23, 1.27 writes 26).
/// </param>
public readonly record struct TraceHeader(int Minor)
{
    /// <summary>The header's length in bytes.</summary>
    public const int Length = 16;

    /// <summary>The newest version that is known (Go 1.26 and 1.27 write it).</summary>
    internal const int NewestKnown = 26;

    /// <summary>
    /// Whether the trace is of the older format (N up to 21), which has one generation, batches by
    /// processor, and knows less.
    /// </summary>
    public bool IsLegacy => Minor < 22;

    /// <summary>Whether each generation begins with clock data (N from 25).</summary>
    internal bool HasSync => Minor >= 25;

    /// <summary>Whether each generation has an end marker (N from 26).</summary>
    internal bool HasEndOfGeneration => Minor >= 26;

    /// <summary>Whether this library knows no such version, and reads it like the newest that it does.</summary>
    internal bool IsNewerThanKnown => Minor > NewestKnown;

    /// <inheritdoc/>
    public override string ToString() => $"go 1.{Minor} trace";
}
