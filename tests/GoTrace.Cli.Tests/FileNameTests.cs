using GoTrace.Cli.Inputs;

namespace GoTrace.Cli.Tests;

public class FileNameTests
{
    [Theory]
    [InlineData("*.trace", "a.trace", true)]
    [InlineData("*.trace", ".trace", true)]
    [InlineData("*.trace", "a.trace.gz", false)]
    [InlineData("*.trace*", "a.trace.gz", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXbYbZ", false)]
    [InlineData("*", "", true)]
    [InlineData("", "a", false)]
    [InlineData("run-?.trace", "run-1.trace", true)]
    [InlineData("run-?.trace", "run-10.trace", false)]
    [InlineData("run-[1-3].trace", "run-2.trace", true)]
    [InlineData("run-[1-3].trace", "run-4.trace", false)]
    [InlineData("run-[!1-3].trace", "run-4.trace", true)]
    [InlineData("run-[135].trace", "run-3.trace", true)]
    [InlineData("run-[]1].trace", "run-].trace", true)]
    [InlineData("run-[1.trace", "run-[1.trace", true)]
    public void A_pattern_matches_as_in_a_shell(string pattern, string name, bool matches) =>
        FileName.Matches(pattern, name).Should().Be(matches);

    // Each star that has to try again and again must not multiply the work of those before it.
    [Fact]
    public void A_pattern_of_many_stars_ends() =>
        FileName.Matches(string.Concat(Enumerable.Repeat("a*", 40)) + "b", new string('a', 4000)).Should().BeFalse();

    [Fact]
    public void Numbers_in_names_count_by_their_value()
    {
        string[] names = ["run-10", "run-9", "run-2b", "run-2", "run-02", "run", "r-100000000000000000000", "r-99999999999999999999", "a"];
        names.Order(Comparer<string>.Create(FileName.Compare)).Should().Equal(
            "a", "r-99999999999999999999", "r-100000000000000000000", "run", "run-02", "run-2", "run-2b", "run-9", "run-10");
    }
}
