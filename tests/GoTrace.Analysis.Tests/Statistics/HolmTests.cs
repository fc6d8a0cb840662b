using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Tests.Statistics;

public sealed class HolmTests
{
    [Fact]
    public void Adjusts_as_by_hand() =>
        // Smallest first: 0.01 x 4, 0.02 x 3, 0.03 x 2, 0.04 x 1, none below the one before.
        Holm.Adjust([0.03, 0.01, 0.04, 0.02]).Should().Equal([0.06, 0.04, 0.06, 0.06], (a, b) => Math.Abs(a - b) < 1e-12);

    [Fact]
    public void Never_exceeds_one() => Holm.Adjust([0.9, 0.8]).Should().Equal(1, 1);

    [Fact]
    public void Leaves_a_single_one_alone() => Holm.Adjust([0.04]).Should().Equal(0.04);
}
