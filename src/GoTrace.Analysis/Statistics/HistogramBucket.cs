namespace GoTrace.Analysis.Statistics;

/// <summary>How many lengths of time lie in a range of them.</summary>
/// <param name="FromNs">The range's beginning.</param>
/// <param name="ToNs">Its end, which is no part of it.</param>
/// <param name="Count">How many.</param>
public sealed record HistogramBucket(long FromNs, long ToNs, long Count);
