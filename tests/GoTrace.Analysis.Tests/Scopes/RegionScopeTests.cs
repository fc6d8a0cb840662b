using GoTrace.Analysis.Tests.Figures;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Scopes;

/// <summary>Only while goroutines are in regions and tasks.</summary>
public sealed class RegionScopeTests
{
    public static TheoryData<string> Traces => [.. ((IEnumerable<string>)[.. TestTraces.Modern.Select(r => r.Data)])
        .Where(n => n.Contains("annotations", StringComparison.Ordinal) || n.Contains("http", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task A_regions_figures_are_those_while_in_it(string name)
    {
        PlainFigures f = (await PlainFigures.OfAsync(name))[0];
        string[] regions = [.. f.Trace.Events.Where(e => e.Kind == EventKind.RegionBegin).Select(e => e.Text).Distinct()];
        foreach (string region in regions)
        {
            var scopes = new List<(long, int, int)>();
            foreach (IGrouping<long, PlainEvent> g in f.Trace.Events
                .Where(e => e.Kind is EventKind.RegionBegin or EventKind.RegionEnd && e.Text == region).GroupBy(e => e.Goroutine))
            {
                AddScopes(scopes, g.Key, g, e => e.Kind == EventKind.RegionBegin, f);
            }

            await ShouldBeAsync(f, new AnalysisScope { Region = region }, scopes, $"region {region} of {name}");
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task A_tasks_figures_are_those_of_its_regions_and_of_whoever_began_it(string name)
    {
        PlainFigures f = (await PlainFigures.OfAsync(name))[0];
        foreach (string task in f.Trace.Events.Where(e => e.Kind == EventKind.TaskBegin).Select(e => e.Text).Distinct().ToArray())
        {
            PlainEvent[] begun = [.. f.Trace.Events.Where(e => e.Kind == EventKind.TaskBegin && e.Text == task)];
            var changes = new List<(long Goroutine, PlainEvent Event, bool Begins)>();
            foreach (PlainEvent begin in begun)
            {
                changes.Add((begin.Goroutine, begin, true));
                if (f.Trace.Events.FirstOrDefault(
                    e => e.Kind == EventKind.TaskEnd && e.Resource == begin.Resource && e.Index > begin.Index) is { } end)
                {
                    changes.Add((begin.Goroutine, end, false));
                }

                int until = changes[^1].Begins ? int.MaxValue : changes[^1].Event.Index;
                changes.AddRange(f.Trace.Events
                    .Where(e => e.Kind is EventKind.RegionBegin or EventKind.RegionEnd && e.Resource == begin.Resource)
                    .Where(e => e.Index > begin.Index && e.Index < until)
                    .Select(e => (e.Goroutine, e, e.Kind == EventKind.RegionBegin)));
            }

            var scopes = new List<(long, int, int)>();
            foreach (var g in changes.GroupBy(c => c.Goroutine))
            {
                HashSet<int> begins = [.. g.Where(c => c.Begins).Select(c => c.Event.Index)];
                AddScopes(scopes, g.Key, g.Select(c => c.Event).OrderBy(e => e.Index), e => begins.Contains(e.Index), f);
            }

            await ShouldBeAsync(f, new AnalysisScope { Task = task }, scopes, $"task {task} of {name}");
        }
    }

    // The times in which a depth is above 0, as first and last event.
    private static void AddScopes(
        List<(long, int, int)> scopes, long goroutine, IEnumerable<PlainEvent> changes, Func<PlainEvent, bool> begins, PlainFigures f)
    {
        int depth = 0;
        int since = 0;
        foreach (PlainEvent e in changes)
        {
            int next = Math.Max(0, depth + (begins(e) ? 1 : -1));
            if (depth == 0 && next == 1)
            {
                since = e.Index;
            }
            else if (depth == 1 && next == 0)
            {
                scopes.Add((goroutine, since, e.Index));
            }

            depth = next;
        }

        if (depth > 0)
        {
            scopes.Add((goroutine, since, f.Trace.Events.Count));
        }
    }

    private static async Task ShouldBeAsync(
        PlainFigures f, AnalysisScope scope, List<(long Goroutine, int From, int To)> scopes, string what)
    {
        var collector = new Running();
        TraceAnalysis found = await TraceAnalyzer.AnalyzeAsync(
            TestTraces.PathOf(f.Trace.Name), PlainFigures.Options(TimeBase.Recorded) with { Scope = scope, Collectors = [collector] });

        scopes.Should().NotBeEmpty(what);
        foreach (GoroutineState state in (GoroutineState[])[GoroutineState.Running, GoroutineState.Runnable, GoroutineState.Waiting, GoroutineState.Syscall])
        {
            long expected = scopes.Sum(c => f.Stretches.Where(s => s.Goroutine.Id == c.Goroutine && s.State == state).Sum(s => Overlap(f, s, c)));
            found.Goroutines.ByFunction.Sum(g => state switch
            {
                GoroutineState.Running => g.RunningNs,
                GoroutineState.Runnable => g.RunnableNs,
                GoroutineState.Waiting => g.WaitingNs,
                _ => g.SyscallNs,
            }).Should().Be(expected, "{0} in {1}", state, what);
            collector.Total.GetValueOrDefault(state).Should().Be(expected, "intervals {0} in {1}", state, what);
        }

        bool Within(Stretch s) => scopes.Any(c => c.Goroutine == s.Goroutine.Id && s.Begin.Index > c.From && s.EndIndex < c.To);

        bool EndsWithin(Stretch s) => s.End is { } end && scopes.Any(c => c.Goroutine == s.Goroutine.Id && end.Index > c.From && end.Index < c.To);

        Same.Distribution(
            found.SchedulingLatency.All,
            f.Stretches.Where(s => s.State == GoroutineState.Runnable && s.End?.To == GoroutineState.Running && Within(s)).Select(s => s.Length),
            $"latency in {what}");
        found.Goroutines.Starts.Should().Be(
            f.Stretches.Count(s => s.State == GoroutineState.Runnable && s.End?.To == GoroutineState.Running && EndsWithin(s)), what);
        found.Blocks.Values.Sum().Should().Be(
            f.Stretches.Count(s => s.State == GoroutineState.Running && s.End?.To == GoroutineState.Waiting && EndsWithin(s)), what);
        found.Goroutines.Seen.Should().Be(scopes.Select(c => c.Goroutine).Distinct().Count(), what);
        found.Logs.Values.Sum().Should().Be(
            f.Trace.Events.Count(e => e.Kind == EventKind.Log && scopes.Any(c => c.Goroutine == e.Goroutine && e.Index > c.From && e.Index < c.To)), what);
        found.Processors.Should().BeEquivalentTo(f.Found.Processors, "they run all goroutines, not just those in {0}", what);
    }

    private static long Overlap(PlainFigures f, Stretch s, (long Goroutine, int From, int To) scope)
    {
        long from = f.Trace.Events[scope.From].Time;
        long to = scope.To < f.Trace.Events.Count ? f.Trace.Events[scope.To].Time : f.Trace.Last;
        return s.Begin.Index > scope.To || s.EndIndex < scope.From
            ? 0
            : Math.Max(0, Math.Min(to, s.End?.Time ?? f.Trace.Last) - Math.Max(from, s.Begin.Time));
    }

    private sealed class Running : TraceCollector
    {
        public Dictionary<GoroutineState, long> Total { get; } = [];

        public override CollectorInterests Interests => CollectorInterests.GoroutineIntervals;

        public override void OnGoroutineInterval(in GoroutineInterval interval, AnalysisContext context) =>
            Total[interval.State] = Total.GetValueOrDefault(interval.State) + interval.Length;
    }
}
