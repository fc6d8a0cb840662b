using GoTrace.Analysis.Comparison;

namespace GoTrace.Analysis.Tests.Comparison;

/// <summary>Summaries kept as JSON in place of traces.</summary>
public sealed class StoredAnalysisTests
{
    public static TheoryData<string> Traces =>
    [
        .. Directory.GetFiles(Path.Combine(BundledTraces.Folder, "traces", "go1.22"))
            .Concat(Directory.GetFiles(Path.Combine(BundledTraces.Folder, "traces", "go1.27")))
            .Select(f => Path.GetRelativePath(BundledTraces.Folder, f)),
    ];

    [Theory]
    [MemberData(nameof(Traces))]
    public void Come_back_as_they_were(string path)
    {
        string json = BundledTraces.Analyze(path).ToJson();

        TraceAnalysis.FromJson(json).ToJson().Should().Be(json);
    }

    [Theory]
    [InlineData("workers")]
    [InlineData("gogc")]
    [InlineData("syscalls")]
    [InlineData("procs")]
    public void Compare_as_the_traces_do(string name)
    {
        TraceAnalysis[] before = BundledTraces.Tuning(name, "before");
        TraceAnalysis[] after = BundledTraces.Tuning(name, "after");
        TraceAnalysis[] stored = [.. before.Select(a => TraceAnalysis.FromJson(a.ToJson()))];

        TraceComparison.Compare(stored, after).ToJson().Should().Be(TraceComparison.Compare(before, after).ToJson());
    }

    [Theory]
    [InlineData("", "*JSON*")]
    [InlineData("[]", "*Array, not an object*")]
    [InlineData("{}", "*no schema_version*")]
    [InlineData("""{"schema_version":999}""", "*schema_version is 999*")]
    [InlineData("""{"schema_version":1}""", "*required*")]
    [InlineData("""{"schema_version":1,"processors":[null]}""", "*.processors[0] is null*")]
    [InlineData("""{"schema_version":1,"evenness":1e999}""", "*.evenness is no number*")]
    [InlineData("""{"schema_version":1,"evenness":-1e300}""", "*.evenness is no number*")]
    public void Something_else_is_refused_with_a_reason(string json, string reason)
    {
        Action read = () => TraceAnalysis.FromJson(json);

        read.Should().Throw<InvalidDataException>().WithMessage("not a stored summary: " + reason);
    }

    [Theory]
    [InlineData("\"tasks\": {")]
    [InlineData("\"scheduling_latency\": {")]
    [InlineData("\"processors\": [")]
    [InlineData("\"long\": {")]
    [InlineData("\"user\": {")]
    public void A_hole_in_one_is_refused(string member)
    {
        string json = MadeRuns.Like.ToJson();
        int at = json.IndexOf(member, StringComparison.Ordinal);
        int opening = at + member.Length - 1;
        at.Should().BePositive();

        // The whole member becomes null.
        int end = opening;
        int depth = 0;
        do
        {
            depth += json[end] is '{' or '[' ? 1 : json[end] is '}' or ']' ? -1 : 0;
            end++;
        }
        while (depth > 0);
        Action read = () => TraceAnalysis.FromJson(json[..opening] + "null" + json[end..]);

        read.Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void The_largest_numbers_that_are_let_in_compare_without_harm()
    {
        // Every number of a summary, as large as it may be, against the smallest.
        string json = MadeRuns.Like.ToJson();
        TraceAnalysis large = TraceAnalysis.FromJson(System.Text.RegularExpressions.Regex.Replace(
            json, "(?<=_ns\": |count\": |\"evenness\": )[0-9.]+", "9000000000000000000"));
        TraceAnalysis small = TraceAnalysis.FromJson(System.Text.RegularExpressions.Regex.Replace(
            json, "(?<=_ns\": |count\": |\"evenness\": )[0-9.]+", "-9000000000000000000"));

        TraceComparison comparison = TraceComparison.Compare(
            [.. Enumerable.Repeat(large, 6)], [.. Enumerable.Repeat(small, 6)], new ComparisonOptions { Force = true });

        comparison.ToJson().Should().NotBeEmpty();
        comparison.ToMarkdown().Should().NotBeEmpty();
        comparison.ToText().Should().NotBeEmpty();
        TraceComparison.Compare([large], [small], new ComparisonOptions { Force = true }).ToJson().Should().NotBeEmpty();
    }

    [Fact]
    public void A_name_without_lengths_is_refused()
    {
        string json = MadeRuns.Like.ToJson().Replace("\"regions\": {", "\"regions\": { \"x\": null", StringComparison.Ordinal);
        Action read = () => TraceAnalysis.FromJson(json);

        read.Should().Throw<InvalidDataException>().WithMessage("*regions has nothing for \"x\"*");
    }
}
