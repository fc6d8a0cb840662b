using GoTrace.Parsing;

namespace GoTrace.Fuzz.Hostile;

/// <summary>One large generation and many small ones: what the large one made room for must not cost the small ones.</summary>
internal static class HostileGenerations
{
    private const int FullBatch = 65_000;

    public static IReadOnlyList<HostileInput> All { get; } =
    [
        new("generations", n => Small(new TraceWriter(26), n, 1)),
        new("generations-without-clock", n => Broken(new TraceWriter(26), n, 1)),
        new("generations-after-strings", n => Small(Large(n, WireType.Strings, (w, i) => w.Put(WireType.String, i * 0x9E37_79B9_7F4A_7C15UL, 0)), n, 2)),
        new("generations-after-goroutines", n => Small(LargeState(n, (w, i) => w.Put(WireType.GoCreate, 0, i + 1, 0, 0)), n, 2)),
        new("generations-after-names", n => Small(LargeNames(n), n, 2)),
        new("broken-generations-after-goroutines", n => Broken(LargeState(n, (w, i) => w.Put(WireType.GoCreate, 0, i + 1, 0, 0)), n, 2)),
        new("broken-generations-after-names", n => Broken(LargeNames(n), n, 2)),
        new("generations-that-wait", Waits),
        new("failing-generations-after-goroutines", n => Failing(LargeState(n, (w, i) => w.Put(WireType.GoCreate, 0, i + 1, 0, 0)), n, 2)),
    ];

    private static TraceWriter Large(int length, WireType kind, Action<TraceWriter, ulong> entry)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        for (ulong i = 1; w.Length < length / 2; i++)
        {
            if (w.PayloadLength == 0)
            {
                w.Put(kind);
            }

            entry(w, i);
            if (w.PayloadLength > FullBatch)
            {
                w.Batch(1, 1, 1);
            }
        }

        return w.Batch(1, 1, 1).End();
    }

    private static TraceWriter LargeState(int length, Action<TraceWriter, ulong> next)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        w.Put(WireType.ProcStatus, 1, 0, 1).Put(WireType.GoStatus, 1, 1, 1, 2);
        for (ulong i = 1; w.Length < length / 2; i++)
        {
            next(w, i);
            if (w.PayloadLength > FullBatch)
            {
                w.Batch(1, 1, i);
            }
        }

        return w.Batch(1, 1, 1UL << 32).End();
    }

    // Regions of a name each, all open.
    private static TraceWriter LargeNames(int length)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        w.Put(WireType.ProcStatus, 1, 0, 1).Put(WireType.GoStatus, 1, 1, 1, 2);
        ulong count = 0;
        while (w.Length < length / 4)
        {
            w.Put(WireType.UserRegionBegin, 0, 0, ++count, 0);
            if (w.PayloadLength > FullBatch)
            {
                w.Batch(1, 1, count);
            }
        }

        w.Batch(1, 1, 1UL << 32);
        for (ulong i = 1; i <= count; i++)
        {
            if (w.PayloadLength == 0)
            {
                w.Put(WireType.Strings);
            }

            w.String(i, BitConverter.GetBytes((uint)i));
            if (w.PayloadLength > FullBatch)
            {
                w.Batch(1, 1, 1);
            }
        }

        return w.Batch(1, 1, 1).End();
    }

    private static byte[] Small(TraceWriter w, int length, ulong generation)
    {
        for (; w.Length < length; generation++)
        {
            w.Clock(generation, generation).Put(WireType.Strings).String(1, "a"u8).Batch(generation, 1, generation).End();
        }

        return w.ToArray();
    }

    private static byte[] Broken(TraceWriter w, int length, ulong generation)
    {
        for (; w.Length < length; generation++)
        {
            w.Put(WireType.Strings).String(1, "a"u8).Batch(generation, 1, generation).Raw(0, 0, 0, 0, 0, 0);
        }

        return w.ToArray();
    }

    // In each of them many threads wait for what never comes, while one is at work.
    private static byte[] Waits(int length)
    {
        var w = new TraceWriter(26);
        for (ulong generation = 1; w.Length < length; generation++)
        {
            w.Clock(generation, generation);
            for (ulong thread = 10; thread < 1010; thread++)
            {
                w.Put(WireType.GoUnblock, 1, 1, 1, 0).Batch(generation, thread, generation);
            }

            w.Put(WireType.ProcStatus, 1, 0, 1).Put(WireType.GoStatus, 1, 1, 1, 2);
            for (int i = 0; i < 5000; i++)
            {
                w.Put(WireType.HeapAlloc, 1, 1);
            }

            w.Batch(generation, 1, generation).End();
        }

        return w.ToArray();
    }

    private static byte[] Failing(TraceWriter w, int length, ulong generation)
    {
        for (; w.Length < length; generation++)
        {
            w.Clock(generation, generation).Put(WireType.GoSyscallEnd, 0).Batch(generation, 3, generation).End();
        }

        return w.ToArray();
    }
}
