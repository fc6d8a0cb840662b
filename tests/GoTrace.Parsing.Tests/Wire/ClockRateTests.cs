using CsCheck;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Tests.Wire;

public sealed class ClockRateTests
{
    // A factor made in this order, then cut off (Go: internal/trace, frequency).
    [Fact]
    public void Rounds_as_Go_does() =>
        Gen.Select(Gen.OneOf(Gen.OneOf(Gen.Const(15_625_000UL), Gen.Const(1_000_000_000UL), Gen.Const(3_000_000_000UL), Gen.Const(1UL)), Gen.ULong[1, 4_000_000_000]), Gen.ULong, Gen.Int[0, 63])
            .Sample((frequency, units, shift) =>
            {
                units >>= shift;
                double ns = units * (1.0 / (frequency / 1e9));
                if (ns < 9.2e18)
                {
                    new ClockRate(frequency).ToNanoseconds(units).Should().Be((long)ns);
                }
            }, iter: 20_000);

    [Fact]
    public void Has_64_nanoseconds_for_the_usual_unit() => ClockRate.Usual.ToNanoseconds(224_004_897_611).Should().Be(14_336_313_447_104);

    [Theory]
    [InlineData(1UL, ulong.MaxValue)]
    [InlineData(1_000_000_000UL, 1UL << 63)]
    public void Gives_the_least_number_where_none_is_large_enough(ulong frequency, ulong units) =>
        new ClockRate(frequency).ToNanoseconds(units).Should().Be(long.MinValue);
}
