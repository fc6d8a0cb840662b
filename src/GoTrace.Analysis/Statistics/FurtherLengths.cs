namespace GoTrace.Analysis.Statistics;

/// <summary>What a list of the longest leaves out: together with those it shows it is all.</summary>
/// <param name="Count">How many.</param>
/// <param name="TotalNs">Their sum.</param>
public sealed record FurtherLengths(long Count, long TotalNs);
