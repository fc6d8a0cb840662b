using GoTrace.Analysis.Reporting.Layout;

namespace GoTrace.Analysis.Reporting.Sections;

/// <summary>How far the figures can be trusted; what was lost comes first.</summary>
internal static class QualitySection
{
    private const int MostNotes = 5;

    public static Section Of(TraceAnalysis a)
    {
        DataQuality q = a.DataQuality;
        Cell note = q.IsDamaged
            ? new Cell(
                q.LostBytes > 0
                    ? $"part of the trace was lost: {Units.Bytes(q.LostBytes)} gave no events; figures are of what remains"
                    : "the trace is damaged; figures are of what it says all the same",
                Tone.Bad)
            : "nothing was lost";
        var section = new Section("Data quality", note);
        foreach (DamageNote damage in q.Damage.Take(MostNotes))
        {
            section.Lines.Add(new Cell(damage.Message, Tone.Bad));
        }

        if (q.Damage.Count > MostNotes)
        {
            section.Lines.Add($"and {Rows.Counted(q.Damage.Count - MostNotes, "more place")}");
        }

        section.Lines.AddRange(q.Warnings.Select(w => (Cell)w));
        section.Lines.AddRange(Remarks(q).Select(r => (Cell)r));
        return section;
    }

    private static IEnumerable<string> Remarks(DataQuality q)
    {
        yield return $"cut by the trace's ends, and in no distribution: {Rows.Counted(q.TruncatedWaits, "wait")}, {Rows.Counted(q.TruncatedSyscalls, "syscall")}";
        yield return Rows.Counted(q.UnnamedGoroutines, "goroutine") + " without a name";
        yield return q.MendedTimes == 0
            ? "no event's time out of order"
            : $"{Rows.Counted(q.MendedTimes, "event")} not later than the one before (Go shows them up to {Units.Duration(q.LargestMendNs)} later)";
        if (q.IsTimeSeriesCut)
        {
            yield return "the time series stops before the trace's end";
        }
    }
}
