using GoTrace.Analysis.GarbageCollection;

namespace GoTrace.Analysis.Tests.Figures;

/// <summary>Pauses, cycles of the garbage collector and utilization of the mutator, against a plain computation.</summary>
public sealed class PauseFigureTests
{
    public static TheoryData<string> Traces => TestTraces.Modern;

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Pauses_are_split_where_the_last_processor_stops(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            PlainPause[] pauses = [.. PlainPause.Of(f.Trace, f.Processors, f.Goroutines)];
            StopTheWorldFigures found = f.Found.StopTheWorld;
            Same.Distribution(found.Stopping, pauses.Select(p => p.Stopping), $"stopping of {f}");
            Same.Distribution(found.Stopped, pauses.Select(p => p.Length - p.Stopping), $"stopped of {f}");
            Same.Distribution(found.GcStopping, pauses.Where(p => p.IsGc).Select(p => p.Stopping), $"stopping of {f}");
            Same.Distribution(found.GcStopped, pauses.Where(p => p.IsGc).Select(p => p.Length - p.Stopping), $"stopped of {f}");
            Same.Distribution(found.Gc, pauses.Where(p => p.IsGc).Select(p => Recorded(f, p)), $"of the GC of {f}");
            found.Longest.Select(p => p.LengthNs).Should().BeInDescendingOrder();
            found.Longest.Should().BeEquivalentTo(
                pauses.Select(p => new PauseRecord
                {
                    Kind = p.Kind,
                    StartNs = f.Trace.Clock[p.Begin] - f.Begin,
                    LengthNs = p.Length,
                    StoppingNs = p.Stopping,
                    StoppedNs = p.Length - p.Stopping,
                    LastProcessor = p.LastProcessor,
                    LastGoroutine = p.LastGoroutine,
                    LastFunction = p.LastFunction,
                }),
                "{0}", f);
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Cycles_of_the_collector_have_their_shares(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            IReadOnlyList<PlainCycle> cycles = PlainCycle.Of(f.Trace);
            PlainPause[] pauses = [.. PlainPause.Of(f.Trace, f.Processors, f.Goroutines).Where(p => p.IsGc)];
            f.Found.GcCycles.Count.Should().Be(cycles.Count, "{0}", f);
            for (int i = 0; i < cycles.Count; i++)
            {
                GcCycle found = f.Found.GcCycles.Cycles[i];
                int next = i + 1 < cycles.Count ? cycles[i + 1].Begin : int.MaxValue;
                PlainPause[] own = [.. pauses.Where(p => p.Begin > cycles[i].Begin && p.Begin < next)];
                long begin = f.Trace.Clock[cycles[i].Begin];
                long end = f.Trace.Clock[cycles[i].End];
                Dictionary<string, long> account = f.Account(begin, end);
                string what = $"cycle {i} of {f}";
                found.StartNs.Should().Be(begin - f.Begin, what);
                found.MarkNs.Should().Be(end - begin, what);
                found.Pauses.Should().Be(own.Length, what);
                found.PauseNs.Should().Be(own.Sum(p => p.Length), what);
                ShareOf(PlainProcessors.Dedicated).Should().BeApproximately(found.DedicatedShare, 1e-9, what);
                ShareOf(PlainProcessors.Fractional).Should().BeApproximately(found.FractionalShare, 1e-9, what);
                ShareOf(PlainProcessors.IdleWorker).Should().BeApproximately(found.IdleShare, 1e-9, what);
                ShareOf(PlainProcessors.Assist).Should().BeApproximately(found.AssistShare, 1e-9, what);
                found.HeapAtStartBytes.Should().Be(LastMetric(f, Parsing.TraceMetric.HeapObjects, cycles[i].Begin), what);
                found.HeapAtEndBytes.Should().Be(LastMetric(f, Parsing.TraceMetric.HeapObjects, cycles[i].End), what);
                found.GoalBytes.Should().Be(LastMetric(f, Parsing.TraceMetric.HeapGoal, cycles[i].Begin), what);

                double ShareOf(string activity) => account.GetValueOrDefault(activity) / (double)account.Values.Sum();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Utilization_of_the_mutator_is_that_of_the_worst_stretch(string name)
    {
        foreach (PlainFigures f in await PlainFigures.OfAsync(name))
        {
            var mutator = new PlainMutator(f);
            long[] lengths = [.. new[] { 1_000_000L, 10_000_000, 100_000_000, 1_000_000_000 }.Where(l => l <= f.End - f.Begin)];
            f.Found.MutatorUtilization.Select(m => m.WindowNs).Should().Equal(lengths, "{0}", f);
            foreach (MutatorUtilizationFigure found in f.Found.MutatorUtilization)
            {
                found.Minimum.Should().BeApproximately(mutator.Minimum(found.WindowNs), 1e-9, "{0} ns of {1}", found.WindowNs, f);
            }
        }
    }

    /// <summary>
    /// What Go's own MMUCurve says (internal/trace of Go 1.27; flags STW, background, assist), once the
    /// two faults of its counter are put right that docs/differences.md tells of.
    /// </summary>
    [Theory]
    [InlineData("go1.22/gcpressure.trace.gz", 0.662240, 0.934915)]
    [InlineData("go1.22/generations.trace.gz", 0, 0.457267)]
    [InlineData("go1.23/gcpressure.trace.gz", 0.278752, 0.770438)]
    [InlineData("go1.24/http.trace.gz", 0.400832, 0.609501)]
    [InlineData("go1.25/generations.trace.gz", 0.404000, 0.702582)]
    [InlineData("go1.26/http.trace.gz", 0.143040, 0.751254)]
    [InlineData("go1.27/generations.trace.gz", 0.275424, 0.691555)]
    [InlineData("go1.27/http.trace.gz", 0.102304, 0.708237)]
    public async Task Utilization_of_the_mutator_is_as_Go_meant_it(string name, double ofOneMs, double ofTenMs)
    {
        PlainFigures f = (await PlainFigures.OfAsync(name)).Single(p => p.Found.TimeBase == TimeBase.Go);

        f.Found.MutatorUtilization.Single(m => m.WindowNs == 1_000_000).Minimum.Should().BeApproximately(ofOneMs, 3e-4);
        f.Found.MutatorUtilization.Single(m => m.WindowNs == 10_000_000).Minimum.Should().BeApproximately(ofTenMs, 3e-4);
    }

    private static long Recorded(PlainFigures f, PlainPause p) =>
        Math.Max(0, f.Trace.Events[p.End].Time - f.Trace.Events[p.Begin].Time);

    private static long LastMetric(PlainFigures f, Parsing.TraceMetric metric, int before) =>
        f.Trace.Events.Take(before).LastOrDefault(e => e.Metric == metric)?.Value ?? 0;
}
