using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Scheduling;

/// <summary>
/// How long ready goroutines waited for a processor, by their own stack, and with it by group and
/// cause: each wait is counted once, and what is asked of it is added up at the end.
/// </summary>
internal sealed class WaitCollector : IStackLengths
{
    private const int MostOfStack = 8;

    private Waits?[] _byStack = new Waits?[64]; // by the stack's number

    /// <summary>Adds a wait of a goroutine whose name is known.</summary>
    public void Add(int stack, GoroutineGroup group, RunnableCause cause, long ns)
    {
        Waits? waits = (uint)stack < (uint)_byStack.Length ? _byStack[stack] : null;
        if (waits is null || waits.Group != group || waits.Cause != cause)
        {
            waits = Find(stack, group, cause);
            if (waits is null)
            {
                group.AddLatency(cause, ns);
                Add(stack, ns);
                return;
            }
        }

        waits.Lengths.Add(ns);
    }

    /// <summary>Adds a wait that its group counts by itself.</summary>
    public void Add(int stack, long ns) => OfStack(stack).Lengths.Add(ns);

    /// <summary>Adds waits that their group counts by itself.</summary>
    public void Add(int stack, LogHistogram lengths) => OfStack(stack).Lengths.Merge(lengths);

    /// <summary>Gives each group what its goroutines waited. To be called once.</summary>
    public void GiveToGroups()
    {
        foreach (Waits? first in _byStack)
        {
            for (Waits? waits = first; waits is not null; waits = waits.Next)
            {
                waits.Group?.AddLatency(waits.Cause, waits.Lengths);
            }
        }
    }

    public IEnumerable<StackSum> Sums()
    {
        for (int stack = 0; stack < _byStack.Length; stack++)
        {
            if (_byStack[stack] is { } first)
            {
                yield return first.SumOf(stack);
            }
        }
    }

    public LogHistogram LengthsOf(int stack)
    {
        var all = new LogHistogram();
        for (Waits? waits = _byStack[stack]; waits is not null; waits = waits.Next)
        {
            all.Merge(waits.Lengths);
        }

        return all;
    }

    private Waits OfStack(int stack) => Find(stack, null, default)!;

    // A stack's root names the group, and where it stopped mostly says why: few stacks have more than one of
    // these, and one with very many is not gone through. Null for what would be one too many.
    private Waits? Find(int stack, GoroutineGroup? group, RunnableCause cause)
    {
        if (stack >= _byStack.Length)
        {
            Array.Resize(ref _byStack, Math.Max(stack + 1, _byStack.Length * 2));
        }

        int count = 0;
        Waits? last = null;
        for (Waits? waits = _byStack[stack]; waits is not null; waits = waits.Next)
        {
            if (waits.Group == group && waits.Cause == cause)
            {
                if (last is not null)
                {
                    last.Next = waits.Next; // the next wait there is likely to be of the same
                    waits.Next = _byStack[stack];
                    _byStack[stack] = waits;
                }

                return waits;
            }

            last = waits;
            count++;
        }

        return count >= MostOfStack && group is not null
            ? null
            : _byStack[stack] = new Waits { Group = group, Cause = cause, Next = _byStack[stack] };
    }

    private sealed class Waits
    {
        public GoroutineGroup? Group { get; init; }

        public RunnableCause Cause { get; init; }

        public LogHistogram Lengths { get; } = new();

        public Waits? Next { get; set; }

        public StackSum SumOf(int stack)
        {
            long count = 0;
            long ns = 0;
            for (Waits? waits = this; waits is not null; waits = waits.Next)
            {
                count += waits.Lengths.Count;
                ns = Saturating.Add(ns, waits.Lengths.Total);
            }

            return new StackSum(stack, count, ns);
        }
    }
}
