using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Tests.Statistics;

public sealed class NormalTests
{
    // Abramowitz and Stegun, tables 26.1 and 26.2, to as many digits as they print here.
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 0.691462461274013)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(1.96, 0.975002104851780)]
    [InlineData(3, 0.998650101968370)]
    public void Agrees_with_tables(double z, double p)
    {
        Normal.Cumulative(z).Should().BeApproximately(p, 1e-14);
        Normal.Cumulative(-z).Should().BeApproximately(1 - p, 1e-14);
    }

    [Theory]
    [InlineData(-5, 2.866515718791939e-7)]
    [InlineData(-6, 9.865876450376981e-10)]
    [InlineData(-10, 7.619853024160527e-24)]
    public void Keeps_its_digits_far_out(double z, double p) =>
        (Normal.Cumulative(z) / p).Should().BeApproximately(1, 1e-9);

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.05, -1.644853626951473)]
    [InlineData(0.001, -3.090232306167813)]
    public void Quantiles_agree_with_tables(double p, double z) => Normal.Quantile(p).Should().BeApproximately(z, 1e-10);

    [Fact]
    public void Ends_where_numbers_end()
    {
        Normal.Cumulative(-40).Should().Be(0);
        Normal.Cumulative(40).Should().Be(1);
    }
}
