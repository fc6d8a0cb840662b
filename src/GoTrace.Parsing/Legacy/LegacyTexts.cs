using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing.Legacy;

/// <summary>
/// The texts that v1 traces don't have, as their event types say as much: the reasons of blocking and
/// the kinds of stop-the-world, as Go's reader words them (Go: internal/trace/tracev1.go).
/// </summary>
internal static class LegacyTexts
{
    public const int Forever = 0;
    public const int Preempted = 1;
    public const int Gosched = 2;
    public const int Sleep = 3;
    public const int ChanSend = 4;
    public const int ChanReceive = 5;
    public const int Network = 6;
    public const int Sync = 7;
    public const int SyncCond = 8;
    public const int Select = 9;
    public const int MarkAssist = 10;
    public const int FirstStop = 11;

    private const int Stops = 16;

    private static readonly string[] Texts =
    [
        "forever",
        "preempted",
        "runtime.Gosched",
        "sleep",
        "chan send",
        "chan receive",
        "network",
        "sync",
        "sync.(*Cond).Wait",
        "select",
        "GC mark assist wait for work",
        "GC mark termination",
        "GC sweep termination",
        "write heap dump",
        "goroutine profile",
        "goroutine profile cleanup",
        "all goroutine stack trace",
        "read mem stats",
        "AllThreadsSyscall",
        "GOMAXPROCS",
        "start trace",
        "stop trace",
        "CountPagesInUse (test)",
        "ReadMetricsSlow (test)",
        "ReadMemStatsSlow (test)",
        "PageCachePagesLeaked (test)",
        "ResetDebugLog (test)",
    ];

    private static readonly byte[][] Utf8 = [.. Texts.Select(System.Text.Encoding.UTF8.GetBytes)];

    /// <summary>Adds them all to a table, and gives the index of the first; the others follow.</summary>
    public static int AddTo(StringTable table)
    {
        int first = table.Count;
        foreach (byte[] text in Utf8)
        {
            table.AddExtra(text);
        }

        return first;
    }

    /// <summary>The text for a kind of stop-the-world, counted from <see cref="Forever"/>; −1 for the empty one.</summary>
    public static int OfStop(ulong kind, LegacyFormat format)
    {
        // Up to 1.20 there are two, counted from 0; in 1.21 all, from 1.
        if (format.Minor < 21)
        {
            return kind < 2 ? FirstStop + (int)kind : -1;
        }

        return kind - 1 < Stops ? FirstStop + (int)kind - 1 : -1;
    }
}
