using GoTrace.Analysis;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Reporting.Html.Trace;
using GoTrace.Analysis.Timeline;
using GoTrace.Report.Tests.Support;

namespace GoTrace.Report.Tests.Plots;

/// <summary>A timeline adds up to the figures of the whole trace, which are made another way.</summary>
public sealed class TimelineTests
{
    [Theory]
    [MemberData(nameof(TestData.Varied), MemberType = typeof(TestData))]
    public void Counts_add_up(string file)
    {
        TraceAnalysis a = TestData.Analyze(file);
        IReadOnlyList<TimelineSlice> slices = a.Timeline!.Slices;

        slices.Sum(s => s.Preemptions).Should().Be(a.Preemptions.Count);
        slices.Sum(s => s.UserPreemptions).Should().Be(a.Preemptions.User);
        slices.Sum(s => s.Starts).Should().Be(a.Goroutines.Starts);
        slices.Sum(s => s.LatencyCount).Should().Be(a.SchedulingLatency.User.Count);
        slices.Max(s => s.LatencyMaxNs).Should().Be(a.SchedulingLatency.User.MaxNs);
    }

    [Theory]
    [MemberData(nameof(TestData.Varied), MemberType = typeof(TestData))]
    public void Times_add_up(string file)
    {
        TraceAnalysis a = TestData.Analyze(file);
        IReadOnlyList<TimelineSlice> slices = a.Timeline!.Slices;

        slices.Sum(s => s.LengthNs).Should().Be(a.DurationNs);
        slices.Count.Should().BeLessThanOrEqualTo(SliceClock.Limit);
        slices.SkipLast(1).All(s => s.LengthNs == a.Timeline.SliceNs).Should().BeTrue();
        slices.Count.Should().BeGreaterThan((int)Math.Min(SliceClock.Limit / 2, a.DurationNs / 10_000) - 1);
        slices.Sum(s => s.Starved * s.LengthNs).Should().BeApproximately(a.LostParallelism.StarvedNs, 1 + (a.DurationNs * 1e-6));
        slices.Sum(s => s.Runnable * s.LengthNs).Should().BeApproximately(a.Runnable.Mean * a.DurationNs, 1 + (a.DurationNs * 1e-6));
        double idle = a.Processors.Sum(p => (double)p.Account!.IdleNs);
        slices.Sum(s => s.Idle * s.LengthNs).Should().BeApproximately(idle, 1 + (a.DurationNs * 1e-4));
    }

    [Theory]
    [MemberData(nameof(TestData.Varied), MemberType = typeof(TestData))]
    public void The_parts_of_a_Ps_time_add_up_to_its_account(string file)
    {
        TraceAnalysis a = TestData.Analyze(file);
        TraceTimeline timeline = a.Timeline!;

        timeline.Processors.Select(p => p.Id).Should().Equal(a.Processors.Where(p => p.Account is { ExistedNs: > 0 }).Select(p => p.Id));
        foreach (ProcessorTimeline p in timeline.Processors)
        {
            ProcessorAccount account = a.Processors.Single(f => f.Id == p.Id).Account!;
            for (int part = 0; part < ProcessorParts.Count; part++)
            {
                double ns = timeline.Slices.Select((s, i) => p.Parts[(i * ProcessorParts.Count) + part] / 255.0 * s.LengthNs).Sum();
                ns.Should().BeApproximately(ProcessorParts.Of(account, (ProcessorPart)part), a.DurationNs / 255.0, $"P{p.Id}, part {(ProcessorPart)part}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestData.Varied), MemberType = typeof(TestData))]
    public void Histograms_have_all_samples(string file)
    {
        TraceAnalysis a = TestData.Analyze(file);

        a.SchedulingLatency.UserHistogram.Sum(b => b.Count).Should().Be(a.SchedulingLatency.User.Count);
        a.SchedulingLatency.HistogramByCause.Should().HaveSameCount(a.SchedulingLatency.ByCause);
        foreach ((string cause, var buckets) in a.SchedulingLatency.HistogramByCause)
        {
            buckets.Sum(b => b.Count).Should().Be(a.SchedulingLatency.ByCause[cause].Count);
        }

        a.Preemptions.StintHistogram.Sum(b => b.Count).Should().Be(a.Preemptions.Stint.Count);
        a.Syscalls.UserHistogram.Sum(b => b.Count).Should().Be(a.Syscalls.User.Count);
    }

    [Fact]
    public async Task A_scope_begins_it_anew()
    {
        var scope = new AnalysisScope { From = TimeSpan.FromMilliseconds(40), To = TimeSpan.FromMilliseconds(70) };
        TraceAnalysis a = await TraceAnalyzer.AnalyzeAsync(
            TestData.Path("traces/go1.27/generations.trace.gz"), new AnalysisOptions { Scope = scope }, null, TestContext.Current.CancellationToken);

        a.Timeline!.Slices.Sum(s => s.LengthNs).Should().Be(30_000_000);
        a.Timeline.Slices.Sum(s => s.Starts).Should().Be(a.Goroutines.Starts);
    }

    [Fact]
    public void A_coarser_one_has_the_same_sums()
    {
        TraceTimeline fine = Synthetic.Timeline(599, 3);

        TraceTimeline coarse = TimelineHalving.Of(fine);

        coarse.Slices.Should().HaveCount(300);
        coarse.Slices.Sum(s => s.LengthNs).Should().Be(fine.Slices.Sum(s => s.LengthNs));
        coarse.Slices.Sum(s => s.Preemptions).Should().Be(fine.Slices.Sum(s => s.Preemptions));
        coarse.Slices.Sum(s => s.Starved * s.LengthNs).Should().BeApproximately(fine.Slices.Sum(s => s.Starved * s.LengthNs), 1);
        coarse.Processors.Should().OnlyContain(p => p.Parts.Length == 300 * ProcessorParts.Count);
        double first = (fine.Processors[1].Parts[3] + fine.Processors[1].Parts[ProcessorParts.Count + 3]) / 2.0;
        coarse.Processors[1].Parts[3].Should().BeCloseTo((byte)first, 1);
        coarse.Processors[1].Parts[^1].Should().Be(fine.Processors[1].Parts[^1]);
    }
}
