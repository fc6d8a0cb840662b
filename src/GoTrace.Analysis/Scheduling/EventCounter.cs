using GoTrace.Parsing;

namespace GoTrace.Analysis.Scheduling;

/// <summary>Counts events by kind, and notes the number of processors.</summary>
internal sealed class EventCounter
{
    private readonly long[] _byKind = new long[256];
    private readonly List<long> _processors = [];

    public long Total { get; set; }

    public IReadOnlyList<long> Processors => _processors;

    // State transitions are most of all events, and are what the others leave of the total.
    public void Add(EventKind kind) => _byKind[(int)kind]++;

    public void SetProcessors(long value)
    {
        if (_processors.Count == 0 || _processors[^1] != value)
        {
            _processors.Add(value);
        }
    }

    public SortedDictionary<string, long> ByKind()
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        long others = _byKind.Sum();
        foreach (EventKind kind in Enum.GetValues<EventKind>())
        {
            long count = kind == EventKind.StateTransition ? Total - others : _byKind[(int)kind];
            if (count > 0)
            {
                counts.Add(kind.ToString(), count);
            }
        }

        return counts;
    }
}
