using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Timeline;
using GoTrace.Analysis.Tracking;

namespace GoTrace.Analysis.Building;

/// <summary>A trace over time, for plots.</summary>
internal static class TimelineBuilder
{
    public static TraceTimeline Build(Tracker tracker, ProcessorTracker machine)
    {
        MachineTimeline m = machine.Timeline;
        GoroutineTimeline g = tracker.Windows.Timeline;
        int count = Math.Max(m.Count, g.Count);
        var slices = new TimelineSlice[count];
        for (int i = 0; i < count; i++)
        {
            slices[i] = Slice(
                i < m.Count ? m.Slices[i] : default,
                i < m.Count ? m.All.Slice(i * ProcessorParts.Count, ProcessorParts.Count) : [],
                i < g.Count ? g.Slices[i] : default,
                m.Count > 0 ? m.SliceNs : g.SliceNs);
        }

        var processors = new List<ProcessorTimeline>();
        for (int p = 0; p < m.Processors; p++)
        {
            if (m.PartsOf(p).ContainsAnyExcept(0f))
            {
                processors.Add(new ProcessorTimeline(machine.Processors[p].Id, Shares(m.PartsOf(p), m.Slices, all: false)));
            }
        }

        processors.Sort((a, b) => a.Id.CompareTo(b.Id));
        return new TraceTimeline
        {
            SliceNs = m.Count > 0 ? m.SliceNs : g.SliceNs,
            Slices = slices,
            All = Shares(m.All, m.Slices, all: true),
            Processors = processors,
        };
    }

    private static TimelineSlice Slice(MachineSlice m, ReadOnlySpan<float> all, GoroutineSlice g, long usualLength)
    {
        double length = Math.Max(1, m.LengthNs);
        return new TimelineSlice
        {
            LengthNs = m.LengthNs > 0 ? m.LengthNs : usualLength,
            Processors = m.Processors,
            Runnable = m.RunnableNs / length,
            Idle = all.IsEmpty ? 0 : all[(int)ProcessorPart.Idle] / length,
            Starved = m.StarvedNs / length,
            HeapObjects = m.HeapObjects,
            HeapGoal = m.HeapGoal,
            Preemptions = g.Preemptions,
            UserPreemptions = g.UserPreemptions,
            Starts = g.Starts,
            LatencyCount = g.LatencyCount,
            LatencyP50Ns = g.LatencyQuantile(0.5),
            LatencyP99Ns = g.LatencyQuantile(0.99),
            LatencyMaxNs = g.LatencyMaxNs,
        };
    }

    // Of a processor's slice, or of all processors' time in it.
    private static byte[] Shares(ReadOnlySpan<float> parts, ReadOnlySpan<MachineSlice> slices, bool all)
    {
        byte[] shares = new byte[parts.Length];
        for (int s = 0; s < slices.Length; s++)
        {
            ReadOnlySpan<float> ofSlice = parts.Slice(s * ProcessorParts.Count, ProcessorParts.Count);
            double whole = 0;
            foreach (float part in ofSlice)
            {
                whole += part;
            }

            whole = all ? whole : Math.Max(whole, slices[s].LengthNs);
            for (int part = 0; part < ofSlice.Length && whole > 0; part++)
            {
                shares[(s * ProcessorParts.Count) + part] = (byte)Math.Clamp(Math.Round(ofSlice[part] / whole * 255), 0, 255);
            }
        }

        return shares;
    }
}
