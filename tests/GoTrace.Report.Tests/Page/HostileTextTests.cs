using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using GoTrace.Analysis;
using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Reporting.Html;
using GoTrace.Report.Tests.Support;

namespace GoTrace.Report.Tests.Page;

/// <summary>A trace's texts are data, whatever they hold.</summary>
public sealed class HostileTextTests
{
    private static readonly TraceAnalysis Like = TestData.Analyze("traces/go1.27/http.trace.gz");

    [Fact]
    public void They_do_not_end_the_data_nor_begin_anything()
    {
        string page = Synthetic.Analysis(Like, 20, i => i + Synthetic.Breakout).ToHtml(Synthetic.Breakout);

        Regex.Matches(page, "<script\\b").Should().HaveCount(2);
        page.Should().NotContain("<img").And.NotContain("<!--").And.NotContain("\u2028").And.NotContain("\u2029").And.NotContain("\u202e");
        string data = PageReader.Contents(page, "script")[0];
        data.Should().NotContainAny("<", ">", "&", "'");
    }

    [Fact]
    public void They_are_read_back_as_they_were()
    {
        const string Name = "a</script>'\"`\u2028\u2029<!-- 中 \ud83d\ude00";
        JsonElement data = PageReader.Data(Synthetic.Analysis(Like, 3, i => Name + i).ToHtml());

        data.GetProperty("texts").EnumerateArray().Select(t => t.GetString()).Should().Contain(Name + "0");
    }

    [Fact]
    public void The_plain_summary_is_well_formed_and_has_them_as_text()
    {
        TraceComparison c = TraceComparison.Compare(TestData.Runs("gogc", "before"), TestData.Runs("gogc", "after"));
        string valid = Synthetic.Breakout.Replace("\ud800", "", StringComparison.Ordinal);
        TraceComparison hostile = c with
        {
            Reason = valid,
            BaselineLabel = valid,
            Warnings = [new ComparisonWarning("x", valid, [])],
            Figures = [.. c.Figures.Select(f => f with { Name = valid })],
        };

        XElement summary = XElement.Parse("<div>" + StaticSummary.Of(hostile) + "</div>");

        summary.Descendants("script").Concat(summary.Descendants("img")).Should().BeEmpty();
        summary.Descendants("th").Select(t => t.Value).Should().Contain(valid);
        XElement.Parse("<div>" + StaticSummary.Of(Synthetic.Analysis(Like, 5, i => valid)) + "</div>").Descendants("script").Should().BeEmpty();
    }

    [Fact]
    public void A_text_that_is_cut_costs_what_it_may_and_stays_valid() => Gen.Select(Gen.Char.Where(c => c != '…').Array[0, 300].Select(c => new string(c)), Gen.Int[20, 400])
        .Sample((text, cost) =>
        {
            string cut = TextTable.Cut(text, cost);
            int real = JsonSerializer.Serialize(cut).Length - 2; // without its quotes
            int gap = cut.IndexOf('…', StringComparison.Ordinal);
            return real <= cost
                && (cut == text
                    || (text.StartsWith(cut[..gap], StringComparison.Ordinal) && text.EndsWith(cut[(gap + 1)..], StringComparison.Ordinal)));
        });

    [Fact]
    public void No_half_of_a_pair_is_left_where_a_text_is_cut()
    {
        string text = string.Concat(Enumerable.Repeat("\ud83d\ude00", 200));
        for (int cost = 20; cost < 200; cost++)
        {
            string cut = TextTable.Cut(text, cost);

            cut.Replace("\ud83d\ude00", "", StringComparison.Ordinal).Should().Be("…");
        }
    }
}
