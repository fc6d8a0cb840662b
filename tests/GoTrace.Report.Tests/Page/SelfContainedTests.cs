using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using GoTrace.Analysis.Comparison;
using GoTrace.Report.Tests.Support;

namespace GoTrace.Report.Tests.Page;

/// <summary>A page is one file that asks for nothing else.</summary>
public sealed class SelfContainedTests
{
    public static TheoryData<string> Pages { get; } = ["trace", "comparison"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_policy_lets_in_nothing_but_what_is_in_the_page(string kind)
    {
        string page = PageOf(kind);
        string[] policy = [.. PageReader.Policy(page).Split(';', StringSplitOptions.TrimEntries)];

        policy.Should().Contain("default-src 'none'").And.Contain("base-uri 'none'").And.Contain("form-action 'none'");
        string.Join(' ', policy).Should().NotContain("unsafe").And.NotContain("http").And.NotContain("*");
        string program = PageReader.Contents(page, "script")[^1];
        policy.Should().Contain($"script-src '{Hash(program)}'");
        policy.Should().Contain($"style-src '{Hash(PageReader.Contents(page, "style").Single())}'");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Nothing_in_it_names_another_place_to_load_from(string kind)
    {
        string page = PageOf(kind);
        string markup = Regex.Replace(page, "<(script|style)[^>]*>.*?</\\1>", "", RegexOptions.Singleline);

        markup.Should().NotMatchRegex("(?i)\\b(src|action|srcset|poster|data|background)\\s*=");
        Regex.Matches(markup, "href=\"([^\"]*)\"").Select(m => m.Groups[1].Value).Should().OnlyContain(h => h == "data:,");
        string style = PageReader.Contents(page, "style").Single();
        style.Should().NotContain("url(").And.NotContain("@import");
        string program = PageReader.Contents(page, "script")[^1];
        program.Should().NotMatchRegex("fetch\\s*\\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|\\beval\\b|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\\.write");
    }

    [Fact]
    public void The_program_can_not_end_its_own_element()
    {
        string page = PageOf("trace");

        Regex.Matches(page, "<script\\b").Should().HaveCount(2);
        Regex.Matches(page, "</script").Should().HaveCount(2);
        page.Should().NotContain("<!--");
    }

    [Fact]
    public void The_licence_of_the_plot_library_is_in_it() =>
        PageOf("trace").Should().Contain("Copyright (c) 2022 Leon Sorokin").And.Contain("Permission is hereby granted");

    [Fact]
    public void The_same_figures_give_the_same_page() =>
        TestData.Analyze("traces/go1.27/http.trace.gz").ToHtml("a").Should().Be(TestData.Analyze("traces/go1.27/http.trace.gz").ToHtml("a"));

    private static string PageOf(string kind) => kind == "trace"
        ? TestData.Analyze("traces/go1.27/http.trace.gz").ToHtml()
        : TraceComparison.Compare(TestData.Runs("pool", "before"), TestData.Runs("pool", "after")).ToHtml();

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
