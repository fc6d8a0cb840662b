using GoTrace.Analysis.Building;
using GoTrace.Analysis.GarbageCollection;
using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Reporting;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Syscalls;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Figures;

/// <summary>Lists that are cut say what they leave out: what they show and that make the whole, which is known elsewhere.</summary>
public sealed class LeftOutTests
{
    public static TheoryData<string> Traces => TestTraces.All;

    public static TheoryData<string> Modern => TestTraces.Modern;

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task What_is_shown_and_what_is_left_out_make_the_whole(string name)
    {
        TraceAnalysis uncut = await AnalyzeAsync(name, int.MaxValue); // other tests hold it against a plain computation
        foreach (int limit in (int[])[0, 3, 20])
        {
            TraceAnalysis cut = await AnalyzeAsync(name, limit);
            string what = $"{name}, {limit} shown";

            LatencyFigures latency = cut.SchedulingLatency;
            ShouldMake(latency.ByStack, latency.FurtherStacks, latency.All, uncut.SchedulingLatency.ByStack, limit, "waits of " + what);
            SyscallFigures syscalls = cut.Syscalls;
            ShouldMake(syscalls.ByStack, syscalls.FurtherStacks, syscalls.User, uncut.Syscalls.ByStack, limit, "syscalls of " + what);

            LongSyscallFigures longOnes = syscalls.Long;
            longOnes.Longest.Should().Equal(uncut.Syscalls.Long.Longest.Take(limit), (a, b) => a.LengthNs == b.LengthNs, "{0}", what);
            (longOnes.Longest.Count + longOnes.FurtherSyscalls!.Count).Should().Be(longOnes.Count, "long syscalls of {0}", what);
            (longOnes.Longest.Sum(s => s.LengthNs) + longOnes.FurtherSyscalls.TotalNs).Should().Be(longOnes.TotalNs, "long syscalls of {0}", what);
            longOnes.ByStack.Sum(s => s.TotalNs).Should().Be(longOnes.TotalNs, "these are all, in {0}", what);

            StopTheWorldFigures stw = cut.StopTheWorld;
            stw.Longest.Should().HaveCount((int)Math.Min(limit, stw.All.Count), what);
            (stw.Longest.Count + stw.FurtherPauses!.Count).Should().Be(stw.All.Count, "pauses of {0}", what);
            (stw.Longest.Sum(p => p.LengthNs) + stw.FurtherPauses.TotalNs).Should().Be(stw.All.TotalNs, "pauses of {0}", what);

            GcCycleFigures cycles = cut.GcCycles;
            GcCycle[] all = [.. uncut.GcCycles.Cycles];
            cycles.Cycles.Should().Equal(all.Take(limit), what);
            cycles.FurtherCycles.Should().Be(
                new FurtherCycles(all.Skip(limit).Count(), all.Skip(limit).Sum(c => c.MarkNs), all.Skip(limit).Sum(c => c.Pauses), all.Skip(limit).Sum(c => c.PauseNs)),
                what);
            (cycles.Cycles.Count + cycles.FurtherCycles!.Cycles).Should().Be(cycles.Count, what);
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task The_worst_windows_and_the_others_lost_what_was_lost(string name)
    {
        foreach (int microseconds in (int[])[50, 1_000])
        {
            LostParallelismFigures lost = (await TraceAnalyzer.AnalyzeAsync(
                TestTraces.PathOf(name), new AnalysisOptions { Window = TimeSpan.FromMicroseconds(microseconds) }, cancellationToken: TestContext.Current.CancellationToken)).LostParallelism;
            string what = $"windows of {microseconds} µs, {name}";

            (lost.WorstWindows.Sum(w => w.StarvedNs) + lost.FurtherWindows!.StarvedNs).Should().Be(lost.StarvedNs, what);
            (lost.FurtherWindows.Windows > 0).Should().Be(lost.FurtherWindows.StarvedNs > 0, what);
            if (lost.FurtherWindows.Windows > 0)
            {
                (lost.FurtherWindows.StarvedNs / lost.FurtherWindows.Windows).Should().BeLessThanOrEqualTo(lost.WorstWindows[^1].StarvedNs, what);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Modern))]
    public async Task Threads_shown_and_left_out_ran_all_goroutines(string name)
    {
        PlainFigures f = (await PlainFigures.OfAsync(name))[0];
        ThreadFigures threads = f.Found.Threads;

        (threads.ByThread.Count + threads.FurtherThreads!.Threads).Should().Be(threads.Seen, name);
        (threads.ByThread.Sum(t => t.GoroutineNs) + threads.FurtherThreads.GoroutineNs).Should().Be(
            f.Stretches.Where(s => s.State == GoroutineState.Running && s.Thread != TraceEvent.NoId).Sum(s => s.Length), name);
    }

    [Fact]
    public void Of_many_threads_the_least_busy_are_left_out()
    {
        ThreadTime[] threads = [.. Enumerable.Range(1, 100).Select(i => new ThreadTime(i, i * 10, i * 100))];

        ThreadFigures figures = GoroutineFigureBuilder.ThreadsOf(threads);

        figures.Seen.Should().Be(100);
        figures.ByThread.Select(t => t.Id).Should().Equal(Enumerable.Range(37, 64).Reverse().Select(i => (long)i));
        figures.FurtherThreads.Should().Be(new FurtherThreads(36, 6_660, 66_600)); // 1 to 36 add up to 666
    }

    [Fact]
    public async Task Stored_figures_of_before_do_not_claim_that_nothing_was_left_out()
    {
        string json = (await AnalyzeAsync("go1.27/http.trace.gz", 3)).ToJson();
        string before = System.Text.RegularExpressions.Regex.Replace(json, """,\s*"further_\w+": \{[^}]*\}""", "");
        json.Should().Contain("\"further_stacks\"");
        before.Should().NotContain("further_");

        TraceAnalysis read = TraceAnalysis.FromJson(before);

        read.SchedulingLatency.FurtherStacks.Should().BeNull();
        read.Syscalls.FurtherStacks.Should().BeNull();
        read.GcCycles.FurtherCycles.Should().BeNull();
        read.ToText(new ReportOptions { All = true }).Should().NotContain("more stack");
    }

    private static void ShouldMake(
        IReadOnlyList<StackFigures> shown, FurtherStacks? further, Distribution whole, IReadOnlyList<StackFigures> uncut, int limit, string what)
    {
        shown.Should().BeEquivalentTo(uncut.Take(limit), o => o.WithStrictOrdering(), what);
        (shown.Count + further!.Stacks).Should().Be(uncut.Count, what);
        (shown.Sum(s => s.Lengths.Count) + further.Count).Should().Be(whole.Count, what);
        (shown.Sum(s => s.Lengths.TotalNs) + further.TotalNs).Should().Be(whole.TotalNs, what);
    }

    private static Task<TraceAnalysis> AnalyzeAsync(string name, int limit) => TraceAnalyzer.AnalyzeAsync(
        TestTraces.PathOf(name),
        PlainFigures.Options(TimeBase.Recorded) with { StackLimit = limit, LongSyscallLimit = limit, PauseLimit = limit, CycleLimit = limit });
}
