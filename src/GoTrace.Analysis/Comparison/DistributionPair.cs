using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Comparison;

/// <summary>A distribution on both sides, for plots.</summary>
internal sealed record DistributionPair(string Name, string Meaning, SideDistribution Baseline, SideDistribution Candidate)
{
    public static IReadOnlyList<DistributionPair> Of(Side baseline, Side candidate)
    {
        DistributionPair[] all =
        [
            Pair("sched.latency", "waits of ready user goroutines", a => a.SchedulingLatency.User, a => a.SchedulingLatency.UserHistogram),
            Pair("syscalls", "lengths of syscalls, without GC starts", a => a.Syscalls.User, a => a.Syscalls.UserHistogram),
            Pair("preemptions.stint", "time run before a preemption", a => a.Preemptions.Stint, a => a.Preemptions.StintHistogram),
        ];
        return [.. all.Where(p => p.Baseline.Shares.Count > 0 || p.Candidate.Shares.Count > 0)];

        DistributionPair Pair(
            string name, string meaning, Func<TraceAnalysis, Distribution> of, Func<TraceAnalysis, IReadOnlyList<HistogramBucket>> histogram) =>
            new(name, meaning, SideDistribution.Of(baseline, of, histogram), SideDistribution.Of(candidate, of, histogram));
    }
}

/// <summary>A distribution of a side: each run of it weighs the same, however many samples it has.</summary>
/// <param name="Count">The samples of all runs.</param>
/// <param name="P50Ns">The median over the runs of their medians.</param>
/// <param name="P99Ns">The median over the runs of their 99th percentiles.</param>
/// <param name="MaxNs">The largest sample.</param>
/// <param name="Shares">By range, the mean over the runs of the share of samples in it.</param>
internal sealed record SideDistribution(long Count, long P50Ns, long P99Ns, long MaxNs, IReadOnlyList<(long FromNs, long ToNs, double Share)> Shares)
{
    public static SideDistribution Of(
        Side side, Func<TraceAnalysis, Distribution> of, Func<TraceAnalysis, IReadOnlyList<HistogramBucket>> histogram)
    {
        TraceAnalysis[] runs = [.. side.Runs.Where(r => of(r).Count > 0 && histogram(r).Count > 0)];
        if (runs.Length == 0)
        {
            return new SideDistribution(0, 0, 0, 0, []);
        }

        var shares = new SortedDictionary<long, (long ToNs, double Share)>();
        foreach (TraceAnalysis run in runs)
        {
            double whole = histogram(run).Sum(b => (double)b.Count) * runs.Length;
            foreach (HistogramBucket bucket in histogram(run))
            {
                shares[bucket.FromNs] = (bucket.ToNs, shares.GetValueOrDefault(bucket.FromNs).Share + (bucket.Count / whole));
            }
        }

        return new SideDistribution(
            (long)runs.Sum(r => (double)of(r).Count),
            (long)HodgesLehmann.Median([.. runs.Select(r => (double)of(r).P50Ns)]),
            (long)HodgesLehmann.Median([.. runs.Select(r => (double)of(r).P99Ns)]),
            runs.Max(r => of(r).MaxNs),
            [.. shares.Select(s => (s.Key, s.Value.ToNs, s.Value.Share))]);
    }
}
