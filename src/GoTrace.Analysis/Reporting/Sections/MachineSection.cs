using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Reporting.Layout;

namespace GoTrace.Analysis.Reporting.Sections;

/// <summary>Lost parallelism, threads and kinds of events.</summary>
internal static class MachineSection
{
    public static IEnumerable<Section> Of(TraceAnalysis a)
    {
        LostParallelismFigures lost = a.LostParallelism;
        if (lost.WorstWindows.Count > 0)
        {
            var section = new Section("Lost parallelism", $"Ps idle while goroutines were ready: {Units.Duration(lost.StarvedNs)} of P time ({Rows.Share(lost.Share)})");
            var table = new Table("began", "window", "lost");
            foreach (StarvedWindow w in lost.WorstWindows)
            {
                table.Add(Units.Duration(w.StartNs), Units.Duration(w.LengthNs), Units.Duration(w.StarvedNs));
            }

            if (lost.FurtherWindows is { Windows: > 0 } further)
            {
                table.Add(Rows.More(further.Windows, "more", "more"), "", Units.Duration(further.StarvedNs));
            }

            section.Tables.Add(table);
            yield return section;
        }

        if (a.Threads.Seen > 0)
        {
            var section = new Section("Threads", $"{Rows.Count(a.Threads.Seen)} seen");
            var table = new Table("M", "goroutines", "syscalls");
            foreach (ThreadTime t in a.Threads.ByThread)
            {
                table.Add(Rows.Id(t.Id), Units.Duration(t.GoroutineNs), Units.Duration(t.SyscallNs));
            }

            if (a.Threads.FurtherThreads is { Threads: > 0 } further)
            {
                table.Add(Rows.More(further.Threads, "more", "more"), Units.Duration(further.GoroutineNs), Units.Duration(further.SyscallNs));
            }

            section.Tables.Add(table);
            yield return section;
        }

        var kinds = new Section("Events", $"{Rows.Count(a.Events)}, by kind");
        var byKind = new Table("count", Column.Text("kind"));
        foreach ((string kind, long count) in a.EventKinds.OrderByDescending(k => k.Value).ThenBy(k => k.Key, StringComparer.Ordinal))
        {
            byKind.Add(Rows.Count(count), Cell.Code(kind));
        }

        kinds.Tables.Add(byKind);
        yield return kinds;
    }
}
