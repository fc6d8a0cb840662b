namespace GoTrace.Export.Datasets;

/// <summary>A run that is to become one of a dataset's.</summary>
/// <param name="Trace">The trace, at its beginning; it has to be able to go back there.</param>
/// <param name="Name">What the trace's file is called.</param>
/// <param name="Dataset">The dataset's folder.</param>
/// <param name="Label">What the run is one of.</param>
/// <param name="Run">What to call it; null for a name made of the trace's bytes.</param>
internal sealed record RunRequest(Stream Trace, string Name, string Dataset, string Label, string? Run);
