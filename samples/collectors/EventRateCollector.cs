using GoTrace.Analysis;
using GoTrace.Parsing;

namespace GoTrace.Samples.Collectors;

/// <summary>How many events there are a second, step by step. It asks for events.</summary>
/// <param name="step">The length of a step.</param>
public sealed class EventRateCollector(TimeSpan step) : TraceCollector
{
    // No trace is to size a list: past this many steps the rest counts for the last one.
    private const long MostSteps = 1_000_000;

    private readonly List<long> _counts = [];
    private readonly long _stepNs = step.Ticks * 100;
    private long? _first;

    /// <summary>The length of a step.</summary>
    public TimeSpan Step => step;

    /// <summary>The rates, from the first event on.</summary>
    public IReadOnlyList<double> PerSecond => [.. _counts.Select(n => n / step.TotalSeconds)];

    /// <inheritdoc/>
    public override CollectorInterests Interests => CollectorInterests.Events;

    /// <inheritdoc/>
    public override void OnEvent(ref readonly TraceEvent traceEvent, AnalysisContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        long time = context.TimeOf(in traceEvent);
        _first ??= time;

        // The clocks of threads differ a little: an event may be earlier than the first one.
        long index = Math.Clamp((time - _first.Value) / _stepNs, 0, MostSteps - 1);
        while (_counts.Count <= index)
        {
            _counts.Add(0);
        }

        _counts[(int)index]++;
    }
}
