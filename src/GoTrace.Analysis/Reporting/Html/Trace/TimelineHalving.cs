using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Timeline;

namespace GoTrace.Analysis.Reporting.Html.Trace;

/// <summary>Joins each two slices of a timeline: the coarser one that a smaller page has.</summary>
internal static class TimelineHalving
{
    private const int Parts = ProcessorParts.Count;

    public static TraceTimeline Of(TraceTimeline timeline)
    {
        IReadOnlyList<TimelineSlice> slices = timeline.Slices;
        var joined = new TimelineSlice[(slices.Count + 1) / 2];
        for (int i = 0; i < joined.Length; i++)
        {
            joined[i] = (2 * i) + 1 < slices.Count ? Join(slices[2 * i], slices[(2 * i) + 1]) : slices[2 * i];
        }

        return new TraceTimeline
        {
            SliceNs = timeline.SliceNs * 2,
            Slices = joined,
            All = Join(timeline.All, slices),
            Processors = [.. timeline.Processors.Select(p => new ProcessorTimeline(p.Id, Join(p.Parts, slices)))],
        };
    }

    // A median of both is not to be had: that of the part with more waits stands for it, and the larger p99.
    private static TimelineSlice Join(TimelineSlice a, TimelineSlice b) => new()
    {
        LengthNs = a.LengthNs + b.LengthNs,
        Processors = b.Processors,
        Runnable = Mean(a.Runnable, b.Runnable, a, b),
        Idle = Mean(a.Idle, b.Idle, a, b),
        Starved = Mean(a.Starved, b.Starved, a, b),
        HeapObjects = b.HeapObjects,
        HeapGoal = b.HeapGoal,
        Preemptions = a.Preemptions + b.Preemptions,
        UserPreemptions = a.UserPreemptions + b.UserPreemptions,
        Starts = a.Starts + b.Starts,
        LatencyCount = a.LatencyCount + b.LatencyCount,
        LatencyP50Ns = a.LatencyCount >= b.LatencyCount ? a.LatencyP50Ns : b.LatencyP50Ns,
        LatencyP99Ns = Math.Max(a.LatencyP99Ns, b.LatencyP99Ns),
        LatencyMaxNs = Math.Max(a.LatencyMaxNs, b.LatencyMaxNs),
    };

    private static byte[] Join(byte[] shares, IReadOnlyList<TimelineSlice> slices)
    {
        byte[] joined = new byte[(slices.Count + 1) / 2 * Parts];
        for (int i = 0; i < joined.Length; i++)
        {
            int first = 2 * (i / Parts);
            int at = (first * Parts) + (i % Parts);
            joined[i] = first + 1 < slices.Count
                ? (byte)Math.Round(Mean(shares[at], shares[at + Parts], slices[first], slices[first + 1]))
                : shares[at];
        }

        return joined;
    }

    private static double Mean(double a, double b, in TimelineSlice of, in TimelineSlice and)
    {
        double whole = (double)of.LengthNs + and.LengthNs;
        return whole == 0 ? 0 : ((a * of.LengthNs) + (b * and.LengthNs)) / whole;
    }
}
