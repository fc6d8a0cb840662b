using GoTrace.Analysis;
using GoTrace.Analysis.Goroutines;
using GoTrace.Parsing;

namespace GoTrace.Benchmarks.Support;

/// <summary>What the built-in collectors are told of a trace, kept so that each can be told it by itself.</summary>
internal sealed class Recording : TraceCollector
{
    public List<Wait> Waits { get; } = [];

    public List<Block> Blocks { get; } = [];

    public List<Call> Syscalls { get; } = [];

    public List<Stop> Stops { get; } = [];

    public override CollectorInterests Interests => CollectorInterests.Events | CollectorInterests.GoroutineIntervals;

    public static async Task<Recording> OfAsync(TraceCase trace)
    {
        var recording = new Recording();
        await using TraceReader reader = trace.Open();
        await TraceAnalyzer.AnalyzeAsync(reader, new AnalysisOptions { Parallelism = 1, Collectors = [recording] });
        return recording;
    }

    public override void OnEvent(ref readonly TraceEvent traceEvent, AnalysisContext context)
    {
        bool begins = traceEvent.Kind == EventKind.RangeBegin;
        if ((begins || traceEvent.Kind == EventKind.RangeEnd) && traceEvent.Range == TraceRange.StopTheWorld)
        {
            Stops.Add(new Stop(begins, traceEvent.ResourceId, traceEvent.Time));
        }
    }

    public override void OnGoroutineInterval(in GoroutineInterval interval, AnalysisContext context)
    {
        switch (interval.State)
        {
            case GoroutineState.Runnable when interval.IsStartSeen:
                Waits.Add(new Wait(interval.StartStack, interval.Group, interval.Cause, interval.Length));
                break;
            case GoroutineState.Waiting:
                Blocks.Add(new Block(interval.StartReason, interval.IsStartSeen, interval.Length));
                break;
            case GoroutineState.Syscall when interval.IsStartSeen:
                Syscalls.Add(new Call(interval.StartStack, interval.Length));
                break;
        }
    }

    public readonly record struct Wait(int Stack, GoroutineGroup Group, RunnableCause Cause, long Ns);

    public readonly record struct Block(int Reason, bool IsStartSeen, long Ns);

    public readonly record struct Call(int Stack, long Ns);

    public readonly record struct Stop(bool Begins, long Goroutine, long Time);
}
