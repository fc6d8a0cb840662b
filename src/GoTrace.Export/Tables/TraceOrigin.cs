namespace GoTrace.Export.Tables;

/// <summary>Where a trace came from.</summary>
/// <param name="Name">The file's name without its folder; null where that is not known.</param>
/// <param name="Sha256">The hash of the file's bytes; null where it was not read from a file.</param>
internal readonly record struct TraceOrigin(string? Name, string? Sha256);
