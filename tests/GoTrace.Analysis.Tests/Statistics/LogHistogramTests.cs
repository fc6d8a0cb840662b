using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Tests.Statistics;

public sealed class LogHistogramTests
{
    public static TheoryData<string> Shapes => ["constant", "uniform", "exponential", "heavy", "tiny", "huge", "two"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Quantiles_are_within_one_percent(string shape)
    {
        var random = new Random(5);
        long[] samples = [.. Enumerable.Range(0, 20_000).Select(_ => Draw(shape, random)).Order()];
        var histogram = new LogHistogram();
        foreach (long sample in samples)
        {
            histogram.Add(sample);
        }

        histogram.Count.Should().Be(samples.Length);
        histogram.Max.Should().Be(samples[^1]);
        foreach (double q in (double[])[0.0001, 0.1, 0.5, 0.9, 0.99, 0.999, 1])
        {
            long exact = samples[Math.Max(0, (int)Math.Ceiling(q * samples.Length) - 1)];
            long found = histogram.Quantile(q);
            Math.Abs((double)found - exact).Should().BeLessThanOrEqualTo(exact * 0.01, $"{q} of {shape}");
        }
    }

    [Fact]
    public void Merging_is_adding()
    {
        var random = new Random(6);
        var one = new LogHistogram();
        var left = new LogHistogram();
        var right = new LogHistogram();
        for (int i = 0; i < 10_000; i++)
        {
            long sample = Draw(i % 2 == 0 ? "heavy" : "tiny", random);
            one.Add(sample);
            (i % 3 == 0 ? left : right).Add(sample);
        }

        right.Merge(left);

        Distribution.From(right).Should().Be(Distribution.From(one));
    }

    [Fact]
    public void Adding_allocates_nothing_once_its_range_is_known()
    {
        var histogram = new LogHistogram();
        for (int i = 0; i < 63; i++)
        {
            histogram.Add(1L << i);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long i = 0; i < 100_000; i++)
        {
            histogram.Add(i * i * i);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void More_samples_of_one_length_than_32_bits_count()
    {
        var powers = new LogHistogram();
        powers.Add(1_000);
        var all = new LogHistogram();
        for (int i = 0; i < 32; i++)
        {
            all.Merge(powers); // 1, 2, 4, ...
            powers.Merge(powers);
        }

        all.Add(1_000);
        all.Add(1_000);
        all.Add(1);

        all.Count.Should().Be((1L << 32) + 2);
        all.ToBuckets().Sum(b => b.Count).Should().Be(all.Count);
        all.Quantile(1.0 / all.Count).Should().Be(1);
        all.Quantile(0.5).Should().BeInRange(990, 1_010);
        powers.ToBuckets().Single().Count.Should().Be(1L << 32);
    }

    [Fact]
    public void Less_than_nothing_counts_as_nothing()
    {
        var histogram = new LogHistogram();
        histogram.Add(-5);

        Distribution.From(histogram).Should().Be(new Distribution { Count = 1 });
    }

    [Fact]
    public void A_sum_beyond_all_bounds_stays_there()
    {
        var histogram = new LogHistogram();
        histogram.Add(long.MaxValue);
        histogram.Add(long.MaxValue);

        histogram.Total.Should().Be(long.MaxValue);
        histogram.Quantile(1).Should().BeInRange((long)(long.MaxValue * 0.99), long.MaxValue);
    }

    private static long Draw(string shape, Random random) => shape switch
    {
        "constant" => 12_345,
        "uniform" => random.NextInt64(1_000_000),
        "exponential" => (long)(-Math.Log(1 - random.NextDouble()) * 50_000),
        "heavy" => (long)Math.Min(9e18, Math.Pow(1 - random.NextDouble(), -3)),
        "tiny" => random.Next(5),
        "huge" => long.MaxValue - random.Next(1000),
        _ => random.Next(2) == 0 ? 100 : 1_000_000_000,
    };
}
