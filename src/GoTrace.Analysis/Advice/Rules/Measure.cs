using System.Globalization;
using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Reporting;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Advice.Rules;

/// <summary>Figures that several rules look at, and how they are written.</summary>
internal static class Measure
{
    private const int MostPlaces = 5;

    public static long ProcessorNs(TraceAnalysis a) => a.Processors.Total(p => p.ExistedNs);

    public static long GoroutineNs(TraceAnalysis a) => a.Processors.Total(p => p.GoroutineNs);

    /// <summary>The share of all processors' time that went to something.</summary>
    public static double ShareOf(TraceAnalysis a, Func<ProcessorAccount, long> part)
    {
        long whole = 0;
        long sum = 0;
        foreach (ProcessorFigures p in a.Processors)
        {
            if (p.Account is { } account)
            {
                whole = Saturating.Add(whole, account.ExistedNs);
                sum = Saturating.Add(sum, part(account));
            }
        }

        return whole == 0 ? 0 : sum / (double)whole;
    }

    public static long GoMaxProcs(TraceAnalysis a) => a.AllGoMaxProcs.Count == 0 ? a.Processors.Count : a.AllGoMaxProcs.Max();

    public static string Time(double ns) => Units.Format(ns, FigureUnit.Ns);

    public static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    public static string Number(double value) => value.ToString(value < 10 ? "0.#" : "#,0", CultureInfo.InvariantCulture);

    /// <summary>Goroutine groups of the program's own, as places.</summary>
    public static IReadOnlyList<FindingPlace> Groups(
        TraceAnalysis a, Func<GoroutineGroupFigures, double> of, Func<GoroutineGroupFigures, string> show) =>
        [
            .. a.Goroutines.ByFunction.Where(g => !g.System && of(g) > 0)
                .OrderByDescending(of).ThenBy(g => g.Function, StringComparer.Ordinal).Take(MostPlaces)
                .Select(g => new FindingPlace(g.Function, show(g))),
        ];

    public static IReadOnlyList<FindingPlace> Counts(IReadOnlyDictionary<string, long> counts) =>
        [
            .. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(MostPlaces)
                .Select(c => new FindingPlace(c.Key.Length == 0 ? "(runtime)" : c.Key, Number(c.Value))),
        ];

    public static IReadOnlyList<FindingPlace> Stacks(IEnumerable<(IReadOnlyList<CallSite> Stack, long Count, long Ns)> stacks) =>
        [
            .. stacks.Take(MostPlaces).Select(s => new FindingPlace(CallSites.OwnCall(s.Stack), $"{Number(s.Count)} in {Time(s.Ns)}")),
        ];
}
