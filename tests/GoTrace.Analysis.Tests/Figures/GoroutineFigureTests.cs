using GoTrace.Analysis.Goroutines;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Figures;

/// <summary>Figures of goroutines that Go has no tool for, against a plain computation.</summary>
public sealed class GoroutineFigureTests
{
    public static TheoryData<string> Traces => TestTraces.Modern;

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Stints_end_with_a_preemption(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            Stretch[] preempted = [.. f.Stretches.Where(s => s.State == GoroutineState.Running
                && s.End is { To: GoroutineState.Runnable, Text: "preempted" })];

            Same.Distribution(f.Found.Preemptions.Stint, preempted.Where(s => s.IsWhole).Select(s => s.Length), $"stints of {f}");
            f.Found.Preemptions.Count.Should().Be(preempted.Length, "{0}", f);
            f.Found.Preemptions.PerSecond.Should().BeApproximately(preempted.Length * 1e9 / f.Found.DurationNs, 1e-9, "{0}", f);
            f.Found.Preemptions.UserPerGoroutineSecond.Should().BeApproximately(
                preempted.Count(s => !s.Goroutine.IsSystem) * 1e9 / Math.Max(1, f.Found.Processors.Sum(p => p.GoroutineNs)), 1e-6, "{0}", f);
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Groups_are_the_sums_of_their_goroutines(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            Dictionary<string, GoroutineGroupFigures> found = f.Found.Goroutines.ByFunction.ToDictionary(g => g.Function);
            found.Keys.Should().BeEquivalentTo(f.Goroutines.Select(g => g.Name).Distinct(), "{0}", f);
            foreach (IGrouping<string, PlainGoroutine> group in f.Goroutines.GroupBy(g => g.Name))
            {
                string what = $"{group.Key} of {f}";
                Stretch[] stretches = [.. group.SelectMany(g => g.Stretches)];
                PlainEvent[] transitions = [.. group.SelectMany(g => g.Transitions)];
                GoroutineGroupFigures g = found[group.Key];
                g.System.Should().Be(group.First().IsSystem, what);
                g.Count.Should().Be(group.Count(), what);
                g.Created.Should().Be(transitions.Count(t => t.From == GoroutineState.NotExist), what);
                g.Ended.Should().Be(transitions.Count(t => t.To == GoroutineState.NotExist), what);
                g.Alive.Should().Be(group.Count(p => p.IsAliveAtEnd), what);
                g.RunningNs.Should().Be(Total(stretches, GoroutineState.Running), what);
                g.RunnableNs.Should().Be(Total(stretches, GoroutineState.Runnable), what);
                g.WaitingNs.Should().Be(Total(stretches, GoroutineState.Waiting), what);
                g.SyscallNs.Should().Be(Total(stretches, GoroutineState.Syscall), what);
                g.WaitingByReasonNs.Should().BeEquivalentTo(
                    stretches.Where(s => s.State == GoroutineState.Waiting && s.Length > 0).GroupBy(s => s.Begin.Text)
                        .ToDictionary(r => r.Key, r => r.Sum(s => s.Length)),
                    what);
                g.Preemptions.Should().Be(transitions.Count(t => IsStop(t, "preempted")), what);
                g.Yields.Should().Be(transitions.Count(t => IsStop(t, "runtime.Gosched")), what);
                Same.Distribution(g.SchedulingLatency, Waits(stretches).Select(s => s.Length), what);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Waits_are_put_where_the_waiter_stopped(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            Same.Distributions(
                f.Found.SchedulingLatency.ByStack.ToDictionary(s => Same.Text(s.Stack), s => s.Lengths),
                Waits(f.Stretches).GroupBy(s => Same.Text(s.Stopped), s => s.Length),
                $"waits by stack of {f}");
            Same.Distributions(
                f.Found.SchedulingLatency.ByCause, Waits(f.Stretches).GroupBy(s => s.Cause, s => s.Length), $"waits by cause of {f}");
            f.Found.SchedulingLatency.Truncated.Should().Be(
                f.Stretches.Count(s => s.State == GoroutineState.Runnable
                    && (s.End is null || (s.End.To == GoroutineState.Running && !s.IsWhole))),
                "{0}", f);
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Blocks_last_until_the_goroutine_is_unblocked(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            Stretch[] blocks = [.. f.Stretches.Where(s => s.State == GoroutineState.Waiting && s.Begin.From == GoroutineState.Running)];
            f.Found.Blocks.Should().BeEquivalentTo(
                blocks.GroupBy(s => s.Begin.Text).ToDictionary(g => g.Key, g => (long)g.Count()), "{0}", f);
            foreach (IGrouping<string, Stretch> reason in blocks.GroupBy(s => s.Begin.Text))
            {
                Same.Distribution(
                    f.Found.BlockDurations[reason.Key], reason.Where(s => s.IsWhole).Select(s => s.Length), $"{reason.Key} of {f}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Threads_get_what_goroutines_did_on_them(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            long[] threads =
            [
                .. f.Trace.Events.Where(e => e.IsProcessorTransition && e.ProcessorTo == ProcessorState.Running).Select(e => e.Thread)
                    .Concat(f.Stretches.Where(s => s.State is GoroutineState.Running or GoroutineState.Syscall).Select(s => s.Thread))
                    .Where(t => t != TraceEvent.NoId).Distinct(),
            ];
            f.Found.Threads.Seen.Should().Be(threads.Length, "{0}", f);
            f.Found.Threads.ByThread.Should().HaveCount(Math.Min(64, threads.Length), "{0}", f);
            foreach (ThreadTime t in f.Found.Threads.ByThread)
            {
                t.GoroutineNs.Should().Be(Total(f.Stretches.Where(s => s.Thread == t.Id), GoroutineState.Running), "thread {0} of {1}", t.Id, f);
                t.SyscallNs.Should().Be(Total(f.Stretches.Where(s => s.Thread == t.Id), GoroutineState.Syscall), "thread {0} of {1}", t.Id, f);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Mended_times_are_counted(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            f.Found.DataQuality.MendedTimes.Should().Be(f.Trace.Events.Count(e => e.Shift != 0), "{0}", f);
            f.Found.DataQuality.LargestMendNs.Should().Be(f.Trace.Events.Max(e => e.Shift), "{0}", f);
            f.Found.DataQuality.UnnamedGoroutines.Should().Be(f.Goroutines.Count(g => g.Name.Length == 0), "{0}", f);
        }
    }

    private static bool IsStop(PlainEvent e, string reason) =>
        e.From == GoroutineState.Running && e.To == GoroutineState.Runnable && e.Text == reason;

    private static IEnumerable<Stretch> Waits(IEnumerable<Stretch> stretches) =>
        stretches.Where(s => s.State == GoroutineState.Runnable && s.IsWhole && s.End!.To == GoroutineState.Running);

    private static long Total(IEnumerable<Stretch> stretches, GoroutineState state) =>
        stretches.Where(s => s.State == state).Sum(s => s.Length);
}
