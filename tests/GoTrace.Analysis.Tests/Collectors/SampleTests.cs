using GoTrace.Analysis.Tests.Figures;
using GoTrace.Parsing;
using GoTrace.Samples.Collectors;

namespace GoTrace.Analysis.Tests.Collectors;

/// <summary>The collectors of samples/collectors, against a plain computation.</summary>
public sealed class SampleTests
{
    public static TheoryData<string> Traces => TestTraces.Modern;

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Wake_ups_are_counted_from_one_to_the_next(string name)
    {
        PlainFigures f = (await PlainFigures.OfAsync(name))[0];
        var collector = new WakeUpCollector();
        await AnalyzeAsync(name, collector);

        long[] gaps = [.. f.Goroutines.SelectMany(Gaps)];
        collector.ByFunction.Values.Sum(h => h.Count).Should().Be(gaps.Length);
        collector.ByFunction.Values.Sum(h => h.Total).Should().Be(gaps.Sum());
        collector.ByFunction.Keys.Should().BeSubsetOf([.. f.Goroutines.Select(g => g.Name), ""]);
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Rates_are_those_of_all_events(string name)
    {
        PlainFigures f = (await PlainFigures.OfAsync(name))[0];
        var collector = new EventRateCollector(TimeSpan.FromMilliseconds(2));
        await AnalyzeAsync(name, collector);

        collector.PerSecond.Sum().Should().BeApproximately(f.Trace.Events.Count * 500, 1e-3);
        collector.PerSecond[0].Should().BeApproximately(f.Trace.Events.Count(e => e.Time - f.Trace.Events[0].Time < 2_000_000) * 500, 1e-3);
    }

    private static IEnumerable<long> Gaps(PlainGoroutine goroutine)
    {
        long? last = null;
        foreach (PlainEvent t in goroutine.Transitions)
        {
            if (t.From == GoroutineState.Waiting && t.To == GoroutineState.Runnable)
            {
                if (last is { } before)
                {
                    yield return Math.Max(0, t.Time - before);
                }

                last = t.Time;
            }
            else if (t.To == GoroutineState.NotExist)
            {
                last = null; // the goroutine of a C thread may come again: that is another life
            }
        }
    }

    private static async Task AnalyzeAsync(string name, TraceCollector collector) =>
        await TraceAnalyzer.AnalyzeAsync(
            TestTraces.PathOf(name),
            new AnalysisOptions { Collectors = [collector] },
            cancellationToken: TestContext.Current.CancellationToken);
}
