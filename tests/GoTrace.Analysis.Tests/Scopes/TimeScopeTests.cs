using System.Text.Json;
using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Tests.Figures;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Scopes;

/// <summary>Parts of a trace's time.</summary>
public sealed class TimeScopeTests
{
    public static TheoryData<string> Traces => TestTraces.Modern;

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task All_of_the_time_is_no_scope(string name)
    {
        string whole = (await AnalyzeAsync(name, new AnalysisScope())).ToJson();

        TraceAnalysis upTo = await AnalyzeAsync(name, new AnalysisScope { To = TimeSpan.FromHours(1) });

        upTo.Scope.Should().Be(new ScopeFigures { ToNs = 3_600_000_000_000 });
        (upTo with { Scope = null }).ToJson().Should().Be(whole);
    }

    [Fact]
    public async Task A_part_beyond_the_end_is_empty_and_says_so()
    {
        TraceAnalysis beyond = await AnalyzeAsync("go1.27/http.trace.gz", new AnalysisScope { From = TimeSpan.FromHours(1) });

        beyond.Scope!.IsEmpty.Should().BeTrue();
        beyond.Events.Should().Be(0);
        beyond.ToText().Should().Contain("nothing of the trace is in scope: from 3600s on");
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Two_parts_make_the_whole(string name)
    {
        PlainFigures f = (await PlainFigures.OfAsync(name))[0];
        foreach (long cut in CutsOf(f))
        {
            var at = TimeSpan.FromTicks((cut - f.Begin) / 100);
            TraceAnalysis before = await AnalyzeAsync(name, new AnalysisScope { To = at });
            TraceAnalysis after = await AnalyzeAsync(name, new AnalysisScope { From = at });

            Additive.Sum(Additive.Of(before), Additive.Of(after)).Should().BeEquivalentTo(Additive.Of(f.Found), "cut at {0} of {1}", at, name);
            Math.Max(before.Runnable.Max, after.Runnable.Max).Should().Be(f.Found.Runnable.Max, "cut at {0} of {1}", at, name);
            ShouldHaveNothingNegative(before, name);
            ShouldHaveNothingNegative(after, name);
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task A_part_has_what_was_within_it(string name)
    {
        PlainFigures f = (await PlainFigures.OfAsync(name))[0];
        long[] cuts = [.. CutsOf(f)];
        long from = cuts[0];
        long to = cuts[^1];
        TraceAnalysis part = await AnalyzeAsync(
            name,
            new AnalysisScope { From = TimeSpan.FromTicks((from - f.Begin) / 100), To = TimeSpan.FromTicks((to - f.Begin) / 100) });
        (long lower, long upper) = (f.Begin + ((from - f.Begin) / 100 * 100), f.Begin + ((to - f.Begin) / 100 * 100));

        part.DurationNs.Should().Be(upper - lower, name);
        part.Events.Should().Be(f.Trace.Events.Count(e => e.Time >= lower && e.Time < upper), name);
        part.Goroutines.ByFunction.Sum(g => g.RunningNs).Should().Be(Overlap(GoroutineState.Running), name);
        part.Goroutines.ByFunction.Sum(g => g.RunnableNs).Should().Be(Overlap(GoroutineState.Runnable), name);
        part.Goroutines.ByFunction.Sum(g => g.WaitingNs).Should().Be(Overlap(GoroutineState.Waiting), name);
        part.Goroutines.ByFunction.Sum(g => g.SyscallNs).Should().Be(Overlap(GoroutineState.Syscall), name);
        Same.Distribution(
            part.SchedulingLatency.All,
            f.Stretches.Where(s => s.State == GoroutineState.Runnable && s.End?.To == GoroutineState.Running)
                .Where(s => s.IsWhole && s.Begin.Time >= lower && s.End!.Time < upper).Select(s => s.Length),
            name);
        Dictionary<string, long> account = f.Account(lower, upper);
        ProcessorAccount[] found = [.. part.Processors.Select(p => p.Account!)];
        found.Sum(a => a.ExistedNs).Should().Be(account.Values.Sum(), name);
        found.Sum(a => a.UserNs).Should().Be(account.GetValueOrDefault(PlainProcessors.User), name);
        found.Sum(a => a.StopTheWorldNs).Should().Be(account.GetValueOrDefault(PlainProcessors.StopTheWorld), name);
        part.StopTheWorld.Stopping.Count.Should().Be(
            PlainPause.Of(f.Trace, f.Processors, f.Goroutines)
                .Count(p => f.Trace.Events[p.Begin].Time >= lower && f.Trace.Events[p.End].Time < upper),
            name);

        long Overlap(GoroutineState state) => f.Stretches.Where(s => s.State == state)
            .Sum(s => Math.Max(0, Math.Min(upper, s.End?.Time ?? f.Trace.Last) - Math.Max(lower, s.Begin.Time)));
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Goroutines_are_seen_once_in_each_part_in_which_they_are(string name)
    {
        PlainFigures f = (await PlainFigures.OfAsync(name))[0];
        bool hasCallbacks = name.Contains("cgo-callbacks", StringComparison.Ordinal);
        double[] goings =
        [
            .. f.Trace.Events.Where(e => e.From == GoroutineState.Syscall && e.To == GoroutineState.NotExist)
                .Select(e => (e.Time + 100 - f.Begin) / (double)(f.End - f.Begin)).Take(12),
        ];
        long[] cuts = [.. (hasCallbacks ? CutsOf(f, goings) : CutsOf(f)).Distinct().Order()];
        int returned = 0;
        for (int i = 0; i < cuts.Length; i++)
        {
            var from = TimeSpan.FromTicks((cuts[i] - f.Begin) / 100);
            TimeSpan? to = i + 1 < cuts.Length ? TimeSpan.FromTicks((cuts[i + 1] - f.Begin) / 100) : null;
            TraceAnalysis part = await AnalyzeAsync(name, new AnalysisScope { From = from, To = to });
            string what = $"{name} from {from} to {to}";
            int begin = f.Trace.Events.Count(e => e.Time < cuts[i]);
            int end = to is null ? int.MaxValue : f.Trace.Events.Count(e => e.Time < cuts[i + 1]);

            PlainGoroutine[] there = [.. f.Goroutines.Where(g => g.Transitions.Any(t => t.Index >= begin && t.Index < end) || IsThere(g, begin))];
            part.Goroutines.Seen.Should().Be(there.Length, what);
            part.Goroutines.ByFunction.ToDictionary(g => g.Function, g => g.Count).Should().BeEquivalentTo(
                there.GroupBy(g => g.NamedAt < end ? g.Name : "").ToDictionary(g => g.Key, g => (long)g.Count()), what);
            returned += there.Count(g => g.Transitions[0].Index < begin && !IsThere(g, begin));
            foreach (GoroutineGroupFigures group in part.Goroutines.ByFunction.Where(g => hasCallbacks && g.Function.Length > 0))
            {
                TraceAnalysis ofGroup = await AnalyzeAsync(name, new AnalysisScope { From = from, To = to, Goroutine = group.Function });
                ofGroup.Goroutines.ByFunction.Should().BeEquivalentTo([group], "{0} of {1}", group.Function, what);
            }
        }

        (returned > 0).Should().Be(hasCallbacks, "C threads' goroutines end and come again, in {0}", name);
    }

    [Theory]
    [InlineData("go1.27/http.trace.gz")]
    [InlineData("go1.22/syscalls.trace")]
    public async Task Beyond_the_end_there_is_nothing(string name)
    {
        TraceAnalysis found = await AnalyzeAsync(name, new AnalysisScope { From = TimeSpan.FromHours(1) });

        found.DurationNs.Should().Be(0);
        found.Events.Should().Be(0);
        found.Goroutines.ByFunction.Sum(g => g.RunningNs + g.WaitingNs + g.RunnableNs + g.SyscallNs).Should().Be(0);
        found.Processors.Sum(p => p.RunningNs + p.GoroutineNs + p.ExistedNs).Should().Be(0);
        found.Windows.Should().BeEmpty();
        found.MutatorUtilization.Should().BeEmpty();
        ShouldHaveNothingNegative(found, name);
    }

    [Fact]
    public async Task An_end_before_the_beginning_leaves_nothing()
    {
        TraceAnalysis found = await AnalyzeAsync(
            "go1.27/http.trace.gz", new AnalysisScope { From = TimeSpan.FromMilliseconds(10), To = TimeSpan.FromMilliseconds(5) });

        found.DurationNs.Should().Be(0);
        found.Events.Should().Be(0);
        ShouldHaveNothingNegative(found, "nothing");
    }

    // Moments that no event jumps over: all before are earlier, and none after is. There was word of
    // GOMAXPROCS before, as otherwise the first part has no processors.
    private static IEnumerable<long> CutsOf(PlainFigures f) => CutsOf(f, [0.2, 0.5, 0.7]);

    private static IEnumerable<long> CutsOf(PlainFigures f, double[] parts)
    {
        long[] least = new long[f.Trace.Events.Count];
        for (int i = least.Length - 1; i >= 0; i--)
        {
            least[i] = Math.Min(f.Trace.Events[i].Time, i + 1 < least.Length ? least[i + 1] : long.MaxValue);
        }

        long earliest = f.Trace.Events.First(e => e.Metric == TraceMetric.GoMaxProcs).Time + 100 - f.Begin;
        foreach (double part in parts)
        {
            // A span counts in hundreds of nanoseconds.
            long wanted = f.Begin + (Math.Max(earliest, (long)((f.End - f.Begin) * part)) / 100 * 100);
            int next = Array.FindIndex(f.Trace.Clock, t => t >= wanted);
            while (next < least.Length && least[next] < wanted)
            {
                wanted += 100;
                next = Array.FindIndex(f.Trace.Clock, t => t >= wanted);
            }

            yield return wanted;
        }
    }

    // Whether a goroutine exists where an event is about to come.
    private static bool IsThere(PlainGoroutine g, int index) =>
        g.Transitions.LastOrDefault(t => t.Index < index) is { } last && last.To != GoroutineState.NotExist;

    private static async Task<TraceAnalysis> AnalyzeAsync(string name, AnalysisScope scope) =>
        await TraceAnalyzer.AnalyzeAsync(TestTraces.PathOf(name), PlainFigures.Options(TimeBase.Recorded) with { Scope = scope });

    private static void ShouldHaveNothingNegative(TraceAnalysis analysis, string name)
    {
        using var document = JsonDocument.Parse(analysis.ToJson());
        Walk(document.RootElement, "");

        void Walk(JsonElement e, string path)
        {
            switch (e.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (JsonProperty p in e.EnumerateObject())
                    {
                        Walk(p.Value, $"{path}.{p.Name}");
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (JsonElement item in e.EnumerateArray())
                    {
                        Walk(item, path);
                    }

                    break;
                case JsonValueKind.Number when !path.EndsWith("processor", StringComparison.Ordinal)
                    && !path.EndsWith("goroutine", StringComparison.Ordinal): // which may be none, -1
                    e.GetDouble().Should().BeGreaterThanOrEqualTo(0, "{0} of {1}", path, name);
                    break;
            }
        }
    }
}
