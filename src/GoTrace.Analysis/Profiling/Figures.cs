namespace GoTrace.Analysis.Profiling;

/// <summary>Samples of a CPU profile taken while tracing.</summary>
/// <param name="Count">All.</param>
/// <param name="AsyncPreempt">Those in <c>runtime.asyncPreempt</c>: more than 1 % is much.</param>
public sealed record CpuSampleFigures(long Count, long AsyncPreempt);
