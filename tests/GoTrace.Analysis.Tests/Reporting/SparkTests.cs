using GoTrace.Analysis.Reporting.Layout;

namespace GoTrace.Analysis.Tests.Reporting;

/// <summary>Small bars.</summary>
public sealed class SparkTests
{
    [Fact]
    public void The_most_is_the_highest_and_nothing_is_a_dot() =>
        Spark.Of([0, 0.01, 1, 1.01, 4, 7.9, 8], 8).Should().Be("·▁▁▂▄██");

    [Fact]
    public void Where_there_is_nothing_all_are_dots() => Spark.Of([0, 0], 0).Should().Be("··");

    [Fact]
    public void Nothing_is_higher_than_the_highest() => Spark.Of([9], 8).Should().Be("█");
}
