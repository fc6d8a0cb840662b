using System.Text.Json;
using GoTrace.Analysis.Comparison;
using static GoTrace.Analysis.Tests.Comparison.MadeRuns;

namespace GoTrace.Analysis.Tests.Comparison;

/// <summary>The members that scripts rely on.</summary>
public sealed class ComparisonJsonTests
{
    private static readonly JsonElement Keep = Json(Compare(WithP99(Around(100, 8)), WithP99(Around(50, 8))));

    [Fact]
    public void The_whole_has_its_members()
    {
        Keep.GetProperty("schema_version").GetInt32().Should().Be(1);
        Keep.GetProperty("verdict").GetString().Should().Be("keep");
        Keep.GetProperty("reason").GetString().Should().NotBeEmpty();
        Keep.GetProperty("warnings").ValueKind.Should().Be(JsonValueKind.Array);
        Keep.GetProperty("figures").GetArrayLength().Should().BeGreaterThan(30);
    }

    [Fact]
    public void A_figure_has_its_members()
    {
        JsonElement figure = Figure(Keep, "sched.latency.p99");

        figure.EnumerateObject().Select(m => m.Name).Should().Contain(
        [
            "name", "unit", "better", "primary", "verdict", "baseline", "candidate", "shift", "ratio", "interval",
            "confidence", "p", "p_adjusted", "explained_by",
        ]);
        figure.GetProperty("unit").GetString().Should().Be("ns");
        figure.GetProperty("better").GetString().Should().Be("lower");
        figure.GetProperty("primary").GetBoolean().Should().BeTrue();
        figure.GetProperty("verdict").GetString().Should().Be("improved");
        figure.GetProperty("baseline").EnumerateObject().Select(m => m.Name).Should().Equal("n", "median", "values");
        figure.GetProperty("candidate").GetProperty("values").GetArrayLength().Should().Be(8);
        figure.GetProperty("interval").EnumerateObject().Select(m => m.Name).Should().Equal("lower", "upper");
        figure.GetProperty("shift").GetDouble().Should().Be(-50_000);
        JsonElement explanation = figure.GetProperty("explained_by");
        explanation.ValueKind.Should().Be(JsonValueKind.Array);
    }

    [Fact]
    public void Verdicts_have_the_names_that_scripts_know()
    {
        Verdict(Compare(WithP99(Around(50, 8)), WithP99(Around(100, 8)))).Should().Be("revert");
        Verdict(Compare(WithP99(Around(50, 8, 0.1)), WithP99(Around(50, 8, 0.1)))).Should().Be("no_difference");
        Verdict(Compare(WithP99(1, 2), WithP99(1, 2))).Should().Be("inconclusive");
        Keep.GetProperty("figures").EnumerateArray().Select(f => f.GetProperty("verdict").GetString()).Distinct()
            .Should().BeSubsetOf(["improved", "regressed", "no_change", "inconclusive"]);
        Keep.GetProperty("figures").EnumerateArray().Select(f => f.GetProperty("better").GetString()).Distinct()
            .Should().BeSubsetOf(["lower", "higher"]);
        Keep.GetProperty("figures").EnumerateArray().Select(f => f.GetProperty("unit").GetString()).Distinct()
            .Should().BeSubsetOf(["count", "ns", "per_second", "share", "bytes"]);
    }

    [Fact]
    public void A_figure_without_data_has_nulls()
    {
        TraceAnalysis[] none = [.. Enumerable.Repeat(GcPause(Like, null), 4)];

        JsonElement figure = Figure(Json(Compare(none, none)), "gc.pause.p99");

        figure.GetProperty("verdict").GetString().Should().Be("inconclusive");
        foreach (string member in (string[])["shift", "ratio", "interval", "confidence"])
        {
            figure.GetProperty(member).ValueKind.Should().Be(JsonValueKind.Null, member);
        }

        figure.GetProperty("p").GetDouble().Should().Be(1);
    }

    [Fact]
    public void Every_figure_is_named_once() =>
        Keep.GetProperty("figures").EnumerateArray().Select(f => f.GetProperty("name").GetString()).Should().OnlyHaveUniqueItems();

    [Fact]
    public void Primary_figures_come_first_and_are_those_of_the_docs()
    {
        string?[] primary =
        [
            .. Keep.GetProperty("figures").EnumerateArray().TakeWhile(f => f.GetProperty("primary").GetBoolean())
                .Select(f => f.GetProperty("name").GetString()),
        ];

        primary.Should().Equal(
            "work.time", "preemptions.rate", "sched.latency.p50", "sched.latency.p99", "processors.evenness",
            "processors.starved", "syscalls.long.count", "syscalls.long.time", "gc.pause.p99");
        Keep.GetProperty("figures").EnumerateArray().Skip(primary.Length).Should().OnlyContain(f => !f.GetProperty("primary").GetBoolean());
    }

    private static string? Verdict(TraceComparison comparison) => Json(comparison).GetProperty("verdict").GetString();

    private static JsonElement Json(TraceComparison comparison) => JsonDocument.Parse(comparison.ToJson()).RootElement;

    private static JsonElement Figure(JsonElement comparison, string name) =>
        comparison.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("name").GetString() == name);
}
