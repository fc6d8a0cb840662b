using System.IO.Compression;
using GoTrace.Analysis.Comparison;

namespace GoTrace.Analysis.Tests.Comparison;

/// <summary>
/// Changes that people make to tune scheduling, as real programs before and after: each is recognised by
/// the right figure, in the right direction. docs/tuning.md tells what they are.
/// </summary>
public sealed class TuningCaseTests
{
    [Theory]
    [InlineData("procs", "work.time", FigureVerdict.Improved)]
    [InlineData("procs", "processors.goroutine_time", FigureVerdict.Improved)]
    [InlineData("workers", "sched.latency.p50", FigureVerdict.Improved)]
    [InlineData("workers", "sched.latency.p99", FigureVerdict.Improved)]
    [InlineData("workers", "goroutines.created", FigureVerdict.Improved)]
    [InlineData("pool", "sched.latency.p50", FigureVerdict.Improved)]
    [InlineData("pool", "goroutines.created", FigureVerdict.Improved)]
    [InlineData("gosched", "work.time", FigureVerdict.Improved)]
    [InlineData("gosched", "yields.user", FigureVerdict.Improved)]
    [InlineData("lockedthreads", "work.time", FigureVerdict.Improved)]
    [InlineData("lockedthreads", "sched.latency.p50", FigureVerdict.Improved)]
    [InlineData("lockedthreads", "processors.starved", FigureVerdict.Improved)]
    [InlineData("cgobatch", "work.time", FigureVerdict.Improved)]
    [InlineData("cgobatch", "syscalls.cgo.count", FigureVerdict.Improved)]
    [InlineData("syscalls", "syscalls.long.count", FigureVerdict.Improved)]
    [InlineData("syscalls", "syscalls.long.time", FigureVerdict.Improved)]
    [InlineData("gogc", "work.time", FigureVerdict.Improved)]
    [InlineData("gogc", "gc.cycles", FigureVerdict.Improved)]
    [InlineData("gogc", "gc.pause.total", FigureVerdict.Improved)]
    [InlineData("asyncpreempt", "preemptions.rate", FigureVerdict.Improved)]
    [InlineData("asyncpreempt", "preemptions.async", FigureVerdict.Improved)]
    [InlineData("asyncpreempt", "sched.latency.p99", FigureVerdict.Regressed)]
    [InlineData("asyncpreempt", "gc.pause.p99", FigureVerdict.Regressed)]
    [InlineData("chunks", "preemptions.rate", FigureVerdict.Improved)]
    [InlineData("chunks", "sched.latency.p99", FigureVerdict.Improved)]
    public void A_change_is_recognised_by_its_figure(string name, string figure, FigureVerdict verdict)
    {
        Compare(name, "before", "after")[figure].Verdict.Should().Be(verdict);
        Compare(name, "after", "before")[figure].Verdict.Should().Be(
            verdict == FigureVerdict.Improved ? FigureVerdict.Regressed : FigureVerdict.Improved);
    }

    [Theory]
    [InlineData("workers", Verdict.Keep)]
    [InlineData("pool", Verdict.Keep)]
    [InlineData("gosched", Verdict.Keep)]
    [InlineData("lockedthreads", Verdict.Keep)]
    [InlineData("cgobatch", Verdict.Keep)]
    [InlineData("syscalls", Verdict.Keep)]
    [InlineData("gogc", Verdict.Keep)]
    [InlineData("chunks", Verdict.Keep)]
    [InlineData("asyncpreempt", Verdict.Inconclusive)] // a trade
    [InlineData("procs", Verdict.Keep)]
    public void The_whole_gets_the_verdict_of_the_docs(string name, Verdict verdict)
    {
        TraceComparison comparison = Compare(name, "before", "after");

        comparison.Verdict.Should().Be(verdict, comparison.Reason);
        if (verdict == Verdict.Inconclusive)
        {
            comparison.Reason.Should().StartWith("a trade");
        }
    }

    [Fact]
    public void Another_number_of_processors_leaves_their_figures_out()
    {
        TraceComparison comparison = Compare("procs", "before", "after");

        comparison.Warnings.Select(w => w.Code).Should().Contain("gomaxprocs");
        comparison["processors.evenness"].SpoiledBy.Should().Contain("gomaxprocs");
        comparison["processors.evenness"].Verdict.Should().Be(FigureVerdict.Inconclusive);
        comparison["processors.goroutine_time"].SpoiledBy.Should().BeEmpty();
    }

    [Fact]
    public void Every_case_has_eight_runs_a_side()
    {
        foreach (string folder in Directory.GetDirectories(Path.Combine(BundledTraces.Folder, "tuning")))
        {
            Directory.GetFiles(folder, "before-*").Should().HaveCountGreaterThanOrEqualTo(8, folder);
            Directory.GetFiles(folder, "after-*").Should().HaveCountGreaterThanOrEqualTo(8, folder);
            Directory.GetFiles(folder).Sum(f => new FileInfo(f).Length).Should().BeLessThan(700_000, folder);
        }
    }

    [Fact]
    public void Sources_have_the_names_of_their_module_and_not_of_a_machine()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(BundledTraces.Folder, "tuning"), "*.gz", SearchOption.AllDirectories))
        {
            using var packed = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            packed.CopyTo(plain);
            ReadOnlySpan<byte> bytes = plain.GetBuffer().AsSpan(0, (int)plain.Length);

            bytes.IndexOf("gotrace.test/programs/"u8).Should().BePositive(file);
            bytes.IndexOf("/testdata/"u8).Should().Be(-1, file);
        }
    }

    private static TraceComparison Compare(string name, string baseline, string candidate) =>
        TraceComparison.Compare(BundledTraces.Tuning(name, baseline), BundledTraces.Tuning(name, candidate));
}
