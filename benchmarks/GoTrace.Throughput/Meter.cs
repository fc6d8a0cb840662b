using System.Diagnostics;
using System.Globalization;

namespace GoTrace.Throughput;

/// <summary>Does something several times, and tells what the median time costs.</summary>
internal static class Meter
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(5);

    /// <summary>Runs a piece of work.</summary>
    /// <param name="mode">Its name in the output.</param>
    /// <param name="length">The trace's length in bytes.</param>
    /// <param name="passes">How often; 0 for at least 7 times and 5 seconds, at most 200 times.</param>
    /// <param name="work">The work; it gives the number of events.</param>
    public static async Task<string> RunAsync(string mode, long length, int passes, Func<Task<long>> work)
    {
        var walls = new List<double>();
        var cpus = new List<double>();
        long events = 0;
        long allocated = 0;
        var whole = Stopwatch.StartNew();
        for (int pass = 0; passes > 0 ? pass < passes : pass < 7 || (pass < 200 && whole.Elapsed < Enough); pass++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            TimeSpan cpu = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            events = await work();
            walls.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            cpus.Add((Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        double seconds = Median(walls);
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"mode":"{{mode}}","events":{{events}},"passes":{{walls.Count}},"seconds":{{seconds:F6}},"cpu_seconds":{{Median(cpus):F6}},"least_cpu_seconds":{{cpus.Min():F6}},"mb_per_s":{{length / 1e6 / seconds:F2}},"mev_per_s":{{events / 1e6 / seconds:F3}},"alloc_bytes":{{allocated}},"peak_rss_bytes":{{PeakBytes()}}}
            """);
    }

    private static double Median(List<double> values)
    {
        var sorted = new List<double>(values);
        sorted.Sort();
        int middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static long PeakBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
