#!/usr/bin/env dotnet
// A script without a project: who waited longest for a processor, by the function that goroutines began with.
//
//     dotnet run samples/scripts/waits.cs -- app.trace...
//
// Outside of this repository the next line is  #:package GoTrace.Analysis@0.1.0
#:project ../../src/GoTrace.Analysis/GoTrace.Analysis.csproj

using GoTrace.Analysis;
using GoTrace.Analysis.Reporting;

if (args.Length == 0)
{
    Console.Error.WriteLine("usage: waits TRACE...");
    return 1;
}

foreach (string path in args)
{
    TraceAnalysis analysis = await TraceAnalyzer.AnalyzeAsync(path);
    Console.WriteLine($"{path}: {Units.Duration(analysis.DurationNs)}, {Units.Number(analysis.Events)} events");
    foreach (var group in analysis.Goroutines.ByFunction.Where(g => !g.System && g.RunnableNs > 0).OrderByDescending(g => g.RunnableNs).Take(5))
    {
        Console.WriteLine($"  {Units.Duration(group.RunnableNs),8} ready, {Units.Duration(group.RunningNs),8} running  {group.Function}");
    }
}

return 0;
