using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Reporting.Layout;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Reporting.Sections;

/// <summary>Goroutines by the function they began with, and what they blocked on.</summary>
internal static class GoroutineSection
{
    public static IEnumerable<Section> Of(TraceAnalysis a)
    {
        GoroutineFigures g = a.Goroutines;
        var section = new Section("Goroutines", $"{Rows.Count(g.Seen)} seen, {Rows.Count(g.Created)} created, {Rows.Count(g.Ended)} ended");
        if (g.ByFunction.Count > 0)
        {
            var table = new Table("count", "running", "ready", "waiting", "syscall", "wait p50", "wait p99", "preempted", "yields", Column.Text("began with"));
            foreach (GoroutineGroupFigures group in g.ByFunction)
            {
                Distribution waits = group.SchedulingLatency;
                table.Add(
                    Rows.Count(group.Count),
                    Units.Duration(group.RunningNs),
                    Units.Duration(group.RunnableNs),
                    Units.Duration(group.WaitingNs),
                    Units.Duration(group.SyscallNs),
                    waits.Count == 0 ? "-" : Units.Duration(waits.P50Ns),
                    waits.Count == 0 ? "-" : Units.Duration(waits.P99Ns),
                    Rows.Count(group.Preemptions),
                    Rows.Count(group.Yields),
                    Rows.Function(group.Function, "(not known)"));
            }

            section.Tables.Add(table);
        }

        yield return section;

        if (a.Blocks.Count > 0)
        {
            var blocks = new Section("Blocks", "how often and how long goroutines waited, by reason");
            Table table = Rows.Distributions("");
            foreach ((string reason, long count) in a.Blocks.OrderByDescending(b => b.Value).ThenBy(b => b.Key, StringComparer.Ordinal))
            {
                if (a.BlockDurations.TryGetValue(reason, out Distribution? lengths) && lengths.Count > 0)
                {
                    // Blocks that the trace's end cut have no length, but they were begun.
                    table.Add(reason, lengths);
                    table.Rows[^1][1] = Rows.Count(count);
                }
                else
                {
                    table.Add(reason, Rows.Count(count), "-", "-", "-", "-", "-", "-");
                }
            }

            blocks.Tables.Add(table);
            yield return blocks;
        }
    }
}
