using GoTrace.Analysis;
using GoTrace.Parsing;

namespace GoTrace.Export.Tests.Support;

/// <summary>Every wait for a processor of a goroutine of the program's: what schedule latency is made of, by another way.</summary>
internal sealed class WaitCollector : TraceCollector
{
    private readonly List<(long Goroutine, long Ns)> _waits = [];
    private readonly Dictionary<long, string> _names = [];

    public override CollectorInterests Interests => CollectorInterests.GoroutineIntervals;

    public IReadOnlyList<(string Function, long Ns)> OfUsers =>
    [
        .. _waits.Select(w => (Function: _names.GetValueOrDefault(w.Goroutine, ""), w.Ns))
            .Where(w => w.Function == "runtime.main" || (w.Function.Length > 0 && !w.Function.StartsWith("runtime.", StringComparison.Ordinal))),
    ];

    public override void OnGoroutineInterval(in GoroutineInterval interval, AnalysisContext context)
    {
        string name = AnalysisContext.NameOf(in interval);
        if (name.Length > 0)
        {
            _names[interval.Goroutine] = name;
        }

        if (interval is { State: GoroutineState.Runnable, Next: GoroutineState.Running, IsStartSeen: true })
        {
            _waits.Add((interval.Goroutine, interval.Length));
        }
    }
}
