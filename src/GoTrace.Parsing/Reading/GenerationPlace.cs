namespace GoTrace.Parsing.Reading;

/// <summary>Where a generation begins, and what came before it.</summary>
/// <param name="Offset">Where its first byte lies in the input.</param>
/// <param name="LastNumber">The number of the generation before, or 0.</param>
/// <param name="LastTime">When that one began, in clock units, or 0.</param>
internal readonly record struct GenerationPlace(long Offset, ulong LastNumber, ulong LastTime);
