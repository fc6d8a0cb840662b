using GoTrace.Analysis.Comparison;
using GoTrace.Analysis.Reporting.Layout;
using GoTrace.Analysis.Scheduling;

namespace GoTrace.Analysis.Reporting.Sections;

/// <summary>How often goroutines were made to give way, how, where, and after how long.</summary>
internal static class PreemptionSection
{
    public static Section Of(TraceAnalysis a, bool all)
    {
        PreemptionFigures p = a.Preemptions;
        var section = new Section(
            "Preemptions",
            $"{Rows.Count(p.Count)}: async {Rows.Count(p.Async)}, cooperative {Rows.Count(p.Cooperative)}, handoff {Rows.Count(p.Handoff)}; of user goroutines {Rows.Count(p.User)}");
        if (p.Count > 0)
        {
            section.Lines.Add(
                $"user: {Rate(p.UserPerGoroutineSecond)} of goroutine time, {Rate(p.UserPerSecond)} of trace; ran before (all) p50 {Units.Duration(p.Stint.P50Ns)}, p99 {Units.Duration(p.Stint.P99Ns)}");
        }

        Functions(section, p, all ? int.MaxValue : 5);
        if (all)
        {
            section.Closing.Add($"Yields (runtime.Gosched): {Rows.Count(a.Yields.Count)}, of user goroutines {Rows.Count(a.Yields.User)}");
            if (a.CpuSamples.Count > 0)
            {
                section.Closing.Add(
                    $"CPU samples in asyncPreempt: {Rows.Count(a.CpuSamples.AsyncPreempt)} of {Rows.Count(a.CpuSamples.Count)} ({Rows.Share(a.CpuSamples.AsyncPreempt, a.CpuSamples.Count)})");
            }
        }

        return section;
    }

    private static void Functions(Section section, PreemptionFigures p, int most)
    {
        if (p.ByFunction.Count == 0)
        {
            return;
        }

        var table = new Table("count", "share", Column.Text("in function"));
        KeyValuePair<string, long>[] mostFirst = [.. p.ByFunction.OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal)];
        foreach ((string function, long count) in mostFirst.Take(most))
        {
            table.Add(Rows.Count(count), Rows.Share(count, p.Count), Rows.Function(function, "(only package runtime)"));
        }

        if (mostFirst.Length > most)
        {
            long others = mostFirst.Skip(most).Sum(f => f.Value);
            table.Add(Rows.Count(others), Rows.Share(others, p.Count), Rows.More(mostFirst.Length - most, "more function"));
        }

        section.Tables.Add(table);
    }

    private static string Rate(double perSecond) => Units.Format(perSecond, FigureUnit.PerSecond);
}
