using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Scheduling;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tests.Figures;

/// <summary>What processors did all their life, against a lookup step by step.</summary>
public sealed class ProcessorFigureTests
{
    public static TheoryData<string> Traces => TestTraces.Modern;

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Accounts_add_up_to_the_life_of_each_processor(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            f.Found.Processors.Select(p => p.Id).Should().Equal(f.Processors.Ids, "{0}", f);
            for (int p = 0; p < f.Processors.Ids.Count; p++)
            {
                ProcessorFigures found = f.Found.Processors[p];
                Accounts.ShouldBe(found.Account!, f.Account(f.Begin, f.End, p), $"processor {found.Id} of {f}");
                found.ExistedNs.Should().Be(
                    f.Steps(f.Begin, f.End).Where(s => f.Processors.Exists(p, s.Step) || f.Processors.IsRunning[p][s.Step]).Sum(s => s.Length),
                    "life of processor {0} of {1}", found.Id, f);
                found.IdleNs.Should().Be(Math.Max(0, found.ExistedNs - found.RunningNs), "{0}", f);
                found.SchedulingNs.Should().Be(Math.Max(0, found.RunningNs - found.GoroutineNs - found.SyscallNs), "{0}", f);
                found.Utilization.Should().Be(found.ExistedNs == 0 ? 0 : (double)found.GoroutineNs / found.ExistedNs, "{0}", f);
                found.UserUtilization.Should().Be(
                    found.ExistedNs == 0 ? 0 : (double)(found.GoroutineNs - found.GcWorkerNs) / found.ExistedNs, "{0}", f);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Processors_starve_goroutines_where_both_are_idle(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            long starved = f.Steps(f.Begin, f.End).Sum(s => s.Length * Math.Min(f.Runnable[s.Step], f.Processors.IdleAt(s.Step)));
            long existed = f.Steps(f.Begin, f.End).Sum(s => s.Length * f.Processors.ExistingAt(s.Step));
            f.Found.LostParallelism.StarvedNs.Should().Be(starved, "{0}", f);
            f.Found.LostParallelism.Share.Should().BeApproximately(existed == 0 ? 0 : starved / (double)existed, 1e-12, "{0}", f);

            long length = PlainFigures.Window.Ticks * 100;
            StarvedWindow[] worst =
            [
                .. f.Steps(f.Begin, f.End).SelectMany(s => Cut(f, s.Step, length))
                    .GroupBy(s => s.Window, s => s.Length * Math.Min(f.Runnable[s.Step], f.Processors.IdleAt(s.Step)))
                    .Select(g => new StarvedWindow(g.Key * length, Math.Min(length, f.End - f.Begin - (g.Key * length)), g.Sum()))
                    .Where(w => w.StarvedNs > 0)
                    .OrderByDescending(w => w.StarvedNs).ThenBy(w => w.StartNs).Take(5),
            ];
            f.Found.LostParallelism.WorstWindows.Should().Equal(worst, "{0}", f);
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Runnable_goroutines_are_the_sum_of_their_waits(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            long waited = f.Stretches.Where(s => s.State == GoroutineState.Runnable)
                .Sum(s => f.Trace.Clock[s.EndIndex] - f.Trace.Clock[s.Begin.Index]);
            f.Found.Runnable.Mean.Should().BeApproximately(f.End == f.Begin ? 0 : waited / (double)(f.End - f.Begin), 1e-9, "{0}", f);
            f.Found.Runnable.Max.Should().Be(f.Runnable.Max(), "{0}", f);
            f.Found.Goroutines.MaxRunnable.Should().Be(f.Runnable.Max(), "{0}", f);
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Evenness_is_that_of_goroutine_time(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            double[] times =
            [
                .. f.Processors.Ids.Select(id => (double)f.Stretches
                    .Where(s => s.State == GoroutineState.Running && s.Processor == id).Sum(s => s.Length)),
            ];
            double mean = times.Average();
            double deviation = Math.Sqrt(times.Average(t => (t - mean) * (t - mean)));
            f.Found.Evenness.Should().BeApproximately(
                mean == 0 ? 1 : mean * mean / times.Average(t => t * t), 1e-9, "Jain's index of {0}", f);
            f.Found.EvennessCv.Should().BeApproximately(mean == 0 ? 0 : deviation / mean, 1e-6, "variation of {0}", f);
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task The_heap_is_as_its_metrics_say(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            long[] sizes = [.. f.Trace.Events.Where(e => e.Metric == TraceMetric.HeapObjects).Select(e => e.Value)];
            long[] goals = [.. f.Trace.Events.Where(e => e.Metric == TraceMetric.HeapGoal).Select(e => e.Value)];
            f.Found.Heap.Should().Be(
                new HeapFigures
                {
                    MaxObjectsBytes = sizes.DefaultIfEmpty().Max(),
                    LastObjectsBytes = sizes.LastOrDefault(),
                    MaxGoalBytes = goals.DefaultIfEmpty().Max(),
                    LastGoalBytes = goals.LastOrDefault(),
                },
                "{0}", f);
        }
    }

    // The parts of a step in each window.
    private static IEnumerable<(long Window, int Step, long Length)> Cut(PlainFigures f, int step, long length)
    {
        long from = f.Trace.Clock[step];
        while (from < f.Trace.Clock[step + 1])
        {
            long window = (from - f.Begin) / length;
            long to = Math.Min(f.Trace.Clock[step + 1], f.Begin + ((window + 1) * length));
            yield return (window, step, to - from);
            from = to;
        }
    }
}
