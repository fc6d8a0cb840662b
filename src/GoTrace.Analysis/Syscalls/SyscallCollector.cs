using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Tracking;

namespace GoTrace.Analysis.Syscalls;

/// <summary>Collects how long syscalls take, and which are long.</summary>
internal sealed class SyscallCollector(AnalysisOptions options, Tracker tracker)
{
    private const int Blocked = 1;
    private const int Cgo = 2;
    private const int GcStart = 4;

    private readonly LogHistogram?[] _byTraits = new LogHistogram?[8];
    private readonly long _threshold = options.LongSyscall.Ticks * 100;
    private readonly PriorityQueue<LongRecord, long> _longest = new();
    private readonly Dictionary<int, (long Count, long Ns)> _longByStack = [];

    /// <summary>Syscalls whose end the trace does not record.</summary>
    public long CountOnly { get; set; }

    public long LongCount { get; private set; }

    public long LongNs { get; private set; }

    /// <summary>Syscalls whose beginning or end the trace does not have.</summary>
    public long Truncated { get; private set; }

    /// <summary>Long ones that are not among <see cref="Longest"/>.</summary>
    public long NotListedCount { get; private set; }

    public long NotListedNs { get; private set; }

    public IReadOnlyDictionary<int, (long Count, long Ns)> LongByStack => _longByStack;

    public IEnumerable<LongRecord> Longest =>
        _longest.UnorderedItems.Select(i => i.Element).OrderByDescending(r => r.Ns).ThenBy(r => r.Start).ThenBy(r => r.Goroutine);

    /// <summary>All that have a length, by the stack that made them.</summary>
    public StackTotals ByStack { get; } = new();

    public void Add(in GoroutineTrack g, long time, long ns, bool isOpenEnd)
    {
        StackFacts facts = tracker.Stacks.FactsOf(g.Stack);
        bool isOpenStart = !g.IsStartSeen;
        if (isOpenEnd || isOpenStart)
        {
            Truncated++;
        }
        else
        {
            int traits = (g.IsBlocked ? Blocked : 0) | (facts.IsCgo ? Cgo : 0) | (facts.IsGcStart ? GcStart : 0);
            (_byTraits[traits] ??= new LogHistogram()).Add(ns);
            if (!facts.IsGcStart)
            {
                ByStack.Add(g.Stack, ns);
            }
        }

        tracker.Windows.AddSyscall(g.IsBlocked && !isOpenEnd && !isOpenStart, !facts.IsGcStart && ns >= _threshold ? ns : 0);

        if (ns < _threshold || facts.IsGcStart)
        {
            return;
        }

        LongCount++;
        LongNs = Saturating.Add(LongNs, ns);
        (long count, long total) = _longByStack.GetValueOrDefault(g.Stack);
        _longByStack[g.Stack] = (count + 1, Saturating.Add(total, ns));
        var record = new LongRecord(
            time - ns, ns, g.Id, g.SyscallProcessor, g.IsBlocked, facts.IsCgo, isOpenStart, isOpenEnd, g.Stack);
        if (_longest.Count < options.LongSyscallLimit)
        {
            _longest.Enqueue(record, ns);
        }
        else
        {
            NotListedCount++;
            NotListedNs = Saturating.Add(NotListedNs, options.LongSyscallLimit > 0 ? _longest.EnqueueDequeue(record, ns).Ns : ns);
        }
    }

    public LogHistogram All() => Sum(0, 0);

    public LogHistogram User() => Sum(GcStart, 0);

    public LogHistogram OfBlocked() => Sum(Blocked, Blocked);

    public LogHistogram OfCgo() => Sum(Cgo, Cgo);

    public LogHistogram OfGcStart() => Sum(GcStart, GcStart);

    private LogHistogram Sum(int mask, int wanted)
    {
        var sum = new LogHistogram();
        for (int traits = 0; traits < _byTraits.Length; traits++)
        {
            if ((traits & mask) == wanted && _byTraits[traits] is { } part)
            {
                sum.Merge(part);
            }
        }

        return sum;
    }

    internal readonly record struct LongRecord(
        long Start, long Ns, long Goroutine, int Processor, bool IsBlocked, bool IsCgo, bool IsOpenStart, bool IsOpenEnd, int Stack);
}
