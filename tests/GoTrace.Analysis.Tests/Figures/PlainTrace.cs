using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Figures;

/// <summary>One event, with all that it refers to.</summary>
internal sealed record PlainEvent
{
    public required int Index { get; init; } // among all events, from 0

    public required long Time { get; init; }

    public required long Shift { get; init; } // how much later Go's reader shows it

    public required long Thread { get; init; }

    public required long Processor { get; init; }

    public required long Goroutine { get; init; }

    public required EventKind Kind { get; init; }

    public required ResourceKind On { get; init; }

    public required long Resource { get; init; }

    public required GoroutineState From { get; init; }

    public required GoroutineState To { get; init; }

    public required ProcessorState ProcessorFrom { get; init; }

    public required ProcessorState ProcessorTo { get; init; }

    public required string Text { get; init; }

    public required TraceRange Range { get; init; }

    public required TraceMetric Metric { get; init; }

    public required long Value { get; init; }

    public required IReadOnlyList<CallSite> Stack { get; init; } // of the goroutine whose state changes

    public bool IsTransition => Kind == EventKind.StateTransition && On == ResourceKind.Goroutine && From != To;

    public bool IsProcessorTransition => Kind == EventKind.StateTransition && On == ResourceKind.Processor && ProcessorFrom != ProcessorTo;
}

/// <summary>A trace as a list of its events: the ground on which figures are computed slowly and plainly.</summary>
internal sealed class PlainTrace
{
    private PlainTrace(string name, List<PlainEvent> events)
    {
        Name = name;
        Events = events;
        First = events.Min(e => e.Time);
        Last = events.Max(e => e.Time);
        Clock = new long[events.Count];
        for (int i = 0; i < Clock.Length; i++)
        {
            Clock[i] = i == 0 ? events[0].Time : Math.Max(Clock[i - 1], events[i].Time);
        }
    }

    public string Name { get; }

    public IReadOnlyList<PlainEvent> Events { get; }

    /// <summary>The time of each event on a clock that never goes back.</summary>
    public long[] Clock { get; }

    public long First { get; }

    public long Last { get; }

    public static async Task<PlainTrace> ReadAsync(string name, TimeBase timeBase)
    {
        var events = new List<PlainEvent>();
        await using TraceReader reader = TraceReader.Open(TestTraces.PathOf(name));
        while (await reader.ReadGenerationAsync() is { } generation)
        {
            generation.FollowsGap.Should().BeFalse("bundled traces are whole");
            var strings = new Dictionary<StringId, string>();
            var stacks = new Dictionary<StackId, IReadOnlyList<CallSite>>();
            foreach (ref readonly TraceEvent e in generation)
            {
                events.Add(Copy(in e, events.Count, timeBase, generation, strings, stacks));
            }
        }

        reader.Damage.Should().BeEmpty("bundled traces are whole");
        TraceEvent end = reader.EndEvent;
        events.Add(Copy(in end, events.Count, timeBase, null, [], []));
        return new PlainTrace(name, events);
    }

    private static PlainEvent Copy(
        ref readonly TraceEvent e,
        int index,
        TimeBase timeBase,
        TraceGeneration? generation,
        Dictionary<StringId, string> strings,
        Dictionary<StackId, IReadOnlyList<CallSite>> stacks) => new()
        {
            Index = index,
            Time = timeBase == TimeBase.Go ? e.GoTime : e.Time,
            Shift = e.GoTime - e.Time,
            Thread = e.Thread,
            Processor = e.Processor,
            Goroutine = e.Goroutine,
            Kind = e.Kind,
            On = e.ResourceKind,
            Resource = e.ResourceId,
            From = e.IsGoroutineTransition ? e.OldState : default,
            To = e.IsGoroutineTransition ? e.NewState : default,
            ProcessorFrom = e.IsProcessorTransition ? e.OldProcessorState : default,
            ProcessorTo = e.IsProcessorTransition ? e.NewProcessorState : default,
            Text = Text(e.Text, generation, strings),
            Range = e.Range,
            Metric = e.Metric,
            Value = (long)e.Value,
            Stack = Stack(e.TransitionStack, generation, stacks),
        };

    private static string Text(StringId id, TraceGeneration? generation, Dictionary<StringId, string> known)
    {
        if (generation is null || id == default)
        {
            return "";
        }

        if (!known.TryGetValue(id, out string? text))
        {
            known.Add(id, text = generation.GetString(id));
        }

        return text;
    }

    private static IReadOnlyList<CallSite> Stack(StackId id, TraceGeneration? generation, Dictionary<StackId, IReadOnlyList<CallSite>> known)
    {
        if (generation is null || id == default)
        {
            return [];
        }

        if (!known.TryGetValue(id, out IReadOnlyList<CallSite>? stack))
        {
            var calls = new List<CallSite>();
            foreach (StackFrame f in generation.Stack(id))
            {
                calls.Add(new CallSite(f.Function, f.File, (long)f.Line));
            }

            if (calls is [{ Function: "", File: "", Line: 0 }])
            {
                calls.Clear(); // what the runtime writes where it lost the stack
            }

            known.Add(id, stack = calls);
        }

        return stack;
    }
}
