using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Figures;

/// <summary>A pause of the whole program, and who kept it waiting.</summary>
internal sealed record PlainPause(
    string Kind, int Begin, int End, long Length, long Stopping, long LastProcessor, long LastGoroutine, string LastFunction)
{
    public bool IsGc => Kind.Contains("GC", StringComparison.Ordinal);

    public static IReadOnlyList<PlainPause> Of(PlainTrace trace, PlainProcessors processors, IReadOnlyList<PlainGoroutine> goroutines) =>
    [
        .. trace.Events.Where(e => e.Kind == EventKind.RangeBegin && e.Range == TraceRange.StopTheWorld)
            .Where(e => PlainProcessors.EndOf(trace, e) < trace.Events.Count)
            .Select(e => From(e, trace, processors, goroutines))
            .OrderBy(p => p.End),
    ];

    private static PlainPause From(
        PlainEvent begin, PlainTrace trace, PlainProcessors processors, IReadOnlyList<PlainGoroutine> goroutines)
    {
        int end = PlainProcessors.EndOf(trace, begin);

        // Of the others that ran when it was asked for, each one's first stop; the last of these counts.
        int last = -1;
        long lastProcessor = TraceEvent.NoId;
        for (int p = 0; p < processors.Ids.Count; p++)
        {
            if (processors.IsRunning[p][begin.Index] && processors.Ids[p] != begin.Processor)
            {
                int stop = Array.IndexOf(processors.IsRunning[p], false, begin.Index);
                if (stop >= 0 && stop < end && stop > last)
                {
                    last = stop;
                    lastProcessor = processors.Ids[p];
                }
            }
        }

        // Whoever had it last before it stopped.
        Stretch? late = last < 0 ? null : goroutines.SelectMany(g => g.Stretches)
            .Where(s => s.Processor == lastProcessor && s.State is GoroutineState.Running or GoroutineState.Syscall)
            .Where(s => s.Begin.Index < last && processors.LetGo(s) > begin.Index)
            .MaxBy(s => Math.Min(processors.LetGo(s), last));
        long length = Math.Max(0, trace.Events[end].Time - begin.Time);
        return new PlainPause(
            begin.Text,
            begin.Index,
            end,
            length,
            last < 0 ? 0 : Math.Min(length, trace.Clock[last] - trace.Clock[begin.Index]),
            lastProcessor,
            late?.Goroutine.Id ?? TraceEvent.NoId,
            late?.Goroutine.Name ?? "");
    }
}

/// <summary>A cycle of the garbage collector.</summary>
internal sealed record PlainCycle(int Begin, int End)
{
    public static IReadOnlyList<PlainCycle> Of(PlainTrace trace) =>
    [
        .. trace.Events.Where(e => e.Kind == EventKind.RangeBegin && e.Range == TraceRange.ConcurrentMark)
            .Select(e => new PlainCycle(e.Index, PlainProcessors.EndOf(trace, e)))
            .Where(c => c.End < trace.Events.Count),
    ];
}
