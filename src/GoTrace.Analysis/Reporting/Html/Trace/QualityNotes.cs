using System.Globalization;
using GoTrace.Analysis.Reporting.Html.Data;

namespace GoTrace.Analysis.Reporting.Html.Trace;

/// <summary>How far a trace's figures can be trusted, in sentences.</summary>
internal static class QualityNotes
{
    private const int MostWarnings = 10;

    public static IReadOnlyList<NoteData> Of(TraceAnalysis a)
    {
        DataQuality q = a.DataQuality;
        var notes = new List<NoteData>
        {
            q.IsDamaged
                ? new("warn", Text($"The trace is damaged: {Units.Bytes(q.LostBytes)} gave no events. Counts and totals are too small."))
                : new("ok", "All of the trace could be read."),
        };
        notes.AddRange(q.Warnings.Take(MostWarnings).Select(w => new NoteData("warn", w.EndsWith('.') ? w : w + ".")));
        if (a.Events == 0)
        {
            notes.Add(new("warn", "There are no events."));
        }

        if (q.IsTimeSeriesCut)
        {
            notes.Add(new("note", "The time series of windows stopped at its limit, before the trace's end. The plots here go to the end."));
        }

        if (q.MendedTimes > 0)
        {
            notes.Add(new(
                "note",
                Text($"{Many(q.MendedTimes, "event")} with a recorded time that is not later than that of the event before: Go's reader shows them up to {Units.Duration(q.LargestMendNs)} later. The figures use {(a.TimeBase == TimeBase.Go ? "the times of Go's reader" : "recorded times")}.")));
        }

        if (q.UnnamedGoroutines > 0)
        {
            notes.Add(new("note", Text($"{Many(q.UnnamedGoroutines, "goroutine")} of which the function never became known: they count as the runtime's own.")));
        }

        if (q.TruncatedWaits > 0 || q.TruncatedSyscalls > 0)
        {
            notes.Add(new(
                "note",
                Text($"{Many(q.TruncatedWaits, "wait")} and {Many(q.TruncatedSyscalls, "syscall")} cut by an end of the trace, which are in no distribution.")));
        }

        if (a.Syscalls.CountOnly > 0)
        {
            notes.Add(new(
                "note",
                Text($"{Many(a.Syscalls.CountOnly, "syscall")} that did not block: traces up to Go 1.21 give those no length, and they are in no distribution.")));
        }

        if (a.CpuSamples.Count > 0)
        {
            notes.Add(new(
                a.CpuSamples.AsyncPreempt * 100 > a.CpuSamples.Count ? "warn" : "note",
                Text($"{Units.Number(a.CpuSamples.AsyncPreempt)} of {Units.Number(a.CpuSamples.Count)} CPU samples are in the runtime's async preemption; more than 1 % is much.")));
        }

        return notes;
    }

    private static string Many(long count, string noun) => Units.Number(count) + " " + noun + (count == 1 ? "" : "s");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
