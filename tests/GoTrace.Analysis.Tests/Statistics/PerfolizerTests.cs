using GoTrace.Analysis.Statistics;
using Perfolizer.Mathematics.SignificanceTesting.Base;
using Perfolizer.Mathematics.SignificanceTesting.MannWhitney;
using Perfolizer.Metrology;
using Pragmastat;

namespace GoTrace.Analysis.Tests.Statistics;

/// <summary>Where a known package computes the same, on values without ties.</summary>
public sealed class PerfolizerTests
{
    [Fact]
    public void The_test_has_the_same_tails()
    {
        var random = new Random(11);
        for (int round = 0; round < 200; round++)
        {
            (double[] a, double[] b) = Samples(random);

            (double below, double above) = MannWhitney.Tails(a, b);

            // Its "greater" asks whether the first sample is: then the second wins seldom.
            PValue(a, b, AlternativeHypothesis.Greater).Should().BeApproximately(below, 1e-9);
            PValue(a, b, AlternativeHypothesis.Less).Should().BeApproximately(above, 1e-9);
        }
    }

    [Fact]
    public void The_shift_is_the_same()
    {
        var random = new Random(12);
        for (int round = 0; round < 200; round++)
        {
            (double[] a, double[] b) = Samples(random);

            double theirs = Toolkit.Shift(new Sample(b), new Sample(a)).NominalValue;

            HodgesLehmann.Shift(a, b).Should().BeApproximately(theirs, 1e-9);
        }
    }

    [Fact]
    public void The_ratio_is_the_shift_of_logarithms()
    {
        var random = new Random(13);
        for (int round = 0; round < 200; round++)
        {
            // Of an odd number of ratios the median is one of them, and so is that of their logarithms.
            (double[] a, double[] b) = Samples(random);
            a = a.Length % 2 == 0 ? a[1..] : a;
            b = b.Length % 2 == 0 ? b[1..] : b;

            double theirs = Toolkit.Ratio(new Sample(b), new Sample(a)).NominalValue;

            Math.Exp(HodgesLehmann.Shift(Array.ConvertAll(a, Math.Log), Array.ConvertAll(b, Math.Log))).Should().BeApproximately(theirs, 1e-9);
        }
    }

    private static double PValue(double[] a, double[] b, AlternativeHypothesis alternative) => MannWhitneyTest.Instance
        .PerformStrategy(new Sample(a), new Sample(b), alternative, Threshold.Zero, MannWhitneyStrategy.LoefflerExact)
        .PValue;

    private static (double[] A, double[] B) Samples(Random random) => (
        [.. Enumerable.Range(0, random.Next(2, 21)).Select(_ => random.NextDouble())],
        [.. Enumerable.Range(0, random.Next(2, 21)).Select(_ => random.NextDouble() + 0.2)]);
}
