using System.Globalization;
using GoTrace.Analysis;
using GoTrace.Export.Perfetto;
using GoTrace.Export.Tests.Protobuf;

namespace GoTrace.Export.Tests.Perfetto;

/// <summary>What is on a timeline adds up to the figures of the analysis. That it is well formed, <see cref="ReadTimeline"/> holds.</summary>
public class TimelineTests
{
    private const string ProcessorPath = "Go program/Processors (P)";

    public static TheoryData<string> Releases => [.. Bundle.Files("traces").Select(f => f[..f.LastIndexOf('/')]).Distinct()];

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Slices_add_up_to_the_figures(string folder)
    {
        foreach (string trace in Bundle.Some(folder))
        {
            TraceAnalysis figures = await Bundle.AnalyzeAsync(trace, new AnalysisOptions { TimeBase = TimeBase.Go, Parallelism = 1 });
            (ReadTimeline timeline, PerfettoResult result) = await ReadTimeline.OfAsync(trace, new PerfettoOptions { TimeBase = TimeBase.Go, Parallelism = 1 });

            result.MendedSlices.Should().Be(0, "with Go's times nothing overlaps in {0}", trace);
            result.Packets.Should().Be(timeline.Packets);
            result.Slices.Should().Be(timeline.Slices.Count);
            CheckProcessors(trace, timeline, figures);
            CheckStates(trace, timeline, figures);
            CheckRanges(trace, timeline, figures);
            CheckCounters(trace, timeline, figures);
        }
    }

    [Fact]
    public async Task Recorded_times_are_the_default_and_hardly_mended()
    {
        foreach (string trace in Bundle.Files("traces/go1.26"))
        {
            (ReadTimeline timeline, PerfettoResult result) = await ReadTimeline.OfAsync(trace, PerfettoOptions.Default);
            result.MendedSlices.Should().BeLessThanOrEqualTo(result.Slices / 100, trace);
            timeline.SlicesBelow(ProcessorPath).Where(s => !timeline.PathOf(s.Track).EndsWith("GC sweep", StringComparison.Ordinal)).Should().OnlyContain(s => s.Depth == 0);
        }
    }

    [Fact]
    public async Task Tracks_are_grouped()
    {
        (ReadTimeline timeline, _) = await ReadTimeline.OfAsync("traces/go1.27/http.trace.gz", PerfettoOptions.Default);
        string[] paths = [.. timeline.Tracks.Keys.Select(timeline.PathOf)];
        paths.Should().Contain(["Go program/Processors (P)/P0", "Go program/Heap", "Go program/GOMAXPROCS", "Go program/GC and pauses/Stop-the-world"]);
        paths.Should().Contain(p => p.StartsWith("Go program/Goroutines/net/http.(*conn).serve/G", StringComparison.Ordinal));
        paths.Should().Contain(p => p.StartsWith("Go program/Goroutines of the runtime/runtime.gcBgMarkWorker/G", StringComparison.Ordinal));
        timeline.Clocks.Should().ContainKeys(1UL, 6UL);
    }

    [Fact]
    public async Task Regions_tasks_and_logs_are_there()
    {
        (ReadTimeline timeline, _) = await ReadTimeline.OfAsync("traces/go1.26/annotations.trace", PerfettoOptions.Default);
        TraceAnalysis figures = await Bundle.AnalyzeAsync("traces/go1.26/annotations.trace");

        ReadSlice[] user = [.. timeline.Slices.Where(s => timeline.PathOf(s.Track).EndsWith("/regions, logs, GC assists", StringComparison.Ordinal))];
        foreach ((string name, var lengths) in figures.Regions)
        {
            user.Where(s => s.Name == name).Sum(s => s.Length).Should().BeGreaterThanOrEqualTo(lengths.TotalNs).And.BePositive();
            user.Count(s => s.Name == name).Should().BeGreaterThanOrEqualTo((int)lengths.Count);
        }

        foreach ((string name, var lengths) in figures.Tasks)
        {
            timeline.SlicesBelow("Go program/Tasks").Count(s => s.Name == name).Should().BeGreaterThanOrEqualTo((int)lengths.Count);
        }

        user.Should().Contain(s => s.Depth > 0, "there are regions within regions");
        foreach ((string category, long count) in figures.Logs)
        {
            timeline.Instants.Count(i => i.Name == (category.Length == 0 ? "log" : category) && i.Annotations.ContainsKey("message")).Should().Be((int)count);
        }
    }

    [Fact]
    public async Task Flows_lead_from_what_unblocked_to_what_was_unblocked()
    {
        (ReadTimeline timeline, _) = await ReadTimeline.OfAsync("traces/go1.26/contention.trace", new PerfettoOptions { TimeBase = TimeBase.Go });
        TraceAnalysis figures = await Bundle.AnalyzeAsync("traces/go1.26/contention.trace", new AnalysisOptions { TimeBase = TimeBase.Go });
        Dictionary<ulong, ReadSlice> wakes = timeline.Instants.Where(i => i.Name is "unblock" or "create").ToDictionary(i => i.Flows.Single().Id);
        wakes.Values.Count(w => w.Name == "create").Should().Be((int)figures.Goroutines.Created);

        ReadSlice[] woken = [.. timeline.SlicesBelow(ProcessorPath).Where(s => s.Flows.Length > 0)];
        woken.Length.Should().Be((int)(figures.SchedulingLatency.ByCause["created"].Count + figures.SchedulingLatency.ByCause["unblocked"].Count));
        foreach (ReadSlice run in woken)
        {
            ReadSlice wake = wakes[run.Flows.Single().Id];
            wake.Annotations["goroutine"].Should().Be(run.Annotations["goroutine"]);
            wake.Annotations["function"].Should().Be(run.Name);
            wake.Start.Should().BeLessThan(run.Start);
        }

        wakes.Values.Should().Contain(w => w.Stack.Contains("sync.(*Mutex).Unlock"));
        timeline.SlicesBelow("Go program/Goroutines").Where(s => s.Name == "waiting (sync)").Should()
            .NotBeEmpty().And.OnlyContain(s => s.Stack.Any(f => f.StartsWith("sync.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_window_of_time_has_what_is_in_it()
    {
        const string Trace = "traces/go1.26/http.trace.gz";
        var scope = new AnalysisScope { From = TimeSpan.FromMilliseconds(5), To = TimeSpan.FromMilliseconds(12) };
        (ReadTimeline whole, _) = await ReadTimeline.OfAsync(Trace, new PerfettoOptions { TimeBase = TimeBase.Go });
        (ReadTimeline timeline, _) = await ReadTimeline.OfAsync(Trace, new PerfettoOptions { TimeBase = TimeBase.Go, Scope = scope });
        TraceAnalysis figures = await Bundle.AnalyzeAsync(Trace, new AnalysisOptions { TimeBase = TimeBase.Go, Scope = scope });
        long begin = timeline.Slices.Min(s => s.Start);

        timeline.Slices.Max(s => s.End).Should().BeLessThanOrEqualTo(begin + 7_000_000);
        timeline.Slices.Count.Should().BeLessThan(whole.Slices.Count / 2).And.BePositive();
        CheckProcessors(Trace, timeline, figures);
        CheckStates(Trace, timeline, figures);

        // Who runs at a window's beginning is known from before it.
        (ulong _, long time, long running) = timeline.Counters.First(c => timeline.Tracks[c.Track].Name == "Goroutines running");
        whole.Counters.Last(c => whole.Tracks[c.Track].Name == "Goroutines running" && c.Time <= time).Value.Should().Be(running);
    }

    [Fact]
    public async Task Some_goroutines_alone_leave_the_others_out()
    {
        var scope = new AnalysisScope { Goroutine = "net/http.(*conn).serve" };
        (ReadTimeline timeline, _) = await ReadTimeline.OfAsync("traces/go1.26/http.trace.gz", new PerfettoOptions { Scope = scope });

        timeline.SlicesBelow("Go program/Goroutines").Should().NotBeEmpty();
        timeline.SlicesBelow("Go program/Goroutines").Count().Should().Be(timeline.SlicesBelow("Go program/Goroutines/net/http.(*conn).serve").Count());
        timeline.SlicesBelow(ProcessorPath).Where(s => s.Name != "GC incremental sweep").Should().OnlyContain(s => s.Name == "net/http.(*conn).serve");
    }

    [Fact]
    public async Task The_file_is_the_same_for_any_number_of_threads()
    {
        (ReadTimeline one, PerfettoResult first) = await ReadTimeline.OfAsync("traces/go1.27/gcpressure.trace.gz", new PerfettoOptions { Parallelism = 1 });
        (ReadTimeline two, PerfettoResult second) = await ReadTimeline.OfAsync("traces/go1.27/gcpressure.trace.gz", new PerfettoOptions { Parallelism = 2 });
        second.Packets.Should().Be(first.Packets);
        two.Counters.Should().Equal(one.Counters);
    }

    private static void CheckProcessors(string trace, ReadTimeline timeline, TraceAnalysis figures)
    {
        foreach (var p in figures.Processors)
        {
            ReadSlice[] runs = [.. timeline.Slices.Where(s => timeline.PathOf(s.Track) == $"{ProcessorPath}/P{p.Id}")];
            runs.Sum(s => s.Length).Should().Be(p.GoroutineNs, "{0} P{1}", trace, p.Id);
            runs.Count(s => s.Depth > 0).Should().Be(0, "a P runs one goroutine at a time");
            runs.Count(s => !s.Annotations.ContainsKey("goroutine") || !s.Annotations.ContainsKey("then")).Should().Be(0);
        }
    }

    private static void CheckStates(string trace, ReadTimeline timeline, TraceAnalysis figures)
    {
        ReadSlice[] states =
        [
            .. timeline.SlicesBelow("Go program/Goroutines").Concat(timeline.SlicesBelow("Go program/Goroutines of the runtime"))
                .Where(s => timeline.Tracks[s.Track].Name is ['G', >= '0' and <= '9', ..]),
        ];
        states.Count(s => s.Depth > 0).Should().Be(0, "a goroutine is in one state at a time");
        var groups = figures.Goroutines.ByFunction;
        Sum(states, "running").Should().Be(groups.Sum(g => g.RunningNs), trace);
        Sum(states, "runnable").Should().Be(groups.Sum(g => g.RunnableNs), trace);
        Sum(states, "waiting").Should().Be(groups.Sum(g => g.WaitingNs), trace);
        Sum(states, "syscall").Should().Be(groups.Sum(g => g.SyscallNs), trace);
    }

    private static void CheckRanges(string trace, ReadTimeline timeline, TraceAnalysis figures)
    {
        ReadSlice[] pauses = [.. timeline.Slices.Where(s => timeline.PathOf(s.Track) == "Go program/GC and pauses/Stop-the-world")];
        pauses.Length.Should().BeInRange((int)figures.StopTheWorld.All.Count, (int)figures.StopTheWorld.All.Count + 1, "one may be open: {0}", trace);
        foreach ((string kind, var lengths) in figures.StopTheWorld.ByKind)
        {
            pauses.Where(s => s.Name == kind).Sum(s => s.Length).Should().BeGreaterThanOrEqualTo(lengths.TotalNs, "{0} {1}", trace, kind);
        }

        foreach (string name in new[] { "GC incremental sweep", "GC mark assist", "GC concurrent mark phase" })
        {
            if (figures.Ranges.TryGetValue(name, out var lengths))
            {
                timeline.Slices.Count(s => s.Name == name).Should().BeGreaterThanOrEqualTo((int)lengths.Count, "{0} {1}", trace, name);
                timeline.Slices.Where(s => s.Name == name).Sum(s => s.Length).Should().BeGreaterThanOrEqualTo(lengths.TotalNs, "{0} {1}", trace, name);
            }
        }

        timeline.Instants.Count(i => i.Name == "CPU sample").Should().Be((int)figures.CpuSamples.Count, trace);
    }

    private static void CheckCounters(string trace, ReadTimeline timeline, TraceAnalysis figures)
    {
        ILookup<string, long> values = timeline.Counters.ToLookup(c => timeline.Tracks[c.Track].Name, c => c.Value);
        values["Goroutines runnable"].DefaultIfEmpty().Max().Should().Be(figures.Goroutines.MaxRunnable, trace);
        values["Goroutines runnable"].Concat(values["Goroutines running"]).Count(v => v < 0).Should().Be(0);
        long[] processors = [.. values["GOMAXPROCS"].Where((v, i) => i == 0 || v != values["GOMAXPROCS"].ElementAt(i - 1))];
        long[] told = [.. figures.GoMaxProcs];
        long[] expected = figures.InitialGoMaxProcs is { } first && (told.Length == 0 || told[0] != first) ? [first, .. told] : told;
        processors.Should().Equal(expected, trace);
        if (processors.Length > 0)
        {
            values["Goroutines running"].DefaultIfEmpty().Max().Should().BeLessThanOrEqualTo(processors.Max(), "{0}: {1}", trace, string.Join(' ', processors.Select(p => p.ToString(CultureInfo.InvariantCulture))));
        }
    }

    private static long Sum(ReadSlice[] states, string state) =>
        states.Where(s => s.Name == state || s.Name.StartsWith(state + " (", StringComparison.Ordinal)).Sum(s => s.Length);

}
