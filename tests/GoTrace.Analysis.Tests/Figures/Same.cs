using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Tests.Figures;

/// <summary>Compares what the library says with what was computed plainly.</summary>
internal static class Same
{
    /// <summary>Count, total and maximum exactly, quantiles within 1 %.</summary>
    public static void Distribution(Distribution found, IEnumerable<long> samples, string because)
    {
        long[] sorted = [.. samples.Order()];
        found.Count.Should().Be(sorted.Length, "count of {0}", because);
        found.TotalNs.Should().Be(sorted.Sum(), "total of {0}", because);
        found.MaxNs.Should().Be(sorted.LastOrDefault(), "maximum of {0}", because);
        Quantile(found.P50Ns, 50, 100);
        Quantile(found.P90Ns, 90, 100);
        Quantile(found.P99Ns, 99, 100);
        Quantile(found.P999Ns, 999, 1000);

        void Quantile(long value, int numerator, int denominator)
        {
            // Nearest rank: the least sample with at least that part of all at or below it.
            long rank = Math.Max(1, ((sorted.Length * (long)numerator) + denominator - 1) / denominator);
            long exact = sorted.Length == 0 ? 0 : sorted[rank - 1];
            Math.Abs((double)value - exact).Should().BeLessThanOrEqualTo(exact * 0.01, "quantile {0}/{1} of {2}", numerator, denominator, because);
        }
    }

    /// <summary>The same keys, and for each the same samples.</summary>
    public static void Distributions<TKey>(
        IReadOnlyDictionary<TKey, Distribution> found, IEnumerable<IGrouping<TKey, long>> samples, string because)
        where TKey : notnull
    {
        Dictionary<TKey, long[]> expected = samples.ToDictionary(g => g.Key, g => g.ToArray());
        found.Keys.Should().BeEquivalentTo(expected.Keys, "keys of {0}", because);
        foreach ((TKey key, long[] values) in expected)
        {
            Distribution(found[key], values, $"{key} of {because}");
        }
    }

    /// <summary>The same keys and numbers.</summary>
    public static void Counts(IReadOnlyDictionary<string, long> found, IEnumerable<IGrouping<string, long>> numbers, string because) =>
        found.Should().BeEquivalentTo(numbers.ToDictionary(g => g.Key, g => g.Sum()), "of {0}", because);

    /// <summary>A stack as one text.</summary>
    public static string Text(IReadOnlyList<CallSite> stack) => string.Join('\n', stack.Select(c => $"{c.Function} {c.File}:{c.Line}"));
}
