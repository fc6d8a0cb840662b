using GoTrace.Analysis.Tracking;

namespace GoTrace.Analysis.Profiling;

/// <summary>Counts the samples of a CPU profile.</summary>
internal sealed class CpuSampleCounter
{
    public long Count { get; private set; }

    public long AsyncPreempt { get; private set; }

    public void Add(in StackFacts stack)
    {
        Count++;
        if (stack.IsAsyncPreempt)
        {
            AsyncPreempt++;
        }
    }
}
