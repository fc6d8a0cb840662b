namespace GoTrace.Parsing.Reading;

/// <summary>Something that could not be read, as the loader found it.</summary>
internal readonly record struct LoadFault(TraceFormatException Error, long LostBytes, TraceDamageKind Kind);
