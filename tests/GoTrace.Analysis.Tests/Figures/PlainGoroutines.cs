using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Figures;

/// <summary>A goroutine's time in one state.</summary>
internal sealed record Stretch
{
    public required PlainGoroutine Goroutine { get; init; }

    public required PlainEvent Begin { get; init; } // the transition into the state

    public required PlainEvent? End { get; init; } // the transition out of it; null if it lasts to the end

    public required int EndIndex { get; init; } // of End, or of the last event

    public required long Length { get; init; } // as recorded

    public required IReadOnlyList<CallSite> Stopped { get; init; } // where the goroutine itself last stopped

    public required string Cause { get; init; } // of becoming runnable

    public GoroutineState State => Begin.To;

    public bool IsWhole => End is not null && Begin.From != GoroutineState.Undetermined;

    /// <summary>The processor that it runs on, or holds in a syscall, as far as that is known.</summary>
    public long Processor => Begin.From == GoroutineState.Undetermined && State == GoroutineState.Syscall
        ? TraceEvent.NoId
        : Begin.Processor;

    /// <summary>The thread that it runs on, or is in a syscall on.</summary>
    public long Thread => Begin.From == GoroutineState.Undetermined && State == GoroutineState.Syscall
        ? End?.Thread ?? TraceEvent.NoId
        : Begin.Thread;
}

/// <summary>What one goroutine did.</summary>
internal sealed class PlainGoroutine
{
    public PlainGoroutine(long id, IReadOnlyList<PlainEvent> transitions, PlainTrace trace)
    {
        Id = id;
        Transitions = transitions;
        PlainEvent? named = transitions.FirstOrDefault(t => t.Stack.Count > 0 && t.Stack[^1].Function.Length > 0);
        Name = named?.Stack[^1].Function ?? "";
        NamedAt = named?.Index ?? int.MaxValue;
        Stretches = [.. Enumerable.Range(0, transitions.Count)
            .Where(i => transitions[i].To != GoroutineState.NotExist)
            .Select(i => StretchAt(i, trace))];
    }

    public long Id { get; }

    public string Name { get; }

    /// <summary>The event that tells its name.</summary>
    public int NamedAt { get; }

    public IReadOnlyList<PlainEvent> Transitions { get; }

    public IReadOnlyList<Stretch> Stretches { get; }

    public bool IsSystem => Name.Length == 0 || (Name.StartsWith("runtime.", StringComparison.Ordinal) && Name != "runtime.main");

    public bool IsAliveAtEnd => Transitions[^1].To != GoroutineState.NotExist;

    public static IReadOnlyList<PlainGoroutine> Of(PlainTrace trace) =>
    [
        .. trace.Events.Where(e => e.IsTransition).GroupBy(e => e.Resource)
            .Select(g => new PlainGoroutine(g.Key, [.. g], trace)),
    ];

    private Stretch StretchAt(int i, PlainTrace trace)
    {
        PlainEvent begin = Transitions[i];
        PlainEvent? end = i + 1 < Transitions.Count ? Transitions[i + 1] : null;
        return new Stretch
        {
            Goroutine = this,
            Begin = begin,
            End = end,
            EndIndex = end?.Index ?? trace.Events.Count - 1,
            Length = Math.Max(0, (end?.Time ?? trace.Last) - begin.Time),
            Stopped = StoppedAt(i),
            Cause = begin.From switch
            {
                GoroutineState.NotExist => "created",
                GoroutineState.Waiting => "unblocked",
                GoroutineState.Syscall => "syscall",
                GoroutineState.Running => begin.Text == "preempted" ? "preempted" : "yielded",
                _ => "other",
            },
        };
    }

    // Somebody else unblocked it, or it came out of a syscall: then it stopped where that began.
    private IReadOnlyList<CallSite> StoppedAt(int i) =>
        Transitions[i].From is GoroutineState.Waiting or GoroutineState.Syscall && i > 0
            ? Transitions[i - 1].Stack
            : Transitions[i].Stack;
}
