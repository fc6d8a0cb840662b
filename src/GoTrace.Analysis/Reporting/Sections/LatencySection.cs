using GoTrace.Analysis.Reporting.Layout;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Reporting.Sections;

/// <summary>How long goroutines that were ready waited for a processor.</summary>
internal static class LatencySection
{
    public static Section Of(TraceAnalysis a, bool all)
    {
        LatencyFigures latency = a.SchedulingLatency;
        var section = new Section("Schedule latency", "how long goroutines that were ready waited for a P");
        Table table = Rows.Distributions("");
        table.Add("user", latency.User);
        table.Add("all", latency.All);
        foreach ((string cause, Distribution waits) in latency.ByCause.OrderByDescending(c => c.Value.TotalNs))
        {
            table.Add("  " + cause, waits);
        }

        section.Tables.Add(table);
        Sparks.Waits(section, a);
        if (all && latency.ByStack.Count > 0)
        {
            Table stacks = Rows.Stacks("where they last stopped, or start");
            stacks.Add(latency.ByStack, latency.FurtherStacks, int.MaxValue, int.MaxValue);
            section.Tables.Add(stacks);
        }

        return section;
    }
}
