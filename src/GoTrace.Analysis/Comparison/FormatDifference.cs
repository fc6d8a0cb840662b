namespace GoTrace.Analysis.Comparison;

/// <summary>What traces of one format and of later ones record differently, so that figures mean different things.</summary>
/// <param name="Since">The first format (1.x) of the later ones.</param>
/// <param name="Cause">What is different, for people.</param>
/// <param name="Spoils">Whether it matters to a figure.</param>
internal sealed record FormatDifference(int Since, string Cause, Func<Figure, bool> Spoils)
{
    /// <summary>All of them, those that matter to most first.</summary>
    private static readonly FormatDifference[] All =
    [
        new(
            22,
            "traces up to Go 1.21 give no length to syscalls that did not block, and count it as time that goroutines ran",
            f => Is(f, "syscalls.", "processors.", "preemptions.rate", "preemptions.stint.p50")),
        new(23, "traces up to Go 1.22 record starts of the GC as syscalls", f => f.Name == "syscalls.blocked.count"),
        new(10, "traces up to Go 1.9 tell of one of the GC's two stops of the world only", f => Is(f, "gc.pause.")),
        new(9, "traces up to Go 1.8 tell of no mark assists", f => Is(f, "gc.assist.")),
        new(
            7,
            "traces of Go 1.5 and 1.6 have no names of functions, and all their goroutines count as the runtime's",
            IsByFunction),
    ];

    /// <summary>Those between two formats.</summary>
    /// <param name="oldest">The one.</param>
    /// <param name="newest">The other, later one.</param>
    public static FormatDifference[] Between(int oldest, int newest) =>
        [.. All.Where(d => oldest < d.Since && newest >= d.Since)];

    /// <summary>Whether a figure goes by the functions of goroutines.</summary>
    public static bool IsByFunction(Figure f) =>
        Is(f, "preemptions.rate", "preemptions.user", "preemptions.async", "yields.user", "syscalls.", "processors.gc_worker")
        || (Is(f, "sched.latency.") && !Is(f, "sched.latency.all."));

    // By the beginnings of figures' names.
    private static bool Is(Figure f, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (f.Name.StartsWith(name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
