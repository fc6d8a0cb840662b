using System.IO.Compression;
using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Tests.Support;
using GoTrace.Parsing;
using static GoTrace.Analysis.Tests.Comparison.MadeRuns;

namespace GoTrace.Analysis.Tests.Comparison;

public sealed class ComparabilityTests
{
    private static readonly ComparisonOptions Force = new() { Force = true };

    [Fact]
    public void Alike_sides_have_no_warning() => Compare(Six(Like), Six(Like)).Warnings.Should().BeEmpty();

    [Fact]
    public void Figures_of_different_parts_are_warned_of_and_within_a_side_refused()
    {
        TraceAnalysis[] part = Six(Like with { Scope = new ScopeFigures { Goroutine = "main.worker" } });

        FluentActions.Invoking(() => Compare([.. Six(Like), part[0]], part)).Should().Throw<NotComparableException>().WithMessage("*different parts*");
        ComparisonWarning warning = Compare(Six(Like), part).Warnings.Should().ContainSingle().Subject;
        warning.Code.Should().Be("scope");
        warning.Spoils.Should().NotBeEmpty().And.NotContain("sched.latency.p99");
        Compare(part, part).Warnings.Should().BeEmpty();
    }

    [Fact]
    public void Gomaxprocs_spoils_figures_of_processors()
    {
        ComparisonWarning warning = Compare(Six(Like), Six(Like with { GoMaxProcs = [16] })).Warnings.Should().ContainSingle().Subject;

        warning.Code.Should().Be("gomaxprocs");
        warning.Message.Should().Contain("GOMAXPROCS is 2 on one side and 16 on the other");
        warning.Spoils.Should().Contain("processors.evenness").And.Contain("processors.starved")
            .And.NotContain("sched.latency.p99").And.NotContain("processors.goroutine_time");
    }

    [Fact]
    public void Gomaxprocs_within_a_side_is_seen_too()
    {
        TraceAnalysis[] mixed = [.. Six(Like), Like with { GoMaxProcs = [16] }];

        Compare(mixed, mixed).Warnings.Should().ContainSingle().Which.Code.Should().Be("gomaxprocs");
    }

    [Fact]
    public void Formats_across_the_great_change_spoil_syscalls()
    {
        ComparisonWarning warning = Compare(Six(Like with { FormatVersion = 21 }), Six(Like)).Warnings.Should().ContainSingle().Subject;

        warning.Code.Should().Be("format");
        warning.Message.Should().Contain("1.21 and 1.26");
        warning.Spoils.Should().Contain("syscalls.long.count").And.Contain("syscalls.time").And.Contain("preemptions.rate")
            .And.NotContain("sched.latency.p99");
    }

    [Fact]
    public void Formats_after_it_spoil_little()
    {
        Compare(Six(Like with { FormatVersion = 22 }), Six(Like)).Warnings.Should().ContainSingle()
            .Which.Spoils.Should().Equal("syscalls.blocked.count");
        Compare(Six(Like with { FormatVersion = 23 }), Six(Like)).Warnings.Should().ContainSingle()
            .Which.Spoils.Should().BeEmpty();
    }

    [Theory]
    [InlineData(21, 22, "syscalls.count processors.utilization preemptions.rate preemptions.stint.p50", "gc.pause.p99 sched.latency.p99 preemptions.count goroutines.starts")]
    [InlineData(11, 21, "", "syscalls.count gc.pause.p99 gc.assist.time sched.latency.p99")]
    [InlineData(9, 10, "gc.pause.p99 gc.pause.total", "gc.assist.time gc.mark.time syscalls.count")]
    [InlineData(8, 9, "gc.assist.time", "gc.pause.p99 gc.cycles")]
    [InlineData(5, 7, "preemptions.rate yields.user sched.latency.p50 sched.latency.max processors.gc_worker", "preemptions.count sched.latency.all.p99 gc.pause.p99")]
    [InlineData(5, 26, "sched.latency.p99 gc.assist.time gc.pause.p99 processors.evenness syscalls.blocked.count", "preemptions.count sched.latency.all.p50 goroutines.created")]
    public void Older_formats_spoil_what_they_tell_otherwise(int before, int after, string spoiled, string others)
    {
        ComparisonWarning warning = Compare(Six(Like with { FormatVersion = before }), Six(Like with { FormatVersion = after }))
            .Warnings.Should().ContainSingle().Subject;

        warning.Code.Should().Be("format");
        if (spoiled.Length > 0)
        {
            warning.Spoils.Should().Contain(spoiled.Split(' '));
        }
        else
        {
            warning.Spoils.Should().BeEmpty();
        }

        warning.Spoils.Should().NotContain(others.Split(' '));
        Compare(Six(Like with { FormatVersion = after }), Six(Like with { FormatVersion = before }))
            .Warnings.Should().ContainSingle().Which.Spoils.Should().Equal(warning.Spoils);
    }

    // A service on Go 1.21 before and on 1.27 after.
    [Fact]
    public void Real_traces_from_both_sides_of_the_great_change_are_compared_but_for_what_differs()
    {
        TraceComparison comparison = TraceComparison.Compare(
            [BundledTraces.Analyze("traces/go1.21/http.trace.gz")], [BundledTraces.Analyze("traces/go1.27/http.trace.gz")]);

        comparison.Warnings.Should().Contain(w => w.Code == "format").Which.Message
            .Should().Contain("1.21 and 1.26").And.Contain("no length to syscalls that did not block");
        comparison["syscalls.long.count"].SpoiledBy.Should().Contain("format");
        comparison["processors.utilization"].SpoiledBy.Should().Contain("format");
        foreach (string kept in (string[])["sched.latency.p50", "sched.latency.p99", "gc.pause.p99"])
        {
            comparison[kept].SpoiledBy.Should().BeEmpty(kept);
            comparison[kept].Baseline.Median.Should().BePositive(kept);
            comparison[kept].Candidate.Median.Should().BePositive(kept);
        }
    }

    [Theory]
    [InlineData(1.9, false)]
    [InlineData(2.1, true)]
    [InlineData(0.4, true)]
    public void Lengths_apart_spoil_counts_and_totals(double factor, bool warns)
    {
        TraceAnalysis unnamed = Like with { Tasks = NoNames, Regions = NoNames };

        TraceComparison comparison = Compare(Six(unnamed), Six(unnamed with { DurationNs = (long)(unnamed.DurationNs * factor) }));

        comparison.Warnings.Select(w => w.Code).Should().Equal(warns ? ["duration"] : []);
        if (warns)
        {
            comparison.Warnings[0].Spoils.Should().Contain("syscalls.long.count").And.Contain("preemptions.count")
                .And.NotContain("preemptions.rate").And.NotContain("sched.latency.p99").And.NotContain("work.time");
        }
    }

    [Fact]
    public void Lengths_apart_for_the_same_work_spoil_nothing()
    {
        ComparisonWarning warning = Compare(Six(Like), Six(Like with { DurationNs = Like.DurationNs * 3 }))
            .Warnings.Should().ContainSingle().Subject;

        warning.Message.Should().Be("the traces' length differs 3-fold between the sides, for the same number of \"work\"");
        warning.Spoils.Should().BeEmpty();
    }

    [Fact]
    public void Another_number_of_tasks_is_other_work()
    {
        TraceAnalysis more = Like with
        {
            Tasks = new Dictionary<string, Analysis.Statistics.Distribution> { ["work"] = Like.Tasks["work"] with { Count = 3 } },
        };

        ComparisonWarning warning = Compare(Six(Like), Six(more)).Warnings.Should().ContainSingle().Subject;

        warning.Code.Should().Be("work");
        warning.Message.Should().StartWith("the number of \"work\" differs 3-fold");
        warning.Spoils.Should().Contain("syscalls.long.count").And.NotContain("work.time");
    }

    [Fact]
    public void Goroutine_time_stands_for_work_without_a_name()
    {
        TraceAnalysis unnamed = Like with { Tasks = NoNames, Regions = NoNames };
        TraceAnalysis more = unnamed with
        {
            Processors = [.. unnamed.Processors.Select(p => p with { GoroutineNs = 3 * p.GoroutineNs })],
        };

        Compare(Six(unnamed), Six(more)).Warnings.Should().ContainSingle()
            .Which.Message.Should().StartWith("the time in which goroutines ran differs 3-fold");
    }

    [Fact]
    public void Damage_spoils_counts_totals_and_figures_of_processors()
    {
        TraceAnalysis damaged = Like with
        {
            DataQuality = Like.DataQuality with { Damage = [new("Truncated", "cut off", 100, 1, 50)] },
        };

        ComparisonWarning warning = Compare(Six(Like), [.. Six(Like), damaged]).Warnings.Should().ContainSingle().Subject;

        warning.Code.Should().Be("damaged");
        warning.Message.Should().StartWith("1 of 13 traces");
        warning.Spoils.Should().Contain("syscalls.long.time").And.Contain("processors.evenness").And.NotContain("sched.latency.p50");
    }

    // What a cut in the only generation takes: its names and stacks stand at its end.
    [Theory]
    [InlineData("chunks")]
    [InlineData("gogc")]
    [InlineData("workers")]
    public async Task Traces_without_their_names_make_no_verdict(string tuning)
    {
        var whole = new List<TraceAnalysis>();
        var cut = new List<TraceAnalysis>();
        for (int i = 1; i <= 6; i++)
        {
            byte[] trace = await UnzippedAsync(TestData.Path($"tuning/{tuning}/before-{i}.trace.gz"));
            whole.Add(await AnalyzeAsync(trace));
            cut.Add(await AnalyzeAsync(trace.AsMemory(0, trace.Length * 6 / 10)));
        }

        whole.Should().OnlyContain(a => !a.DataQuality.LacksNames);
        cut.Should().OnlyContain(a => a.DataQuality.LacksNames);
        foreach (TraceComparison comparison in (TraceComparison[])[Compare([.. whole], [.. cut]), Compare([.. cut], [.. whole])])
        {
            comparison.Verdict.Should().Be(Verdict.Inconclusive);
            comparison.Warnings.Single(w => w.Code == "names").Spoils.Should()
                .Contain("preemptions.rate").And.Contain("sched.latency.p99").And.Contain("gc.pause.p99").And.NotContain("sched.latency.all.p99");
        }
    }

    private static async Task<TraceAnalysis> AnalyzeAsync(ReadOnlyMemory<byte> trace)
    {
        await using TraceReader reader = TraceReader.Create(trace);
        return await TraceAnalyzer.AnalyzeAsync(reader, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static async Task<byte[]> UnzippedAsync(string path)
    {
        await using var zipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await zipped.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }

    [Fact]
    public void A_spoiled_figure_makes_no_verdict_unless_forced()
    {
        TraceAnalysis[] before = [.. Around(50, 8).Select(x => LongSyscalls(Like, (long)x))];
        TraceAnalysis[] after = [.. Around(10, 8).Select(x => LongSyscalls(Like with { FormatVersion = 21 }, (long)x))];

        TraceComparison comparison = Compare(before, after);
        TraceComparison forced = Compare(before, after, Force);

        comparison["syscalls.long.count"].Verdict.Should().Be(FigureVerdict.Inconclusive);
        comparison["syscalls.long.count"].SpoiledBy.Should().Equal("format");
        comparison.Verdict.Should().NotBe(Verdict.Keep);
        comparison.Reason.Should().Contain("syscalls.long.count").And.EndWith("left out, see the warnings");
        forced["syscalls.long.count"].Verdict.Should().Be(FigureVerdict.Improved);
        forced.Verdict.Should().Be(Verdict.Keep);
        forced.Warnings.Should().ContainSingle().Which.Code.Should().Be("format");
    }

    [Fact]
    public void A_run_without_events_is_refused() => Refused(Like with { Events = 0 }, "empty", "*no events*");

    [Fact]
    public void Two_time_bases_are_refused() => Refused(Like with { TimeBase = TimeBase.Go }, "time_base", "*one time base*");

    [Fact]
    public void Two_lengths_of_long_syscalls_are_refused() => Refused(
        Like with { Syscalls = Like.Syscalls with { Long = Like.Syscalls.Long with { ThresholdNs = 1 } } }, "long_syscall", "*long syscall*");

    private static Dictionary<string, Analysis.Statistics.Distribution> NoNames => [];

    private static void Refused(TraceAnalysis odd, string code, string why)
    {
        Action compare = () => Compare(Six(Like), Six(odd));

        compare.Should().Throw<NotComparableException>().WithMessage(why);
        Compare(Six(Like), Six(odd), Force).Warnings.Select(w => w.Code).Should().Contain(code);
    }

    private static TraceAnalysis[] Six(TraceAnalysis run) => [.. Enumerable.Repeat(run, 6)];
}
