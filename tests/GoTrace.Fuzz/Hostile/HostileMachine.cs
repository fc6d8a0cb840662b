using GoTrace.Parsing;

namespace GoTrace.Fuzz.Hostile;

/// <summary>Many processors, and something that is a matter of all of them, again and again: dear to analyse, cheap to read.</summary>
internal static class HostileMachine
{
    private const int FullBatch = 65_000;
    private const ulong Processors = 4096;
    private const ulong Second = 15_625_000; // in units of the clock

    public static IReadOnlyList<HostileInput> All { get; } =
    [
        new("machine-for-an-hour", n => Machine(n, 0, (w, i) => w.Put(WireType.HeapAlloc, 1_000_000, i))),
        new("machine-that-collects", n => Machine(n, 0, (w, i) => w.Put(WireType.GCBegin, 1, (2 * i) - 1, 0).Put(WireType.GCEnd, 1, 2 * i))),
        new("machine-that-stops", n => Machine(n, 0, (w, i) => w.Put(WireType.StwBegin, 1, 1, 0).Put(WireType.StwEnd, 1))),
        new("machine-seen-that-stops", n => Machine(n, 9_000, (w, i) => w.Put(WireType.StwBegin, 1, 1, 0).Put(WireType.StwEnd, 1))),
        new("machine-that-changes", n => Machine(n, 0, (w, i) => w.Put(WireType.ProcsChange, 1, i % 2 == 0 ? Processors : 1, 0))),
        new("machine-seen-that-changes", n => Machine(n, 9_000, (w, i) => w.Put(WireType.ProcsChange, 1, i % 2 == 0 ? Processors : 1, 0))),
        new("machine-that-comes-late", Late),
        new("machine-with-holes", Holes),
    ];

    /// <summary>So few bytes that claim so many processors for an hour.</summary>
    public static byte[] Small(ulong processors) => Start(processors, 3600 * Second).ToArray();

    private static TraceWriter Start(ulong processors, ulong end)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        w.Put(WireType.ProcStatus, 1, 0, 1).Put(WireType.GoStatus, 1, 1, 1, 2).Put(WireType.ProcsChange, 1, processors, 0);
        return end == 0 ? w : w.Put(WireType.HeapAlloc, end, 1).Batch(1, 1, 1).End();
    }

    private static byte[] Machine(int length, ulong seen, Action<TraceWriter, ulong> next)
    {
        TraceWriter w = Start(Processors, 0);
        for (ulong p = 1; p <= seen && w.Length < length / 2; p++)
        {
            w.Put(WireType.ProcStatus, 0, p, 2);
        }

        w.Batch(1, 1, 1);
        for (ulong i = 1; w.Length < length; i++)
        {
            next(w, i);
            if (w.PayloadLength > FullBatch)
            {
                w.Batch(1, 1, 1 + (i * 1000));
            }
        }

        w.Batch(1, 1, 3600 * Second);
        return w.Put(WireType.Strings).String(1, "GC mark termination"u8).Batch(1, 1, 1).End().ToArray();
    }

    // Nothing tells of GOMAXPROCS: a processor in each window of time.
    private static byte[] Late(int length)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        w.Put(WireType.GoStatus, 1, 1, ulong.MaxValue, 4);
        ulong time = 1;
        for (ulong p = 0; w.Length < length; p++)
        {
            w.Put(WireType.ProcStatus, Second / 9, p, 2);
            time += Second / 9;
            if (w.PayloadLength > FullBatch)
            {
                w.Batch(1, 1, time);
            }
        }

        return w.Batch(1, 1, time).End().ToArray();
    }

    // Generations that lack an event: of what idles at their end nothing is known.
    private static byte[] Holes(int length)
    {
        var w = new TraceWriter(26);
        for (ulong generation = 1; w.Length < length; generation++)
        {
            ulong time = generation * (Second / 50);
            w.Clock(generation, time);
            w.Put(WireType.ProcStatus, 1, 0, 1).Put(WireType.GoStatus, 1, 1, 1, 2).Put(WireType.ProcsChange, 1, Processors, 0).Put(WireType.GoSyscallEnd, 1).Batch(generation, 1, time).End();
        }

        return w.ToArray();
    }
}
