using System.Globalization;
using System.Text.RegularExpressions;
using GoTrace.Analysis.Reporting;
using GoTrace.Analysis.Tests.Figures;

namespace GoTrace.Analysis.Tests.Reporting;

/// <summary>A report's table that is cut ends with a row of what it leaves out, and adds up with it.</summary>
public sealed partial class LeftOutTextTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task Counts_of_stacks_add_up_to_all(bool isMarkdown, bool isUncut)
    {
        TraceAnalysis a = await AnalyzeAsync(isUncut ? int.MaxValue : 5);

        Counts(Write(a, true, isMarkdown), "where they last stopped, or start", isUncut).Should().Be(a.SchedulingLatency.All.Count);
        Counts(Write(a, true, isMarkdown), "made by", isUncut).Should().Be(a.Syscalls.User.Count);
        Counts(Write(a with { Syscalls = a.Syscalls with { Long = a.Syscalls.Long with { ByStack = [] } } }, false, isMarkdown), "made by", false)
            .Should().Be(a.Syscalls.User.Count, "3 stacks are shown, and what the others have");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Other_lists_have_such_a_row_too(bool isMarkdown)
    {
        TraceAnalysis a = await AnalyzeAsync(2);
        string[][] rows = Write(a, true, isMarkdown);

        long pauses = a.StopTheWorld.All.TotalNs - a.StopTheWorld.Longest.Sum(p => p.LengthNs);
        Row(rows, $"and {a.StopTheWorld.All.Count - 2} more, together").Should().Contain(Units.Duration(pauses));
        long calls = a.Syscalls.Long.TotalNs - a.Syscalls.Long.Longest.Sum(s => s.LengthNs);
        Row(rows, $"and {a.Syscalls.Long.Count - 2} more, together").Should().Contain(Units.Duration(calls));
        Row(rows, $"and {a.GcCycles.Count - 2} more").Should().Contain(Units.Duration(a.GcCycles.FurtherCycles!.MarkNs));
        long lost = a.LostParallelism.StarvedNs - a.LostParallelism.WorstWindows.Sum(w => w.StarvedNs);
        Row(rows, $"and {a.Windows.Count(w => w.StarvedNs > 0) - 5} more").Should().Contain(Units.Duration(lost));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Functions_that_were_preempted_add_up_to_all(bool isMarkdown)
    {
        TraceAnalysis a = await TraceAnalyzer.AnalyzeAsync(TestTraces.PathOf("go1.26/http.trace.gz"), cancellationToken: TestContext.Current.CancellationToken);
        a.Preemptions.ByFunction.Should().HaveCountGreaterThan(5, "only 5 are shown");

        Counts(Write(a, false, isMarkdown), "in function", false).Should().Be(a.Preemptions.Count);
    }

    private static string[] Row(string[][] rows, string cell) => rows.Should().ContainSingle(r => r.Contains(cell), cell).Subject;

    private static long Counts(string[][] rows, string header, bool isUncut)
    {
        int at = Array.FindLastIndex(rows, r => r is ["count", .., var last] && last == header);
        string[][] table = [.. rows.Skip(at + 1).SkipWhile(r => r[0] == "--:").TakeWhile(r => r.Length > 1 && r[0].Length > 0 && char.IsAsciiDigit(r[0][0]))];
        table[^1][^1].StartsWith("and ", StringComparison.Ordinal).Should().Be(!isUncut, header);
        return table.Sum(r => long.Parse(r[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
    }

    private static string[][] Write(TraceAnalysis a, bool all, bool isMarkdown)
    {
        var options = new ReportOptions { All = all };
        string[] lines = (isMarkdown ? a.ToMarkdown(options) : a.ToText(options)).Split('\n');
        return [.. lines.Select(l => isMarkdown ? [.. l.Trim('|').Split('|').Select(c => c.Trim().Trim('`'))] : Gap().Split(l.Trim()))];
    }

    private static Task<TraceAnalysis> AnalyzeAsync(int limit) => TraceAnalyzer.AnalyzeAsync(
        TestTraces.PathOf("go1.27/http.trace.gz"),
        PlainFigures.Options(TimeBase.Recorded) with { StackLimit = limit, LongSyscallLimit = limit, PauseLimit = limit, CycleLimit = limit },
        cancellationToken: TestContext.Current.CancellationToken);

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gap();
}
