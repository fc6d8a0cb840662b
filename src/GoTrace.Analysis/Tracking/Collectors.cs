using GoTrace.Analysis.Annotations;
using GoTrace.Analysis.GarbageCollection;
using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Profiling;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Syscalls;

namespace GoTrace.Analysis.Tracking;

/// <summary>The built-in collectors: they count what the tracker tells them.</summary>
internal sealed class Collectors(AnalysisOptions options)
{
    public EventCounter Events { get; } = new();

    public GoroutineCounter Goroutines { get; } = new();

    public PreemptionCollector Preemptions { get; } = new();

    public BlockCollector Blocks { get; } = new();

    public SyscallCollector Syscalls { get; } = new(options);

    public RangeCollector Ranges { get; } = new();

    public AnnotationCollector Annotations { get; } = new();

    public CpuSampleCounter Samples { get; } = new();

    public void Attach(Tracker tracker) => Syscalls.Attach(tracker);
}
