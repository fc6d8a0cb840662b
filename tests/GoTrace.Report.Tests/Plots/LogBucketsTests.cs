using CsCheck;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Report.Tests.Plots;

public sealed class LogBucketsTests
{
    [Fact]
    public void A_value_lies_in_its_bucket_and_buckets_are_narrow() => Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[0, 62]).Sample((value, shift) =>
    {
        value >>= shift;
        int index = LogBuckets.IndexOf(value);
        long from = LogBuckets.From(index);
        long to = LogBuckets.To(index);
        bool isIn = from <= value && (value < to || to == long.MaxValue);
        return isIn && index < LogBuckets.Count && (from < 4 || to - from <= from / 4 || to == long.MaxValue);
    });

    [Fact]
    public void Buckets_follow_each_other_without_a_gap()
    {
        LogBuckets.From(0).Should().Be(0);
        for (int i = 1; i < LogBuckets.Count; i++)
        {
            LogBuckets.From(i).Should().Be(LogBuckets.To(i - 1)).And.BeGreaterThan(LogBuckets.From(i - 1));
            LogBuckets.IndexOf(LogBuckets.From(i)).Should().Be(i);
            LogBuckets.IndexOf(LogBuckets.From(i) - 1).Should().Be(i - 1);
        }
    }

    [Fact]
    public void A_histograms_buckets_hold_the_samples_counted_one_by_one() => Gen.Long[0, 1L << 40].Array[0, 300].Sample(values =>
    {
        var histogram = new LogHistogram();
        foreach (long value in values)
        {
            histogram.Add(value);
        }

        IReadOnlyList<HistogramBucket> buckets = histogram.ToBuckets();
        return buckets.Sum(b => b.Count) == values.Length
            && buckets.All(b => b.Count > 0 && b.Count == values.Count(v => v >= b.FromNs && v < b.ToNs));
    });
}
