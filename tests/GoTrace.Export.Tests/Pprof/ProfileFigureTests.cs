using GoTrace.Analysis;
using GoTrace.Analysis.Statistics;
using GoTrace.Export.Pprof;
using GoTrace.Export.Tests.Protobuf;
using GoTrace.Parsing;

namespace GoTrace.Export.Tests.Pprof;

/// <summary>With the recorded times a profile sums up to the figures of the same name.</summary>
public class ProfileFigureTests
{
    public static TheoryData<string> Releases => [.. Bundle.Files("traces").Select(f => f[..f.LastIndexOf('/')]).Distinct()];

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Sums_are_the_figures(string folder)
    {
        foreach (string trace in Bundle.Some(folder))
        {
            TraceAnalysis figures = await Bundle.AnalyzeAsync(trace, new AnalysisOptions { Figures = FigureSets.Goroutines, Parallelism = 1 });

            await CheckAsync(trace, ProfileKind.Scheduling, figures.SchedulingLatency.All);
            await CheckAsync(trace, ProfileKind.Syscall, figures.Syscalls.All);
            (await ProfileAsync(trace, ProfileKind.Preemption)).Sum(0).Should().Be(figures.Preemptions.Count, trace);
            (await ProfileAsync(trace, ProfileKind.Preemption)).Sum(1).Should().Be(figures.Preemptions.Stint.TotalNs, trace);
            (await ProfileAsync(trace, ProfileKind.Cpu)).Sum(0).Should().Be(figures.CpuSamples.Count, trace);

            ReadProfile blocks = await ProfileAsync(trace, ProfileKind.Block);
            foreach ((string reason, Distribution lengths) in figures.BlockDurations)
            {
                ReadSample[] samples = [.. blocks.Samples.Where(s => s.Labels.Contains("reason=" + reason) || (reason.Length == 0 && s.Labels.Length == 0))];
                samples.Sum(s => s.Values[0]).Should().Be(lengths.Count, "{0} {1}", trace, reason);
                samples.Sum(s => s.Values[1]).Should().Be(lengths.TotalNs, "{0} {1}", trace, reason);
            }
        }
    }

    [Fact]
    public async Task Types_and_units_are_those_of_Gos_tool()
    {
        ReadProfile sched = await ProfileAsync("traces/go1.27/http.trace.gz", ProfileKind.Scheduling);
        sched.SampleTypes.Should().Equal("contentions/count", "delay/nanoseconds");
        sched.PeriodType.Should().Be("trace/count");
        sched.Period.Should().Be(1);
        sched.DefaultSampleType.Should().Be("delay");
        sched.DurationNs.Should().BeGreaterThan(1_000_000);
        DateTime.UnixEpoch.AddTicks(sched.TimeNs / 100).Year.Should().BeInRange(2025, 2030);

        (await ProfileAsync("traces/go1.27/http.trace.gz", ProfileKind.Preemption)).SampleTypes.Should().Equal("preemptions/count", "running/nanoseconds");
        (await ProfileAsync("traces/go1.27/cpuprofile.trace", ProfileKind.Cpu)).SampleTypes.Should().Equal("samples/count");
    }

    [Fact]
    public async Task A_waker_s_stack_stands_for_the_same_waits()
    {
        var options = new PprofOptions { Kind = ProfileKind.Scheduling, Stack = ProfileStack.Waiter };
        ReadProfile waiter = await ReadProfile.OfAsync("traces/go1.26/contention.trace", options);
        ReadProfile waker = await ReadProfile.OfAsync("traces/go1.26/contention.trace", options with { Stack = ProfileStack.Waker });

        waker.Sum(0).Should().Be(waiter.Sum(0));
        waker.Sum(1).Should().Be(waiter.Sum(1));
        waiter.Samples.Should().Contain(s => s.Calls.Any(c => c.StartsWith("sync.(*Mutex).Lock:", StringComparison.Ordinal)));
        waker.Samples.Should().Contain(s => s.Calls.Any(c => c.StartsWith("sync.(*Mutex).Unlock:", StringComparison.Ordinal)));
        waker.Samples.Should().NotContain(s => s.Labels.Contains("cause=unblocked") && s.Calls.Any(c => c.StartsWith("sync.(*Mutex).Lock:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_scope_leaves_the_rest_out()
    {
        const string Trace = "traces/go1.26/http.trace.gz";
        foreach (AnalysisScope scope in new AnalysisScope[]
        {
            new() { IncludeSystem = false },
            new() { From = TimeSpan.FromMilliseconds(5), To = TimeSpan.FromMilliseconds(12) },
            new() { Goroutine = "net/http.*" },
        })
        {
            TraceAnalysis figures = await Bundle.AnalyzeAsync(Trace, new AnalysisOptions { Scope = scope });
            ReadProfile profile = await ReadProfile.OfAsync(Trace, new PprofOptions { Scope = scope });
            Distribution expected = scope.IncludeSystem ? figures.SchedulingLatency.All : figures.SchedulingLatency.User;
            profile.Sum(0).Should().Be(expected.Count).And.BePositive();
            profile.Sum(1).Should().Be(expected.TotalNs);
        }
    }

    [Fact]
    public async Task The_same_trace_gives_the_same_bytes()
    {
        byte[][] files = new byte[2][];
        for (int i = 0; i < files.Length; i++)
        {
            await using TraceReader reader = TraceReader.Open(Bundle.PathOf("traces/go1.27/gcpressure.trace.gz"));
            PprofProfile profile = await PprofProfile.ReadAsync(reader, new PprofOptions { Kind = ProfileKind.Block, Parallelism = i + 1 }, null, TestContext.Current.CancellationToken);
            using var file = new MemoryStream();
            profile.Write(file);
            files[i] = file.ToArray();
        }

        files[0].Should().Equal(files[1]);
    }

    private static Task<ReadProfile> ProfileAsync(string trace, ProfileKind kind) =>
        ReadProfile.OfAsync(trace, new PprofOptions { Kind = kind, Parallelism = 1 });

    private static async Task CheckAsync(string trace, ProfileKind kind, Distribution expected)
    {
        ReadProfile profile = await ProfileAsync(trace, kind);
        profile.Sum(0).Should().Be(expected.Count, "{0} {1}", trace, kind);
        profile.Sum(1).Should().Be(expected.TotalNs, "{0} {1}", trace, kind);
    }
}
