using CsCheck;
using GoTrace.Analysis.Timeline;

namespace GoTrace.Report.Tests.Plots;

/// <summary>Slices against counting one by one, for traces of any length.</summary>
public sealed class GoroutineTimelineTests
{
    [Fact]
    public void Slices_hold_what_lies_in_their_time() =>
        Gen.Select(Gen.Long[1, 1L << 36], Gen.Double[0, 1].Array[1, 400]).Sample((length, places) =>
        {
            long[] times = [.. places.Select(p => (long)(p * length)).Order()];
            const long Begin = 1_000_000;
            var timeline = new GoroutineTimeline();
            timeline.Start(Begin);
            foreach (long time in times)
            {
                while (timeline.Due <= Begin + time)
                {
                    timeline.Close(timeline.End);
                }

                timeline.AddPreemption(isUser: time % 2 == 0);
                timeline.AddLatency(time);
            }

            while (timeline.Due <= Begin + length)
            {
                timeline.Close(timeline.End);
            }

            timeline.Close(Begin + length);
            bool isFine = timeline.Count <= SliceClock.Limit && (length < 10_000L * SliceClock.Limit || timeline.Count >= SliceClock.Limit / 2);
            for (int i = 0; i < timeline.Count; i++)
            {
                long from = i * timeline.SliceNs;
                long[] within = [.. times.Where(t => (t > from || i == 0) && t <= from + timeline.SliceNs)];
                GoroutineSlice slice = timeline.Slices[i];
                isFine &= slice.Preemptions == within.Length
                    && slice.UserPreemptions == within.Count(t => t % 2 == 0)
                    && slice.LatencyCount == within.Length
                    && slice.LatencyMaxNs == within.DefaultIfEmpty(0).Max()
                    && IsNear(slice.LatencyQuantile(0.5), within);
            }

            return isFine;
        });

    // The nearest rank, and at most a quarter larger.
    private static bool IsNear(long median, long[] sorted)
    {
        long exact = sorted.Length == 0 ? 0 : sorted[(sorted.Length - 1) / 2];
        return median >= exact && median <= exact + (exact / 4) + 1;
    }
}
