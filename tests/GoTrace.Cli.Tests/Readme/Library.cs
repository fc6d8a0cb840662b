// The library as the README shows it: from here on word for word.
using GoTrace.Analysis;
using GoTrace.Analysis.Comparison;
using GoTrace.Parsing;

namespace GoTrace.Cli.Tests.Readme;

internal static class Library
{
    public static async Task RunAsync(string before, string after)
    {
        // README: begin
        TraceAnalysis a = await TraceAnalyzer.AnalyzeAsync(before);
        TraceAnalysis b = await TraceAnalyzer.AnalyzeAsync(after);
        Console.WriteLine($"{a.Preemptions.Count} preemptions, waits p99 {a.SchedulingLatency.User.P99Ns} ns");
        Console.WriteLine(TraceComparison.Compare([a], [b]).ToText());

        await using TraceReader reader = TraceReader.Open(before);
        while (await reader.ReadGenerationAsync() is { } generation)
        {
            foreach (ref readonly TraceEvent e in generation)
            {
                if (e.IsGoroutineTransition && e.NewState == GoroutineState.Waiting)
                {
                    Console.WriteLine($"{e.Time} ns: goroutine {e.ResourceId} blocks, {generation.GetString(e.Text)}");
                }
            }
        }
        // README: end
    }
}
