using System.Globalization;
using System.Text.Json;
using GoTrace.Cli.Tests.Support;

namespace GoTrace.Cli.Tests.Comparing;

public sealed class CompareCommandTests
{
    [Fact]
    public async Task Sides_by_label_are_those_by_option()
    {
        CliResult byOption = await Tool.RunAsync(
            "compare", "--baseline", TestData.Path("tuning/workers/before-*"), "--candidate", TestData.Path("tuning/workers/after-*"), "--format", "json");
        CliResult byLabel = await Tool.RunAsync(
            "compare", "old=" + TestData.Path("tuning/workers/before-*"), "new=" + TestData.Path("tuning/workers/after-*"), "--format", "json");

        byOption.ExitCode.Should().Be(0, byOption.Error);
        byLabel.Json.GetProperty("baseline_label").GetString().Should().Be("old");
        byLabel.Json.GetProperty("candidate_label").GetString().Should().Be("new");
        byLabel.Json.GetProperty("figures").GetRawText().Should().Be(byOption.Json.GetProperty("figures").GetRawText());
    }

    [Fact]
    public async Task A_label_gathers_files()
    {
        CliResult result = await Tool.RunAsync(
            "compare",
            "old=" + TestData.Path("tuning/pool/before-1.trace.gz"),
            "old=" + TestData.Path("tuning/pool/before-2.trace.gz"),
            "new=" + TestData.Path("tuning/pool/after-[1-3].trace.gz"),
            "--format",
            "json");

        JsonElement figure = result.Json.GetProperty("figures")[0];
        figure.GetProperty("baseline").GetProperty("n").GetInt32().Should().Be(2);
        figure.GetProperty("candidate").GetProperty("n").GetInt32().Should().Be(3);
    }

    [Fact]
    public async Task More_sides_are_compared_with_the_first_and_share_alpha()
    {
        CliResult result = await Tool.RunAsync(
            "compare",
            "a=" + TestData.Path("tuning/workers/before-*"),
            "b=" + TestData.Path("tuning/workers/after-*"),
            "c=" + TestData.Path("tuning/pool/after-*"),
            "--format",
            "json");

        JsonElement[] comparisons = [.. result.Json.EnumerateArray()];
        comparisons.Select(c => c.GetProperty("baseline_label").GetString()).Should().Equal("a", "a");
        comparisons.Select(c => c.GetProperty("candidate_label").GetString()).Should().Equal("b", "c");
        comparisons.Select(c => c.GetProperty("alpha").GetDouble()).Should().Equal(0.025, 0.025);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("md")]
    public async Task More_sides_are_written_one_after_the_other(string format)
    {
        CliResult result = await Tool.RunAsync(
            "compare",
            "a=" + TestData.Path("tuning/pool/before-[12].trace.gz"),
            "b=" + TestData.Path("tuning/pool/after-[12].trace.gz"),
            "c=" + TestData.Path("tuning/pool/after-[34].trace.gz"),
            "--format",
            format);

        result.Output.Should().Contain("b against a").And.Contain("c against a");
    }

    [Fact]
    public async Task Stored_summaries_stand_for_their_traces()
    {
        using var folder = new TempFolder();
        CliResult summary = await Tool.RunAsync("summary", "--format", "json", TestData.Path("tuning/workers/before-*"));
        await File.WriteAllTextAsync(folder.At("baseline.json"), summary.Output, TestContext.Current.CancellationToken);
        CliResult one = await Tool.RunAsync("summary", "--format", "json", TestData.Path("tuning/workers/after-1.trace.gz"));
        await File.WriteAllTextAsync(folder.At("after-1.json"), one.Output, TestContext.Current.CancellationToken);

        CliResult traces = await Tool.RunAsync(
            "compare", "--baseline", TestData.Path("tuning/workers/before-*"), "--candidate", TestData.Path("tuning/workers/after-*"), "--format", "json");
        CliResult stored = await Tool.RunAsync(
            "compare", "--baseline-json", folder.At("baseline.json"), "--candidate", TestData.Path("tuning/workers/after-*"), "--format", "json");
        CliResult mixed = await Tool.RunAsync(
            "compare", "--baseline-json", folder.At("baseline.json"), "--candidate", TestData.Path("tuning/workers/after-2.trace.gz"), "--candidate-json", folder.At("after-1.json"));
        CliResult byLabel = await Tool.RunAsync(
            "compare", "baseline=" + folder.At("baseline.json"), "candidate=" + TestData.Path("tuning/workers/after-*"), "--format", "json");

        stored.ExitCode.Should().Be(0, stored.Error);
        stored.Output.Should().Be(traces.Output);
        byLabel.Output.Should().Be(traces.Output);
        mixed.Output.Should().Contain("candidate 2 runs");
    }

    [Fact]
    public async Task A_trace_is_no_summary()
    {
        CliResult result = await Tool.RunAsync(
            "compare", "--baseline-json", TestData.Path("tuning/workers/before-1.trace.gz"), "--candidate", TestData.Path("tuning/workers/after-1.trace.gz"));

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain("before-1.trace.gz: not a stored summary");
    }

    [Theory]
    [InlineData(new[] { "compare" }, "two sides are needed")]
    [InlineData(new[] { "compare", "old=a.trace" }, "two sides are needed")]
    [InlineData(new[] { "compare", "a.trace", "b.trace" }, "'a.trace' is no side")]
    [InlineData(new[] { "compare", "--baseline", "a.trace" }, "no such file")]
    [InlineData(new[] { "compare", "old=a.trace", "--alpha", "2", "new=b.trace" }, "--alpha needs a number between 0 and 1, such as 0.05, not '2'")]
    [InlineData(new[] { "compare", "old=a.trace", "--alpha", "x", "new=b.trace" }, "--alpha needs a number between 0 and 1, such as 0.05, not 'x'")]
    [InlineData(new[] { "compare", "old=a.trace", "--threshold", "1", "new=b.trace" }, "--threshold needs a number of at least 0 and below 1, such as 0.05, not '1'")]
    [InlineData(new[] { "compare", "old=a.trace", "--parallel", "x", "new=b.trace" }, "--parallel needs a whole number of at least 1, not 'x'")]
    [InlineData(new[] { "ab", "--baseline", "a", "--candidate", "b", "--runs", "0" }, "--runs needs a whole number of at least 1, not '0'")]
    [InlineData(new[] { "ab", "--baseline", "a", "--candidate", "b", "--runs", "x" }, "--runs needs a whole number of at least 1, not 'x'")]
    [InlineData(new[] { "ab", "--baseline", "a", "--candidate", "b", "--warm-up", "-1" }, "--warm-up needs a whole number of at least 0, not '-1'")]
    [InlineData(new[] { "ab", "--baseline", "a", "--candidate", "b", "--seed", "1.5" }, "--seed needs a whole number, not '1.5'")]
    [InlineData(new[] { "capture", "host:1", "-o", "x", "--count", "many" }, "--count needs a whole number of at least 1, not 'many'")]
    [InlineData(new[] { "capture", "host:1", "-o", "x", "--seconds", "0" }, "--seconds needs a number above 0, and no more than a day, not '0'")]
    [InlineData(new[] { "capture", "host:1", "-o", "x", "--seconds", "1e12" }, "--seconds needs a number above 0, and no more than a day, not '1e12'")]
    [InlineData(new[] { "compare", "old=a.trace", "new=b.trace", "--fail-on", "" }, "--fail-on is empty: it knows regression and inconclusive")]
    [InlineData(new[] { "summary", "a.trace", "--from", "2ms", "--to", "1ms" }, "--to is not later than --from")]
    [InlineData(new[] { "compare", "old=a.trace", "new=b.trace", "--metric", "" }, "--metric names no figure")]
    [InlineData(new[] { "capture", "host:1", "-o", "x", "--count", "2", "--every", "600h" }, "'600h' is too long for --every: 24 days at most")]
    [InlineData(new[] { "compare", "old=a.trace", "new=b.trace", "--format", "html5" }, "--format knows")]
    [InlineData(new[] { "compare", "old=a.trace", "new=b.trace", "--fail-on", "luck" }, "--fail-on knows regression and inconclusive, not 'luck'")]
    public async Task Wrong_calls_get_a_sentence(string[] args, string sentence)
    {
        CliResult result = await Tool.RunAsync(args);

        result.ExitCode.Should().BeInRange(1, 2);
        result.Error.Should().StartWith("gotrace: ").And.Contain(sentence);
        result.Output.Should().BeEmpty();
    }

    [Fact]
    public async Task A_missing_side_is_told()
    {
        CliResult result = await Tool.RunAsync("compare", "--baseline", TestData.Path("tuning/pool/before-1.trace.gz"));

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("give --candidate, or --candidate-json");
    }

    [Fact]
    public async Task A_file_on_both_sides_is_told()
    {
        CliResult result = await Tool.RunAsync(
            "compare", "--baseline", TestData.Path("tuning/pool/before-1.trace.gz"), "--candidate", TestData.Path("tuning/pool/before-1.trace.gz"));

        result.Error.Should().Contain("before-1.trace.gz is on two sides");
    }

    [Theory]
    [InlineData("regression", "after", "before", 3)]
    [InlineData("regression", "before", "after", 0)]
    [InlineData("regression,inconclusive", "before", "after", 0)]
    public async Task The_gate_fails_on_a_regression(string failOn, string baseline, string candidate, int exitCode)
    {
        string[] args =
        [
            "compare",
            "--metric",
            "sched.latency.p50,sched.latency.p99",
            "old=" + TestData.Path($"tuning/workers/{baseline}-*"),
            "new=" + TestData.Path($"tuning/workers/{candidate}-*"),
        ];
        CliResult result = await Tool.RunAsync([.. args, "--fail-on", failOn]);

        result.ExitCode.Should().Be(exitCode, result.Error);
        result.Output.Should().StartWith(exitCode == 3 ? "revert:" : "keep:");
        result.Error.Should().Be(exitCode == 3 ? "gotrace: the gate failed: sched.latency.p50, sched.latency.p99 regressed\n" : "");
        (await Tool.RunAsync(args)).ExitCode.Should().Be(0, "nobody asked for a gate");
    }

    [Fact]
    public async Task The_gate_fails_on_too_little()
    {
        string[] args =
        [
            "compare", "--baseline", TestData.Path("tuning/workers/before-[12].trace.gz"), "--candidate", TestData.Path("tuning/workers/after-[12].trace.gz"),
        ];

        CliResult failed = await Tool.RunAsync([.. args, "--fail-on", "inconclusive"]);
        failed.ExitCode.Should().Be(3);
        failed.Error.Should().Be("gotrace: the gate failed: the comparison is inconclusive\n");
        (await Tool.RunAsync([.. args, "--fail-on", "regression"])).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task The_threshold_and_alpha_are_those_told()
    {
        CliResult result = await Tool.RunAsync(
            "compare",
            "--baseline",
            TestData.Path("tuning/workers/before-*"),
            "--candidate",
            TestData.Path("tuning/workers/after-*"),
            "--alpha",
            "0.01",
            "--threshold",
            "0.2",
            "--format",
            "json");

        result.Json.GetProperty("alpha").GetDouble().Should().Be(0.01);
        result.Json.GetProperty("threshold").GetDouble().Should().Be(0.2);
    }

    [Fact]
    public async Task What_is_not_comparable_is_refused_unless_forced()
    {
        using var folder = new TempFolder();
        CliResult go = await Tool.RunAsync(
            "summary", "--format", "json", "--time-base", "go", TestData.Path("tuning/workers/before-*"));
        await File.WriteAllTextAsync(folder.At("go.json"), go.Output, TestContext.Current.CancellationToken);
        string[] args = ["compare", "--baseline-json", folder.At("go.json"), "--candidate", TestData.Path("tuning/workers/after-*")];

        CliResult refused = await Tool.RunAsync(args);
        CliResult forced = await Tool.RunAsync([.. args, "--force"]);

        refused.ExitCode.Should().Be(1);
        refused.Error.Should().Contain("can't be compared").And.Contain("--force");
        forced.ExitCode.Should().Be(0, forced.Error);
        forced.Output.Should().Contain("one time base");
    }

    [Fact]
    public async Task The_benchmark_format_has_a_line_a_run_and_figure()
    {
        CliResult result = await Tool.RunAsync(
            "compare", "old=" + TestData.Path("tuning/workers/before-*"), "new=" + TestData.Path("tuning/workers/after-*"), "--format", "benchfmt");

        string[] lines = result.Output.TrimEnd('\n').Split('\n');
        lines.Should().Contain("Unit sec better=lower assume=nothing").And.Contain("side: old").And.Contain("side: new");
        lines.Count(l => l.StartsWith("BenchmarkTrace/sched.latency.p99 1 ", StringComparison.Ordinal)).Should().Be(16);
        lines.Should().OnlyContain(l => System.Text.RegularExpressions.Regex.IsMatch(
            l, @"^(Unit \S+ better=(lower|higher) assume=nothing|side: \w+|BenchmarkTrace/\S+ 1 [0-9.eE+-]+ \S+)$"));
    }

    // benchstat turns ns into seconds, but leaves a 0 in ns, and compares only what has one unit.
    [Fact]
    public async Task The_benchmark_format_has_one_unit_a_figure_and_the_values_of_the_json()
    {
        string[] sides = ["compare", "old=" + TestData.Path("tuning/gogc/before-*"), "new=" + TestData.Path("tuning/gogc/after-*"), "--format"];
        JsonElement json = (await Tool.RunAsync([.. sides, "json"])).Json;
        ILookup<(string Side, string Figure), (double Value, string Unit)> lines = ReadBenchmarks((await Tool.RunAsync([.. sides, "benchfmt"])).Output);

        foreach (JsonElement figure in json.GetProperty("figures").EnumerateArray())
        {
            string name = figure.GetProperty("name").GetString()!;
            double scale = figure.GetProperty("unit").GetString() == "ns" ? 1e9 : 1;
            Values("baseline").Should().Equal(lines[("old", name)].Select(l => l.Value), name);
            Values("candidate").Should().Equal(lines[("new", name)].Select(l => l.Value), name);
            lines[("old", name)].Concat(lines[("new", name)]).Select(l => l.Unit).Distinct().Should().HaveCountLessThan(2, name).And.NotContain("ns");

            double[] Values(string side) => [.. figure.GetProperty(side).GetProperty("values").EnumerateArray().Select(v => v.GetDouble() / scale)];
        }

        lines[("new", "gc.pause.total")].Should().OnlyContain(l => l.Value == 0 && l.Unit == "sec");
    }

    private static ILookup<(string Side, string Figure), (double Value, string Unit)> ReadBenchmarks(string text)
    {
        string side = "";
        var read = new List<((string, string) Of, (double, string) Value)>();
        foreach (string[] words in text.Split('\n').Select(l => l.Split(' ')))
        {
            if (words[0] == "side:")
            {
                side = words[1];
            }
            else if (words[0].StartsWith("BenchmarkTrace/", StringComparison.Ordinal))
            {
                read.Add(((side, words[0]["BenchmarkTrace/".Length..]), (double.Parse(words[2], CultureInfo.InvariantCulture), words[3])));
            }
        }

        return read.ToLookup(r => r.Of, r => r.Value);
    }
}
