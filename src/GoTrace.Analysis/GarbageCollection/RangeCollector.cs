using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.GarbageCollection;

/// <summary>Collects the lengths of the runtime's ranges.</summary>
internal sealed class RangeCollector
{
    private readonly Dictionary<(int Kind, long Goroutine), long> _openStops = [];
    private readonly Dictionary<int, LogHistogram> _stops = [];
    private long? _openMark;

    /// <summary>Stop-the-world ranges by kind: a text's number.</summary>
    public IReadOnlyDictionary<int, LogHistogram> Stops => _stops;

    public LogHistogram Marks { get; } = new();

    public LogHistogram Sweeps { get; } = new();

    public LogHistogram Assists { get; } = new();

    public void BeginStop(int kind, long goroutine, long time) => _openStops[(kind, goroutine)] = time;

    public void EndStop(int kind, long goroutine, long time)
    {
        if (_openStops.Remove((kind, goroutine), out long begun))
        {
            if (!_stops.TryGetValue(kind, out LogHistogram? lengths))
            {
                _stops.Add(kind, lengths = new LogHistogram());
            }

            lengths.Add(time - begun);
        }
    }

    public void BeginMark(long time) => _openMark = time;

    public void EndMark(long time)
    {
        if (_openMark is { } begun)
        {
            Marks.Add(time - begun);
            _openMark = null;
        }
    }

    /// <summary>Bytes that sweeps went over.</summary>
    public long SweptBytes { get; private set; }

    /// <summary>Bytes that sweeps gave back.</summary>
    public long ReclaimedBytes { get; private set; }

    public void AddSweep(long ns, ulong swept, ulong reclaimed)
    {
        Sweeps.Add(ns);
        SweptBytes += (long)Math.Min(swept, long.MaxValue / 2);
        ReclaimedBytes += (long)Math.Min(reclaimed, long.MaxValue / 2);
    }

    public void AddAssist(long ns) => Assists.Add(ns);

    /// <summary>Forgets the stop-the-world ranges that a goroutine has open.</summary>
    public void Cut(long goroutine)
    {
        foreach ((int kind, long by) in _openStops.Keys)
        {
            if (by == goroutine)
            {
                _openStops.Remove((kind, by));
            }
        }
    }

    public void Cut()
    {
        _openStops.Clear();
        _openMark = null;
    }
}
