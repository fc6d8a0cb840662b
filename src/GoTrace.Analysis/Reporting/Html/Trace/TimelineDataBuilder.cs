using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Reporting.Html.Data;
using GoTrace.Analysis.Timeline;

namespace GoTrace.Analysis.Reporting.Html.Trace;

/// <summary>A trace over time, for a page.</summary>
internal static class TimelineDataBuilder
{
    private const int Parts = ProcessorParts.Count;

    public static TimelineData? Build(TraceAnalysis a, ReportLimits limits)
    {
        TraceTimeline? timeline = a.Timeline ?? FromWindows(a);
        if (timeline is null || timeline.Slices.Count == 0)
        {
            return null;
        }

        while (timeline.Slices.Count > limits.Slices)
        {
            timeline = TimelineHalving.Of(timeline);
        }

        IReadOnlyList<TimelineSlice> slices = timeline.Slices;
        int rows = Math.Min(timeline.Processors.Count, limits.PartBytes / (slices.Count * Parts));
        return new TimelineData
        {
            StartNs = Starts(slices),
            EndNs = slices.Sum(s => (double)s.LengthNs),
            Processors = Column(slices, s => s.Processors),
            Runnable = Column(slices, s => s.Runnable),
            Idle = Column(slices, s => s.Idle),
            Starved = Column(slices, s => s.Starved),
            HeapObjects = Column(slices, s => s.HeapObjects),
            HeapGoal = Column(slices, s => s.HeapGoal),
            Preemptions = Column(slices, s => s.Preemptions),
            UserPreemptions = Column(slices, s => s.UserPreemptions),
            Starts = Column(slices, s => s.Starts),
            LatencyCount = Column(slices, s => s.LatencyCount),
            LatencyP50Ns = Column(slices, s => s.LatencyP50Ns),
            LatencyP99Ns = Column(slices, s => s.LatencyP99Ns),
            LatencyMaxNs = Column(slices, s => s.LatencyMaxNs),
            All = timeline.All,
            Rows = [.. timeline.Processors.Take(rows).Select(p => p.Id)],
            RowsTotal = Math.Max(timeline.Processors.Count, a.Processors.Count),
            Parts = [.. timeline.Processors.Take(rows).SelectMany(p => p.Parts)],
        };
    }

    private static double[] Column(IReadOnlyList<TimelineSlice> slices, Func<TimelineSlice, double> of) =>
        [.. slices.Select(s => PlainNumber.Of(of(s)))];

    private static double[] Starts(IReadOnlyList<TimelineSlice> slices)
    {
        double[] starts = new double[slices.Count];
        for (int i = 1; i < starts.Length; i++)
        {
            starts[i] = starts[i - 1] + slices[i - 1].LengthNs;
        }

        return starts;
    }

    // An analysis that was read from JSON has only the coarser series, of all processors together.
    private static TraceTimeline? FromWindows(TraceAnalysis a) => a.Windows.Count == 0 ? null : new TraceTimeline
    {
        SliceNs = a.Windows[0].LengthNs,
        Slices =
        [
            .. a.Windows.Select(w => new TimelineSlice
            {
                LengthNs = w.LengthNs,
                Processors = w.Processors,
                Runnable = w.MeanRunnable,
                Idle = w.Account.IdleNs / Math.Max(1.0, w.LengthNs),
                Starved = w.StarvedNs / Math.Max(1.0, w.LengthNs),
                HeapObjects = w.HeapObjectsBytes,
                HeapGoal = w.HeapGoalBytes,
                Preemptions = w.Preemptions,
                UserPreemptions = w.UserPreemptions,
                Starts = w.Starts,
                LatencyCount = w.LatencyCount,
                LatencyP50Ns = w.LatencyP50Ns,
                LatencyP99Ns = w.LatencyP99Ns,
                LatencyMaxNs = w.LatencyMaxNs,
            }),
        ],
        All = [.. a.Windows.SelectMany(w => Enumerable.Range(0, Parts).Select(part => Share(w.Account, (ProcessorPart)part)))],
        Processors = [],
    };

    private static byte Share(ProcessorAccount account, ProcessorPart part) =>
        (byte)Math.Clamp(Math.Round(ProcessorParts.Of(account, part) / Math.Max(1.0, account.ExistedNs) * 255), 0, 255);
}
