namespace GoTrace.Parsing.Tests.Damage;

/// <summary>All that a reader gave of a trace.</summary>
internal sealed class Outcome
{
    public List<GivenGeneration> Generations { get; } = [];

    public required IReadOnlyList<TraceDamage> Damage { get; init; }

    public required IReadOnlyList<TraceWarning> Warnings { get; init; }

    public long LostBytes => Damage.Sum(d => d.LostBytes);

    /// <summary>Events, but those at which a generation begins and those that tell of a hole.</summary>
    public IEnumerable<TraceEvent> Events =>
        Generations.SelectMany(g => g.Events).Where(e => e.Kind != EventKind.Sync && e.Type != WireType.None);

    /// <summary>
    /// How many events of the file these are: one that switches goroutines gives three, and one that ends
    /// a thread of C with its processor gives two.
    /// </summary>
    public int FileEvents
    {
        get
        {
            int skip = 0;
            int count = 0;
            TraceEvent before = default;
            foreach (TraceEvent e in Events)
            {
                if (skip > 0)
                {
                    skip--;
                    continue;
                }

                bool isSecond = e.Type == WireType.GoDestroySyscall && before.Type == WireType.ProcSteal
                    && before.Thread == e.Thread && before.Time == e.Time;
                count += isSecond ? 0 : 1;
                before = e;
                skip = e.Type is WireType.GoSwitch or WireType.GoSwitchDestroy ? 2 : 0;
            }

            return count;
        }
    }

    public static Task<Outcome> ReadAsync(byte[] trace, TraceReaderOptions? options = null) =>
        ReadAsync(TraceReader.Create(trace.AsMemory(), options));

    public static async Task<Outcome> ReadAsync(TraceReader reader)
    {
        await using (reader)
        {
            var outcome = new Outcome { Damage = reader.Damage, Warnings = reader.Warnings };
            while (await reader.ReadGenerationAsync() is { } generation)
            {
                var given = new GivenGeneration(generation.Number, generation.Offset, generation.FollowsGap);
                foreach (ref readonly TraceEvent e in generation)
                {
                    given.Events.Add(e);
                    given.Texts.Add(generation.GetString(e.Text));
                }

                given.HasHole = generation.HasHole;
                given.IsPartial = generation.IsPartial;
                outcome.Generations.Add(given);
            }

            return outcome;
        }
    }
}

/// <summary>A generation as it was given.</summary>
internal sealed record GivenGeneration(long Number, long Offset, bool FollowsGap)
{
    public List<TraceEvent> Events { get; } = [];

    /// <summary>The text of each event.</summary>
    public List<string> Texts { get; } = [];

    public bool HasHole { get; set; }

    public bool IsPartial { get; set; }

    /// <summary>What is the same whatever came before: times as recorded, and what happened where.</summary>
    public IEnumerable<Fact> Facts =>
        Events.Where(e => e.Kind != EventKind.Sync).Select(e => new Fact(e.Time, e.Type, e.Thread, e.Processor, e.Goroutine, e.ResourceId));
}

/// <summary>What happened, when and where.</summary>
internal readonly record struct Fact(long Time, WireType Type, long Thread, long Processor, long Goroutine, long Resource);
