using GoTrace.Analysis.Reporting.Sections;

namespace GoTrace.Analysis.Tests.Reporting;

/// <summary>Stacks in a line each: no two that differ read alike.</summary>
public sealed class StackTextTests
{
    [Fact]
    public void Stacks_that_read_differently_have_no_lines() =>
        Texts(9, [("a", 1), ("main", 2)], [("b", 1), ("main", 2)], [("a", 1)]).Should().Equal("a < main", "b < main", "a");

    [Fact]
    public void Those_that_differ_by_a_line_say_which() =>
        Texts(9, [("read", 1), ("f", 10), ("main", 2)], [("read", 1), ("f", 11), ("main", 2)], [("write", 1), ("f", 11), ("main", 2)]).Should().Equal(
            "read < f x.go:10 < main", "read < f x.go:11 < main", "write < f < main");

    [Fact]
    public void Each_call_that_is_needed_has_its_line() =>
        Texts(9, [("f", 1), ("g", 5)], [("f", 1), ("g", 6)], [("f", 2), ("g", 5)]).Should().Equal(
            "f x.go:1 < g x.go:5", "f x.go:1 < g x.go:6", "f x.go:2 < g");

    [Fact]
    public void What_tells_them_apart_is_shown_however_deep_it_is() =>
        Texts(2, [("a", 1), ("b", 1), ("c", 1), ("d", 1), ("e", 1)], [("a", 1), ("b", 1), ("c", 1), ("D", 1), ("e", 1)], [("a", 1), ("b", 1), ("c", 9), ("d", 1)])
            .Should().Equal("a < b < c x.go:1 < d < …", "a < b < c x.go:1 < D < …", "a < b < c x.go:9 < …");

    [Fact]
    public void One_that_is_the_beginning_of_another_differs_from_it() =>
        Texts(1, [("a", 1)], [("a", 1), ("b", 1), ("c", 1)], [("a", 1), ("b", 1), ("d", 1)]).Should().Equal("a", "a < … < c", "a < … < d");

    [Fact]
    public void The_same_stack_twice_reads_the_same() =>
        Texts(1, [("a", 1), ("b", 1)], [("a", 1), ("b", 1)], []).Should().Equal("a < …", "a < …", "(no stack)");

    [Fact]
    public void Nothing_is_no_line() => Texts(3).Should().BeEmpty();

    private static string[] Texts(int most, params (string Function, int Line)[][] stacks) =>
    [
        .. StackTexts.Of(stacks.Select(s => (IReadOnlyList<CallSite>)[.. s.Select(c => new CallSite(c.Function, "/src/app/x.go", c.Line))]), most)
            .Select(c => c.Text),
    ];
}
