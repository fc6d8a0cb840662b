using GoTrace.Analysis;
using GoTrace.Analysis.Statistics;
using GoTrace.Parsing;

namespace GoTrace.Samples.Collectors;

/// <summary>
/// How much time passes from one wake-up of a goroutine to its next, by the function it began with.
/// It asks for stretches of goroutines' lives: a wake-up is where one begins to be ready after it
/// waited.
/// </summary>
public sealed class WakeUpCollector : TraceCollector
{
    private readonly Dictionary<long, long> _last = []; // by goroutine; those that ended are forgotten
    private readonly Dictionary<string, LogHistogram> _byFunction = [];

    /// <summary>The times by function; under no name those of goroutines whose function was not known yet.</summary>
    public IReadOnlyDictionary<string, LogHistogram> ByFunction => _byFunction;

    /// <inheritdoc/>
    public override CollectorInterests Interests => CollectorInterests.GoroutineIntervals;

    /// <inheritdoc/>
    public override void OnGoroutineInterval(in GoroutineInterval interval, AnalysisContext context)
    {
        if (interval.Next == GoroutineState.NotExist)
        {
            _last.Remove(interval.Goroutine);
        }
        else if (interval is { State: GoroutineState.Runnable, Cause: RunnableCause.Unblocked, IsStartSeen: true })
        {
            if (_last.TryGetValue(interval.Goroutine, out long last))
            {
                Of(AnalysisContext.NameOf(in interval)).Add(interval.Start - last);
            }

            _last[interval.Goroutine] = interval.Start;
        }
    }

    /// <summary>What is missing may have been full of wake-ups.</summary>
    /// <param name="context">What may be asked.</param>
    public override void OnGap(AnalysisContext context) => _last.Clear();

    private LogHistogram Of(string function)
    {
        if (!_byFunction.TryGetValue(function, out LogHistogram? gaps))
        {
            _byFunction.Add(function, gaps = new LogHistogram());
        }

        return gaps;
    }
}
