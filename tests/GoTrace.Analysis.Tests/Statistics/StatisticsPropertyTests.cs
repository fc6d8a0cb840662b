using CsCheck;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Tests.Statistics;

/// <summary>What must hold for any values, ties included.</summary>
public sealed class StatisticsPropertyTests
{
    // Whole numbers, so that shifting and scaling round nothing.
    private static readonly Gen<double[]> Sample = Gen.Int[-40, 40].Select(i => (double)i).Array[1, 12];
    private static readonly Gen<(double[] A, double[] B)> Pair = Gen.Select(Sample, Sample);

    [Fact]
    public void The_test_does_not_care_which_side_is_which() => Pair.Sample(p =>
        Near(MannWhitney.PValue(p.A, p.B), MannWhitney.PValue(p.B, p.A)));

    [Fact]
    public void The_test_does_not_care_about_order() => Pair.Sample(p =>
        MannWhitney.PValue(p.A, p.B) == MannWhitney.PValue([.. p.A.Reverse()], [.. p.B.Order()]));

    [Fact]
    public void The_test_sees_only_ranks() => Pair.Sample(p =>
        MannWhitney.PValue(p.A, p.B) == MannWhitney.PValue(Map(p.A, Math.Exp), Map(p.B, Math.Exp)));

    [Fact]
    public void The_tails_meet_in_what_is_observed() => Pair.Sample(p =>
    {
        // Their sum is 1 and once more the probability of just what is observed.
        (double below, double above) = MannWhitney.Tails(p.A, p.B);
        return below is > 0 and <= 1 && above is > 0 and <= 1 && below + above > 1 - 1e-12;
    });

    [Fact]
    public void Swapped_sides_have_the_opposite_shift() => Pair.Sample(p =>
    {
        ShiftEstimate there = HodgesLehmann.Estimate(p.A, p.B, 0.1);
        ShiftEstimate back = HodgesLehmann.Estimate(p.B, p.A, 0.1);
        return there.Shift == -back.Shift && there.Lower == -back.Upper && there.Upper == -back.Lower
            && Near(there.Confidence, back.Confidence);
    });

    [Fact]
    public void A_shifted_candidate_has_a_shifted_estimate() => Gen.Select(Pair, Gen.Int[-100, 100]).Sample((p, by) =>
    {
        ShiftEstimate before = HodgesLehmann.Estimate(p.A, p.B, 0.1);
        ShiftEstimate after = HodgesLehmann.Estimate(p.A, Map(p.B, x => x + by), 0.1);
        return after.Shift == before.Shift + by && after.Lower == before.Lower + by && after.Upper == before.Upper + by
            && after.Confidence == before.Confidence;
    });

    [Fact]
    public void Scaled_values_have_a_scaled_estimate() => Gen.Select(Pair, Gen.Int[1, 50]).Sample((p, by) =>
    {
        ShiftEstimate before = HodgesLehmann.Estimate(p.A, p.B, 0.1);
        ShiftEstimate after = HodgesLehmann.Estimate(Map(p.A, x => x * by), Map(p.B, x => x * by), 0.1);
        return after.Shift == before.Shift * by && after.Lower == before.Lower * by && after.Upper == before.Upper * by
            && after.Confidence == before.Confidence;
    });

    [Fact]
    public void An_interval_holds_the_shift() => Pair.Sample(p =>
    {
        ShiftEstimate e = HodgesLehmann.Estimate(p.A, p.B, 0.1);
        return (e.Lower ?? e.Shift) <= e.Shift && e.Shift <= (e.Upper ?? e.Shift);
    });

    [Fact]
    public void More_confidence_makes_an_interval_wider() => Pair.Sample(p =>
    {
        ShiftEstimate narrow = HodgesLehmann.Estimate(p.A, p.B, 0.2);
        ShiftEstimate wide = HodgesLehmann.Estimate(p.A, p.B, 0.02);
        return (wide.Lower ?? double.NegativeInfinity) <= (narrow.Lower ?? double.NegativeInfinity)
            && (wide.Upper ?? double.PositiveInfinity) >= (narrow.Upper ?? double.PositiveInfinity);
    });

    [Fact]
    public void An_interval_that_leaves_0_out_goes_with_a_small_p() => Pair.Sample(p =>
    {
        ShiftEstimate e = HodgesLehmann.Estimate(p.A, p.B, 0.1);
        bool leavesOut = e.Lower > 0 || e.Upper < 0;
        return !leavesOut || MannWhitney.PValue(p.A, p.B) <= 0.1;
    });

    [Fact]
    public void Holm_keeps_the_order_and_never_lowers() => Gen.Double[0, 1].Array[0, 12].Sample(p =>
    {
        double[] adjusted = Holm.Adjust(p);
        for (int i = 0; i < p.Length; i++)
        {
            for (int j = 0; j < p.Length; j++)
            {
                if (p[i] <= p[j] && adjusted[i] > adjusted[j])
                {
                    return false;
                }
            }
        }

        return p.Zip(adjusted).All(x => x.Second >= x.First && x.Second <= 1);
    });

    private static double[] Map(double[] values, Func<double, double> by) => [.. values.Select(by)];

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-12;
}
