namespace GoTrace.Analysis.Tracking;

/// <summary>Why goroutines wait, as Go's runtime says it.</summary>
internal static class WaitReasons
{
    /// <summary>
    /// The reasons of Go 1.22 to 1.27. Known beforehand they get small numbers, to index arrays with;
    /// others are counted all the same.
    /// </summary>
    public static ReadOnlySpan<string> Known =>
        new[]
        {
            "chan receive", "chan send", "select", "sync", "sync.(*Cond).Wait", "network", "sleep", "forever",
            "system goroutine wait", "GC background sweeper wait", "GC mark assist wait for work", "wait until GC ends",
            "wait for debug call", "GC weak to strong wait", "synctest", "unspecified",
        };
}
