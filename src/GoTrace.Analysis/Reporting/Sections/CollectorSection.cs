using System.Globalization;
using GoTrace.Analysis.GarbageCollection;
using GoTrace.Analysis.Reporting.Layout;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Reporting.Sections;

/// <summary>The garbage collector, and other stops of the world.</summary>
internal static class CollectorSection
{
    private const int MostCycles = 50;

    public static Section Of(TraceAnalysis a, bool all)
    {
        StopTheWorldFigures stw = a.StopTheWorld;
        var section = new Section(
            "Garbage collection",
            $"{Rows.Counted(a.GcCycles.Count, "cycle")}; pauses of the GC {Rows.Count(stw.Gc.Count)}, other stops of the world {Rows.Count(stw.All.Count - stw.Gc.Count)}");
        Table table = Rows.Distributions("");
        if (stw.Gc.Count > 0)
        {
            table.Add("pauses", stw.Gc);
            table.Add("  until all stopped", stw.GcStopping);
            table.Add("  stopped", stw.GcStopped);
        }

        foreach ((string name, Distribution lengths) in a.Ranges)
        {
            table.Add(name.StartsWith("GC ", StringComparison.Ordinal) ? name[3..] : name, lengths);
        }

        if (all)
        {
            foreach ((string kind, Distribution lengths) in stw.ByKind)
            {
                table.Add(kind, lengths);
            }
        }

        if (table.Rows.Count > 0)
        {
            section.Tables.Add(table);
        }

        if (all)
        {
            Pauses(section, stw);
            Cycles(section, a.GcCycles);
            Utilization(section, a);
        }

        return section;
    }

    private static void Pauses(Section section, StopTheWorldFigures stw)
    {
        if (stw.Longest.Count == 0)
        {
            return;
        }

        var table = new Table("began", "length", "stopping", "last P", Column.Text("why"), Column.Text("what it waited for"));
        foreach (PauseRecord p in stw.Longest)
        {
            Cell last = p.LastFunction.Length > 0 ? Cell.Code(p.LastFunction) : p.LastGoroutine >= 0 ? $"G{Rows.Id(p.LastGoroutine)}" : "";
            table.Add(Units.Duration(p.StartNs), Units.Duration(p.LengthNs), Units.Duration(p.StoppingNs), Rows.Id(p.LastProcessor), p.Kind, last);
        }

        if (stw.FurtherPauses is { Count: > 0 } further)
        {
            table.Add("", Units.Duration(further.TotalNs), "", "", Rows.More(further.Count, "more, together", "more, together"), "");
        }

        section.Tables.Add(table);
    }

    private static void Cycles(Section section, GcCycleFigures cycles)
    {
        if (cycles.Cycles.Count == 0)
        {
            return;
        }

        var table = new Table("cycle", "began", "marked", "pauses", "paused", "dedicated", "fractional", "idle", "assist", "heap", "goal", "after");
        int number = 0;
        foreach (GcCycle c in cycles.Cycles.Take(MostCycles))
        {
            table.Add(
                (++number).ToString(CultureInfo.InvariantCulture),
                Units.Duration(c.StartNs),
                Units.Duration(c.MarkNs),
                Rows.Count(c.Pauses),
                Units.Duration(c.PauseNs),
                Rows.Share(c.DedicatedShare),
                Rows.Share(c.FractionalShare),
                Rows.Share(c.IdleShare),
                Rows.Share(c.AssistShare),
                Units.Bytes(c.HeapAtStartBytes),
                c.GoalBytes == 0 ? "-" : Units.Bytes(c.GoalBytes),
                Units.Bytes(c.HeapAtEndBytes));
        }

        if (cycles.FurtherCycles is { } further && cycles.Count > number)
        {
            GcCycle[] notShown = [.. cycles.Cycles.Skip(number)];
            table.Add(
                Rows.More(cycles.Count - number, "more", "more"),
                "",
                Units.Duration(Saturating.Add(further.MarkNs, notShown.Total(c => c.MarkNs))),
                Rows.Count(further.Pauses + notShown.Sum(c => c.Pauses)),
                Units.Duration(Saturating.Add(further.PauseNs, notShown.Total(c => c.PauseNs))),
                "", "", "", "", "", "", "");
        }

        section.Tables.Add(table);
    }

    private static void Utilization(Section section, TraceAnalysis a)
    {
        if (a.MutatorUtilization.Count > 0)
        {
            section.Closing.Add("Least share of the Ps that the program had to itself, by length of window: " + string.Join(
                ", ", a.MutatorUtilization.Select(m => $"{Units.Duration(m.WindowNs)} {Rows.Share(m.Minimum)}")));
        }

        if (a.Heap.MaxObjectsBytes > 0)
        {
            string goal = a.Heap.MaxGoalBytes == 0 ? "" : $"; goal at most {Units.Bytes(a.Heap.MaxGoalBytes)}, last {Units.Bytes(a.Heap.LastGoalBytes)}";
            section.Closing.Add($"Heap: at most {Units.Bytes(a.Heap.MaxObjectsBytes)}, last {Units.Bytes(a.Heap.LastObjectsBytes)}{goal}");
        }

        if (a.Sweep.SweptBytes > 0)
        {
            section.Closing.Add($"Swept: {Units.Bytes(a.Sweep.SweptBytes)}, given back {Units.Bytes(a.Sweep.ReclaimedBytes)}");
        }
    }
}
