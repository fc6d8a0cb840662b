using GoTrace.Analysis.Timeline;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Figures;

/// <summary>The time series, against a plain computation, and against the whole.</summary>
public sealed class WindowFigureTests
{
    private static readonly long Length = PlainFigures.Window.Ticks * 100;

    public static TheoryData<string> Traces => TestTraces.Modern;

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Windows_have_what_ended_in_them(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            f.Found.Windows.Should().HaveCount((int)((f.End - f.Begin + Length - 1) / Length), "{0}", f);
            ILookup<int, Stretch> ended = f.Stretches.Where(s => s.End is not null).ToLookup(s => WindowOf(f, s.EndIndex));

            // A wait counts once it is known whose it was.
            ILookup<int, Stretch> latencies = f.Stretches
                .Where(s => s.State == GoroutineState.Runnable && s.IsWhole && s.End!.To == GoroutineState.Running && !s.Goroutine.IsSystem)
                .ToLookup(s => WindowOf(f, Math.Max(s.EndIndex, s.Goroutine.NamedAt)));
            for (int i = 0; i < f.Found.Windows.Count; i++)
            {
                WindowFigures w = f.Found.Windows[i];
                string what = $"window {i} of {f}";
                w.StartNs.Should().Be(i * Length, what);
                w.LengthNs.Should().Be(Math.Min(Length, f.End - f.Begin - w.StartNs), what);
                Stretch[] preempted = [.. ended[i].Where(s => s.State == GoroutineState.Running
                    && s.End is { To: GoroutineState.Runnable, Text: "preempted" })];
                Stretch[] waits = [.. ended[i].Where(s => s.State == GoroutineState.Runnable && s.End!.To == GoroutineState.Running)];
                long[] latency = [.. latencies[i].Select(s => s.Length)];
                w.Preemptions.Should().Be(preempted.Length, what);
                w.UserPreemptions.Should().Be(preempted.Count(s => !s.Goroutine.IsSystem), what);
                w.Starts.Should().Be(waits.Length, what);
                w.LatencyCount.Should().Be(latency.Length, what);
                w.LatencyTotalNs.Should().Be(latency.Sum(), what);
                w.LatencyMaxNs.Should().Be(latency.DefaultIfEmpty().Max(), what);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Windows_have_the_time_that_passed_in_them(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            for (int i = 0; i < f.Found.Windows.Count; i++)
            {
                WindowFigures w = f.Found.Windows[i];
                string what = $"window {i} of {f}";
                long from = f.Begin + w.StartNs;
                long to = from + w.LengthNs;
                (int Step, long Length)[] steps = [.. f.Steps(from, to)];
                Accounts.ShouldBe(w.Account, f.Account(from, to), what);
                w.MeanRunnable.Should().BeApproximately(
                    steps.Sum(s => s.Length * f.Runnable[s.Step]) / (double)w.LengthNs, 1e-9, what);
                w.StarvedNs.Should().Be(
                    steps.Sum(s => s.Length * Math.Min(f.Runnable[s.Step], f.Processors.IdleAt(s.Step))), what);
                int last = Array.FindLastIndex(f.Trace.Clock, t => t <= to);
                w.Processors.Should().Be(f.Processors.ExistingAt(last), what);
                w.HeapObjectsBytes.Should().Be(LastMetric(f, TraceMetric.HeapObjects, last), what);
                w.HeapGoalBytes.Should().Be(LastMetric(f, TraceMetric.HeapGoal, last), what);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Windows_add_up_to_the_whole(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            IReadOnlyList<WindowFigures> windows = f.Found.Windows;
            windows.Sum(w => w.LengthNs).Should().Be(f.End - f.Begin, "{0}", f);
            windows.Sum(w => w.Preemptions).Should().Be(f.Found.Preemptions.Count, "{0}", f);
            windows.Sum(w => w.UserPreemptions).Should().Be(f.Found.Preemptions.User, "{0}", f);
            windows.Sum(w => w.Starts).Should().Be(f.Found.Goroutines.Starts, "{0}", f);
            windows.Sum(w => w.LatencyCount).Should().Be(f.Found.SchedulingLatency.User.Count, "{0}", f);
            windows.Sum(w => w.LatencyTotalNs).Should().Be(f.Found.SchedulingLatency.User.TotalNs, "{0}", f);
            windows.Sum(w => w.LongSyscalls).Should().Be(f.Found.Syscalls.Long.Count, "{0}", f);
            windows.Sum(w => w.LongSyscallNs).Should().Be(f.Found.Syscalls.Long.TotalNs, "{0}", f);
            windows.Sum(w => w.BlockedSyscalls).Should().Be(f.Found.Syscalls.Blocked.Count, "{0}", f);
            windows.Sum(w => w.StarvedNs).Should().Be(f.Found.LostParallelism.StarvedNs, "{0}", f);
            windows.Sum(w => w.Account.ExistedNs).Should().Be(f.Found.Processors.Sum(p => p.ExistedNs), "{0}", f);
            windows.Sum(w => w.Account.UserNs).Should().Be(f.Found.Processors.Sum(p => p.Account!.UserNs), "{0}", f);
            windows.Sum(w => w.Account.IdleNs).Should().Be(f.Found.Processors.Sum(p => p.Account!.IdleNs), "{0}", f);
        }
    }

    private static int WindowOf(PlainFigures f, int index) =>
        (int)Math.Max(0, (f.Trace.Clock[index] - f.Begin - 1) / Length); // what happens just at an end is before it

    private static long LastMetric(PlainFigures f, TraceMetric metric, int step) =>
        f.Trace.Events.Take(step + 1).LastOrDefault(e => e.Metric == metric)?.Value ?? 0;
}
