using System.Globalization;
using GoTrace.Analysis.Reporting.Layout;
using GoTrace.Analysis.Scheduling;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Reporting.Sections;

/// <summary>What each processor (P) did with its time.</summary>
internal static class ProcessorSection
{
    // More than this many and only the ends of the list are shown.
    private const int Most = 8;
    private const int AtEachEnd = 3;

    public static Section Of(TraceAnalysis a, bool all)
    {
        long existed = a.Processors.Total(p => p.ExistedNs);
        var section = new Section("Processors", string.Create(
            CultureInfo.InvariantCulture,
            $"{a.Processors.Count}: goroutines ran {Rows.Share(a.Processors.Total(p => p.GoroutineNs), existed)} of their time, evenness {a.Evenness:0.000}, idle while goroutines were ready {Rows.Share(a.LostParallelism.Share)}"));
        if (a.Processors.Count == 0)
        {
            return section;
        }

        var table = new Table("P", "goroutines", "user", "GC", "assist", "sweep", "stopped", "syscall", "scheduling", "idle");
        if (a.Processors.Count <= Most || all)
        {
            Add(table, a.Processors);
        }
        else
        {
            List<ProcessorFigures> byUse = [.. a.Processors.OrderByDescending(p => p.Utilization).ThenBy(p => p.Id)];
            Add(table, byUse.Take(AtEachEnd));
            table.Add("…", "", "", "", "", "", "", "", "", "");
            Add(table, byUse.TakeLast(AtEachEnd));
            section.Closing.Add(Cell.Faint($"the {AtEachEnd} busiest and the {AtEachEnd} least busy of {a.Processors.Count}"));
        }

        section.Tables.Add(table);
        Sparks.OverTime(section, a);
        if (all)
        {
            section.Closing.Add(
                $"Starts of goroutines: {Rows.Count(a.Goroutines.Starts)}, {Rows.Count(a.Goroutines.Migrations)} of them on another P than before ({Rows.Share(a.Goroutines.Migrations, a.Goroutines.Starts)})");
            section.Closing.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Ready goroutines: {a.Runnable.Mean:0.00} on average, {a.Runnable.Max:N0} at most"));
        }

        return section;
    }

    private static void Add(Table table, IEnumerable<ProcessorFigures> processors)
    {
        foreach (ProcessorFigures p in processors)
        {
            string id = p.Id.ToString(CultureInfo.InvariantCulture);
            if (p.Account is not { } parts)
            {
                table.Add(id, Rows.Share(p.Utilization), Rows.Share(p.UserUtilization), "-", "-", "-", "-", "-", "-", "-");
                continue;
            }

            long whole = parts.ExistedNs;
            table.Add(
                id,
                Rows.Share(p.Utilization),
                Rows.Share(parts.UserNs, whole),
                Rows.Share(parts.GcWorkerNs, whole),
                Rows.Share(parts.MarkAssistNs, whole),
                Rows.Share(parts.SweepNs, whole),
                Rows.Share(parts.StopTheWorldNs, whole),
                Rows.Share(parts.SyscallHeldNs, whole),
                Rows.Share(parts.SchedulingNs, whole),
                Rows.Share(parts.IdleNs, whole));
        }
    }
}
