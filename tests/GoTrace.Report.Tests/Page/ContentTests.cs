using System.Text.Json;
using GoTrace.Analysis;
using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Reporting.Html;
using GoTrace.Report.Tests.Support;

namespace GoTrace.Report.Tests.Page;

/// <summary>What is in a page's data is what the figures say.</summary>
public sealed class ContentTests
{
    [Theory]
    [MemberData(nameof(TestData.Varied), MemberType = typeof(TestData))]
    public void The_tables_have_the_figures(string file)
    {
        TraceAnalysis a = TestData.Analyze(file);
        JsonElement data = PageReader.Data(a.ToHtml());
        JsonElement tables = data.GetProperty("traces")[0].GetProperty("tables");

        Numbers(tables, "goroutines", "running_ns").Sum().Should().Be(a.Goroutines.ByFunction.Sum(g => g.RunningNs));
        Texts(data, tables, "goroutines", "function").Should().Equal(a.Goroutines.ByFunction.Select(g => g.Function.Length == 0 ? "(never named)" : g.Function));
        Numbers(tables, "preemptions", "count").Sum().Should().Be(a.Preemptions.Count);
        Numbers(tables, "long_syscalls", "length_ns").Should().Equal(a.Syscalls.Long.Longest.Select(s => (double)s.LengthNs));
        Numbers(tables, "gc_cycles", "start_ns").Should().Equal(a.GcCycles.Cycles.Select(c => (double)c.StartNs));
        Texts(data, tables, "tasks", "name").Should().BeEquivalentTo(a.Tasks.Keys);
        Numbers(tables, "events", "count").Sum().Should().Be(a.Events);
    }

    [Fact]
    public void A_stack_is_kept_frame_by_frame()
    {
        TraceAnalysis a = TestData.Analyze("traces/go1.27/syscalls.trace");
        JsonElement data = PageReader.Data(a.ToHtml());
        JsonElement column = Column(data.GetProperty("traces")[0].GetProperty("tables"), "long_syscalls", "stack");
        string[] texts = [.. data.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!)];

        long[] cells = [.. data.GetProperty("stacks")[column.GetProperty("ids")[0].GetInt32()].EnumerateArray().Select(n => n.GetInt64())];

        cells.Chunk(3).Select(f => new CallSite(texts[f[0]], texts[f[1]], f[2])).Should().Equal(a.Syscalls.Long.Longest[0].Stack);
    }

    [Fact]
    public void A_page_of_an_analysis_read_from_JSON_has_the_coarser_time_series()
    {
        TraceAnalysis stored = TraceAnalysis.FromJson(TestData.Analyze("traces/go1.27/generations.trace.gz").ToJson());

        JsonElement timeline = PageReader.Data(stored.ToHtml()).GetProperty("traces")[0].GetProperty("timeline");

        timeline.GetProperty("start_ns").GetArrayLength().Should().Be(stored.Windows.Count);
        timeline.GetProperty("preemptions").EnumerateArray().Sum(p => p.GetDouble()).Should().Be(stored.Windows.Sum(w => w.Preemptions));
        timeline.GetProperty("rows").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public void Several_traces_are_kept_apart_by_their_names()
    {
        string page = HtmlReport.Write(
        [
            KeyValuePair.Create("one", TestData.Analyze("traces/go1.27/http.trace.gz")),
            KeyValuePair.Create("two", TestData.Analyze("traces/go1.27/syscalls.trace")),
        ]);

        PageReader.Data(page).GetProperty("traces").EnumerateArray().Select(t => t.GetProperty("name").GetString()).Should().Equal("one", "two");
        page.Should().Contain("<title>one, two · GoTrace</title>");
    }

    [Fact]
    public void A_comparison_has_its_verdict_figures_and_runs()
    {
        TraceComparison c = TraceComparison.Compare(TestData.Runs("gogc", "before"), TestData.Runs("gogc", "after"));

        JsonElement data = PageReader.Data(c.ToHtml()).GetProperty("comparisons")[0];

        data.GetProperty("verdict").GetString().Should().Be(c.Verdict switch { Verdict.Keep => "keep", Verdict.Revert => "revert", Verdict.NoDifference => "no_difference", _ => "inconclusive" });
        JsonElement[] figures = [.. data.GetProperty("figures").EnumerateArray()];
        figures.Select(f => f.GetProperty("name").GetString()).Should().BeEquivalentTo(c.Figures.Select(f => f.Name));
        JsonElement p99 = figures.Single(f => f.GetProperty("name").GetString() == "sched.latency.p99");
        p99.GetProperty("baseline_runs").EnumerateArray().Select(v => v.GetDouble()).Should().Equal(c["sched.latency.p99"].Baseline.Values);
    }

    [Fact]
    public void Each_run_weighs_the_same_in_a_sides_distribution()
    {
        IReadOnlyList<TraceAnalysis> runs = TestData.Runs("pool", "before");
        TraceComparison c = TraceComparison.Compare(runs, TestData.Runs("pool", "after"));

        JsonElement latency = PageReader.Data(c.ToHtml()).GetProperty("comparisons")[0].GetProperty("distributions").EnumerateArray()
            .Single(d => d.GetProperty("name").GetString() == "sched.latency").GetProperty("baseline");
        double[] buckets = [.. latency.GetProperty("buckets").EnumerateArray().Select(b => b.GetDouble())];

        latency.GetProperty("count").GetInt64().Should().Be(runs.Sum(r => r.SchedulingLatency.User.Count));
        foreach (double[] bucket in buckets.Chunk(3))
        {
            double mean = runs.Average(r => r.SchedulingLatency.UserHistogram.Where(b => b.FromNs == bucket[0]).Sum(b => b.Count) / (double)r.SchedulingLatency.User.Count);
            bucket[2].Should().BeApproximately(mean, 1e-7);
        }
    }

    private static double[] Numbers(JsonElement tables, string table, string column) =>
        [.. Column(tables, table, column).GetProperty("numbers").EnumerateArray().Select(n => n.GetDouble())];

    private static string?[] Texts(JsonElement data, JsonElement tables, string table, string column) =>
        [.. Column(tables, table, column).GetProperty("ids").EnumerateArray().Select(i => data.GetProperty("texts")[i.GetInt32()].GetString())];

    private static JsonElement Column(JsonElement tables, string table, string column) =>
        tables.GetProperty(table).GetProperty("columns").EnumerateArray().Single(c => c.GetProperty("key").GetString() == column);
}
