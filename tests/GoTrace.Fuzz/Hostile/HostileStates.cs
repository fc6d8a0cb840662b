using GoTrace.Parsing;

namespace GoTrace.Fuzz.Hostile;

/// <summary>Much to keep in mind, or to wait for, for few bytes.</summary>
internal static class HostileStates
{
    private const int FullBatch = 65_000;

    // A goroutine that runs, on a processor: what most events need.
    private static readonly Action<TraceWriter> Running = w => w
        .Put(WireType.ProcStatus, 1, 0, 1)
        .Put(WireType.GoStatus, 1, 1, 1, 2);

    public static IReadOnlyList<HostileInput> All { get; } =
    [
        new("goroutines", n => Events(n, Running, (w, i) => w.Put(WireType.GoCreate, 0, i + 1, 0, 0))),
        new("goroutines-sparse", n => Events(n, Running, (w, i) => w.Put(WireType.GoCreate, 0, i * 0x9E37_79B9_7F4A_7C15UL, 0, 0))),
        new("statuses", n => Events(n, Running, (w, i) => w.Put(WireType.GoStatus, 0, i + 1, ulong.MaxValue, 4))),
        new("threads-in-syscalls", n => Events(n, Running, (w, i) => w.Put(WireType.GoStatus, 0, i + 1, i + 1, 3))),
        new("processors", n => Events(n, Running, (w, i) => w.Put(WireType.ProcStatus, 0, i, 2))),
        new("tasks-on-one-place", n => Events(n, Running, (w, i) => w.Put(WireType.UserTaskBegin, 0, (i << 32) | i, 0, 0, 0))),
        new("tasks", n => Events(n, Running, (w, i) => w.Put(WireType.UserTaskBegin, 0, i, 0, 0, 0))),
        new("regions", n => Events(n, Running, (w, i) => w.Put(WireType.UserRegionBegin, 0, 0, 0, 0))),
        new("stops", Stops),
        new("holders", Holders),
        new("threads-that-wait", Waiting),
        new("threads-that-wait-on-one", WaitingOnOne),
        new("threads-of-no-events", n => Empty(n, distinct: true)),
        new("batches-of-no-events", n => Empty(n, distinct: false)),
        new("failures", n => Events(n, Running, (w, i) => w.Put(WireType.GoSyscallEnd, 0))),
        new("collections", n => Events(n, Running, (w, i) => w.Put(WireType.GCBegin, 0, (2 * i) - 1, 0).Put(WireType.GCEnd, 0, 2 * i))),
    ];

    private static byte[] Events(int length, Action<TraceWriter> first, Action<TraceWriter, ulong> next)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        first(w);
        for (ulong i = 1; w.Length < length; i++)
        {
            next(w, i);
            if (w.PayloadLength > FullBatch)
            {
                w.Batch(1, 1, 1 + i);
            }
        }

        return w.Batch(1, 1, 1UL << 32).End().ToArray();
    }

    // As many stop-the-world ranges at once as there may be, and each looked for among them.
    private static byte[] Stops(int length)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        Running(w);
        for (ulong i = 1; w.Length < length; i++)
        {
            w.Put(WireType.StwBegin, 1, i % 90, 0);
            if (i > 90)
            {
                w.Put(WireType.StwEnd, 1);
            }

            if (w.PayloadLength > FullBatch)
            {
                w.Batch(1, 1, 1 + i);
            }
        }

        w.Batch(1, 1, 1UL << 32).Put(WireType.Strings);
        for (ulong i = 1; i <= 90; i++)
        {
            w.String(i, BitConverter.GetBytes(i));
        }

        return w.Batch(1, 1, 1).End().ToArray();
    }

    // Many threads, and a processor whose holder is asked for again and again.
    private static byte[] Holders(int length)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        ulong thread = 10;
        for (; w.Length < length / 2; thread++)
        {
            w.Put(WireType.ProcStatus, 0, thread, 2).Batch(1, thread, 1);
        }

        w.Put(WireType.ProcStatus, 1, 1, 3);
        while (w.Length < length && w.PayloadLength < FullBatch)
        {
            w.Put(WireType.ProcStatus, 0, 1, 4);
        }

        return w.Batch(1, thread, 2).End().ToArray();
    }

    // Threads whose first event can't come before the last of all.
    private static byte[] Waiting(int length)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        for (ulong thread = 10; w.Length < length / 2; thread++)
        {
            w.Put(WireType.GoUnblock, 1, thread, 1, 0).Batch(1, thread, 1);
        }

        return Work(w, length);
    }

    private static byte[] WaitingOnOne(int length)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        for (ulong thread = 10; w.Length < length / 2; thread++)
        {
            w.Put(WireType.GoUnblock, 1, 1, 1, 0).Batch(1, thread, 1);
        }

        return Work(w, length);
    }

    private static byte[] Work(TraceWriter w, int length)
    {
        Running(w);
        for (ulong time = 100; w.Length < length; time++)
        {
            w.Put(WireType.HeapAlloc, 1, 1);
            if (w.PayloadLength > FullBatch)
            {
                w.Batch(1, 1, time);
            }
        }

        return w.Batch(1, 1, 1UL << 32).End().ToArray();
    }

    private static byte[] Empty(int length, bool distinct)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        for (ulong thread = 1; w.Length < length; thread++)
        {
            w.Batch(1, distinct ? thread : 1, 1);
        }

        return w.End().ToArray();
    }
}
