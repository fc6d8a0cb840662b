// Two figures that GoTrace does not have, made by collectors of one's own in the same pass as its own:
//
//     dotnet run --project samples/collectors -- app.trace
using System.Globalization;
using GoTrace.Analysis;
using GoTrace.Analysis.Reporting;
using GoTrace.Analysis.Statistics;
using GoTrace.Samples.Collectors;

if (args.Length != 1)
{
    Console.Error.WriteLine("usage: collectors TRACE");
    return 1;
}

var wakeUps = new WakeUpCollector();
var rate = new EventRateCollector(TimeSpan.FromMilliseconds(10));
TraceAnalysis analysis = await TraceAnalyzer.AnalyzeAsync(args[0], new AnalysisOptions { Collectors = [wakeUps, rate] });

Console.WriteLine($"{analysis.Events} events in {Units.Duration(analysis.DurationNs)}");
Console.WriteLine();
Console.WriteLine("time between wake-ups of a goroutine, by the function it began with");
Console.WriteLine($"{"count",10} {"median",10} {"p99",10}  function");
foreach ((string function, LogHistogram gaps) in wakeUps.ByFunction.OrderByDescending(f => f.Value.Count).ThenBy(f => f.Key, StringComparer.Ordinal))
{
    Console.WriteLine($"{gaps.Count,10} {Units.Duration(gaps.Quantile(0.5)),10} {Units.Duration(gaps.Quantile(0.99)),10}  {function}");
}

Console.WriteLine();
Console.WriteLine("events a second");
double most = Math.Max(1, rate.PerSecond.DefaultIfEmpty().Max());
for (int i = 0; i < rate.PerSecond.Count; i++)
{
    double perSecond = rate.PerSecond[i];
    string at = (i * rate.Step.TotalSeconds).ToString("0.00", CultureInfo.InvariantCulture);
    Console.WriteLine($"{at,8} s {Units.Number(perSecond),8}/s {new string('#', (int)Math.Round(perSecond / most * 50))}");
}

return 0;
