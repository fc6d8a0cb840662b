using System.Diagnostics;
using GoTrace.Analysis;
using GoTrace.Fuzz.Hostile;
using GoTrace.Parsing;

namespace GoTrace.Fuzz;

/// <summary>Reads files that were made to cost much, of one length and of four times that, and shows what they cost.</summary>
internal static class Attacks
{
    public static int Run(int length, string name = "")
    {
        Console.WriteLine("| Input | Bytes | Seconds | of four times as many | Growth | Looks, a byte | Allocated, a byte | Held at the end, a byte | Analysed, seconds | of four times as many |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (HostileInput input in HostileInput.All.Where(i => i.Name.Contains(name, StringComparison.Ordinal)))
        {
            byte[] small = input.Make(length);
            byte[] large = input.Make(4 * length);
            Measure(small); // compiles it
            (double smallTime, _, _) = Measure(small);
            (double largeTime, long allocated, long held) = Measure(large);
            Console.WriteLine(
                $"| {input.Name} | {small.Length} | {smallTime:F3} | {largeTime:F3} | {largeTime / Math.Max(smallTime, 1e-4):F1} | {EffortOf(large) / (double)large.Length:F1} | {allocated / (double)large.Length:F0} | {held / (double)large.Length:F0} | {Analyse(small):F3} | {Analyse(large):F3} |");
        }

        return 0;
    }

    /// <summary>How often threads or processors were looked at, as their events waited for others.</summary>
    public static long EffortOf(byte[] input)
    {
        long effort = 0;
        Targets.Calls.Run(async () =>
        {
            await using TraceReader reader = TraceReader.Create(input);
            while (await reader.ReadGenerationAsync() is not null)
            {
                effort = Math.Max(effort, reader.Effort);
            }

            effort = Math.Max(effort, reader.Effort);
        });
        return effort;
    }

    private static double Analyse(byte[] input)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        Targets.Calls.Run(async () =>
        {
            await using TraceReader reader = TraceReader.Create(input);
            await TraceAnalyzer.AnalyzeAsync(reader, new AnalysisOptions { Parallelism = 1 });
        });
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
    }

    /// <summary>What it costs to read an input with the default options.</summary>
    /// <returns>Seconds of processor time, bytes allocated, and bytes held when all was read.</returns>
    public static (double Seconds, long Allocated, long Held) Measure(byte[] input)
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        long held = 0;
        ReadAsync().GetAwaiter().GetResult();
        double seconds = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
        return (seconds, GC.GetTotalAllocatedBytes(precise: true) - allocated, held);

        async Task ReadAsync()
        {
            await using TraceReader reader = TraceReader.Create(input);
            try
            {
                while (await reader.ReadGenerationAsync() is { } generation)
                {
                    foreach (ref readonly TraceEvent e in generation)
                    {
                        _ = e.Kind;
                    }

                    held = Math.Max(held, GC.GetTotalMemory(forceFullCollection: false) - before);
                }
            }
            catch (TraceFormatException)
            {
                // refused: as well
            }

            held = Math.Max(held, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
    }
}
