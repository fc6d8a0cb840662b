using GoTrace.Parsing;

namespace GoTrace.Analysis.Scheduling;

/// <summary>Counts events by kind, and notes the number of processors.</summary>
/// <param name="goMaxProcs">The number of processors at the beginning; null if it is not known.</param>
internal sealed class EventCounter(long? goMaxProcs)
{
    private readonly long[] _byKind = new long[256];
    private readonly List<long> _goMaxProcs = goMaxProcs is { } known ? [known] : [];

    public long Total { get; set; }

    public IReadOnlyList<long> GoMaxProcs => _goMaxProcs;

    // State transitions are most of all events, and are what the others leave of the total.
    public void Add(EventKind kind) => _byKind[(int)kind]++;

    public void SetGoMaxProcs(long value)
    {
        if (_goMaxProcs.Count == 0 || _goMaxProcs[^1] != value)
        {
            _goMaxProcs.Add(value);
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
