using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Tests.Statistics;

public sealed class BlockBootstrapTests
{
    [Fact]
    public void Too_few_windows_give_nothing()
    {
        WindowPart[] few = [.. Enumerable.Repeat(new WindowPart(1, 1), 19)];
        WindowPart[] enough = [.. Enumerable.Repeat(new WindowPart(1, 1), 20)];

        BlockBootstrap.Estimate(few, enough, null, 0.05, 1).Should().BeNull();
        BlockBootstrap.Estimate(enough, few, null, 0.05, 1).Should().BeNull();
        BlockBootstrap.Estimate(enough, enough, null, 0.05, 1).Should().NotBeNull();
    }

    [Fact]
    public void The_shift_is_that_of_sums_over_sums()
    {
        // 6 of 60 against 16 of 40, however they lie.
        WindowPart[] a = [.. Enumerable.Repeat(new WindowPart(0, 3), 19), new WindowPart(6, 3)];
        WindowPart[] b = [.. Enumerable.Repeat(new WindowPart(0.5, 1.5), 18), new WindowPart(7, 13), new WindowPart(0, 0)];

        BlockBootstrap.Estimate(a, b, null, 0.05, 1)!.Value.Shift.Should().BeApproximately(0.3, 1e-12);
    }

    [Fact]
    public void The_same_seed_draws_the_same()
    {
        WindowPart[] a = Windows(new Random(1), 40, 0);
        WindowPart[] b = Windows(new Random(2), 40, 0);

        BlockBootstrap.Estimate(a, b, null, 0.05, 7).Should().Be(BlockBootstrap.Estimate(a, b, null, 0.05, 7));
        BlockBootstrap.Estimate(a, b, null, 0.05, 7).Should().NotBe(BlockBootstrap.Estimate(a, b, null, 0.05, 8));
    }

    [Fact]
    public void Windows_that_are_all_the_same_leave_no_doubt()
    {
        WindowPart[] a = [.. Enumerable.Repeat(new WindowPart(1, 2), 25)];
        WindowPart[] b = [.. Enumerable.Repeat(new WindowPart(1, 1), 20)];

        BootstrapEstimate estimate = BlockBootstrap.Estimate(a, b, null, 0.05, 1)!.Value;

        (estimate.Lower, estimate.Upper).Should().Be((0.5, 0.5));
        estimate.P.Should().BeLessThan(0.001);
    }

    [Fact]
    public void A_shift_from_elsewhere_moves_the_interval()
    {
        WindowPart[] a = Windows(new Random(1), 40, 0);
        WindowPart[] b = Windows(new Random(2), 40, 0);

        BootstrapEstimate own = BlockBootstrap.Estimate(a, b, null, 0.05, 7)!.Value;
        BootstrapEstimate moved = BlockBootstrap.Estimate(a, b, own.Shift + 1, 0.05, 7)!.Value;

        moved.Lower.Should().BeApproximately(own.Lower + 1, 1e-9);
        moved.Upper.Should().BeApproximately(own.Upper + 1, 1e-9);
        moved.P.Should().BeLessThan(0.001);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void Holds_the_true_shift_about_as_often_as_asked(double neighbour)
    {
        // What lasts over several windows makes plain resampling too sure; blocks keep most of it.
        var random = new Random(3);
        int rounds = 300;
        int held = 0;
        for (int round = 0; round < rounds; round++)
        {
            BootstrapEstimate e = BlockBootstrap.Estimate(
                Windows(random, 100, neighbour), Windows(random, 100, neighbour), null, 0.1, round)!.Value;
            held += e.Lower <= 0 && e.Upper >= 0 ? 1 : 0;
        }

        ((double)held / rounds).Should().BeInRange(0.83, 0.97);
    }

    // Each window is near the one before, as much as asked.
    private static WindowPart[] Windows(Random random, int count, double neighbour)
    {
        var windows = new WindowPart[count];
        double last = 0;
        for (int i = 0; i < count; i++)
        {
            last = (neighbour * last) + random.NextDouble() - 0.5;
            windows[i] = new WindowPart(last + 10, 1);
        }

        return windows;
    }
}
