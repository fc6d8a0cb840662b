using GoTrace.Analysis.Annotations;
using GoTrace.Analysis.GarbageCollection;
using GoTrace.Analysis.Profiling;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Syscalls;

namespace GoTrace.Analysis.Tracking;

/// <summary>The built-in collectors: they count what the tracker tells them.</summary>
internal sealed class Collectors(AnalysisOptions options, Tracker tracker, long? goMaxProcs = null)
{
    public EventCounter Events { get; } = new(goMaxProcs);

    /// <summary>Yields that the program itself called for.</summary>
    public long OwnYields { get; set; }

    public PreemptionCollector Preemptions { get; } = new();

    public BlockCollector Blocks { get; } = new();

    public WaitCollector Waits { get; } = new();

    public SyscallCollector Syscalls { get; } = new(options, tracker);

    public RangeCollector Ranges { get; } = new();

    public AnnotationCollector Annotations { get; } = new();

    public CpuSampleCounter Samples { get; } = new();
}
