using System.Globalization;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Reporting.Html.Data;

namespace GoTrace.Analysis.Reporting.Html.Trace;

/// <summary>The main figures of a trace, for people.</summary>
internal static class Headlines
{
    private const int MostLimits = 3;

    public static IReadOnlyList<HeadlineData> Of(TraceAnalysis a) =>
    [
        new("Length", Units.Duration(a.DurationNs), Text($"{Units.Number(a.Events)} events, {a.Generations} {Plural(a.Generations, "generation")}, format of Go 1.{a.FormatVersion}")),
        new("GOMAXPROCS", MaxProcs(a), a.AllGoMaxProcs.Count > 1 ? "changed while tracing" : Text($"{a.Threads.Seen} {Plural(a.Threads.Seen, "thread")}")),
        Use(a),
        Latency(a),
        new(
            "Preemptions",
            Units.Number(a.Preemptions.User),
            Text($"of user goroutines, {Units.Number(a.Preemptions.UserPerGoroutineSecond)} per second of running; {Units.Number(a.Preemptions.Async)} of all by signal")),
        new(
            "Lost parallelism",
            Share(a.LostParallelism.Share),
            Text($"of P time idle beside ready goroutines: {Units.Duration(a.LostParallelism.StarvedNs)}")),
        new(
            "Long syscalls",
            Units.Number(a.Syscalls.Long.Count),
            Text($"of {Units.Duration(a.Syscalls.Long.ThresholdNs)} or more, {Units.Duration(a.Syscalls.Long.TotalNs)} in all")),
        new(
            "GC",
            Text($"{Units.Number(a.GcCycles.Count)} {Plural(a.GcCycles.Count, "cycle")}"),
            a.StopTheWorld.Gc.Count == 0
                ? "no pauses"
                : Text($"{a.StopTheWorld.Gc.Count} pauses, p99 {Units.Duration(a.StopTheWorld.Gc.P99Ns)}, longest {Units.Duration(a.StopTheWorld.Gc.MaxNs)}")),
        new(
            "Heap",
            Units.Bytes(a.Heap.MaxObjectsBytes),
            a.Heap.MaxGoalBytes == 0 ? "at most" : Text($"at most; goal at most {Units.Bytes(a.Heap.MaxGoalBytes)}")),
        new(
            "Goroutines",
            Units.Number(a.Goroutines.Seen),
            Text($"{Units.Number(a.Goroutines.Created)} created; at most {Units.Number(a.Runnable.Max)} ready at once, {Units.Number(a.Runnable.Mean)} on average")),
    ];

    private static HeadlineData Use(TraceAnalysis a)
    {
        double existed = Math.Max(1, a.Processors.Sum(p => (double)p.ExistedNs));
        double running = a.Processors.Sum(p => (double)p.GoroutineNs);
        ProcessorAccount[] accounts = [.. a.Processors.Select(p => p.Account).OfType<ProcessorAccount>()];
        string parts = accounts.Length == 0 ? ""
            : Text($"idle {Share(accounts.Sum(p => (double)p.IdleNs) / existed)}, GC {Share(accounts.Sum(p => (double)p.GcWorkerNs + p.MarkAssistNs + p.SweepNs) / existed)}; ");
        return new HeadlineData("Use of Ps", Share(running / existed), Text($"{parts}evenness {a.Evenness:0.00}"));
    }

    private static HeadlineData Latency(TraceAnalysis a) => a.SchedulingLatency.User.Count == 0
        ? new HeadlineData("Schedule latency p99", "-", "no waits of user goroutines")
        : new HeadlineData(
            "Schedule latency p99",
            Units.Duration(a.SchedulingLatency.User.P99Ns),
            Text($"median {Units.Duration(a.SchedulingLatency.User.P50Ns)}, longest {Units.Duration(a.SchedulingLatency.User.MaxNs)}, of {Units.Number(a.SchedulingLatency.User.Count)} waits"));

    private static string MaxProcs(TraceAnalysis a) => a.AllGoMaxProcs.Count == 0
        ? "-"
        : string.Join(" → ", a.AllGoMaxProcs.Take(MostLimits)) + (a.AllGoMaxProcs.Count > MostLimits ? " → …" : "");

    private static string Share(double share) => Units.Format(share, Comparison.FigureUnit.Share);

    private static string Plural(long count, string noun) => count == 1 ? noun : noun + "s";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
