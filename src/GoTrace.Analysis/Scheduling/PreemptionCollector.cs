using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Tracking;

namespace GoTrace.Analysis.Scheduling;

/// <summary>Counts preemptions by kind and by function.</summary>
internal sealed class PreemptionCollector
{
    private readonly Dictionary<int, long> _byFunction = [];

    public long Count { get; private set; }

    public long Async { get; private set; }

    public long Handoff { get; private set; }

    public LogHistogram Stints { get; } = new();

    /// <summary>By the innermost function outside package runtime: a text's number.</summary>
    public IReadOnlyDictionary<int, long> ByFunction => _byFunction;

    public void Add(in StackFacts stack, bool isStartSeen, long ranNs)
    {
        Count++;
        if (stack.IsAsyncPreempt)
        {
            Async++;
        }
        else if (stack.IsHandoff)
        {
            Handoff++;
        }

        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_byFunction, stack.UserFunction, out _)++;
        if (isStartSeen)
        {
            Stints.Add(ranNs);
        }
    }
}
