using GoTrace.Parsing.Legacy;

namespace GoTrace.Fuzz.Hostile;

/// <summary>The same aims in the format up to Go 1.21.</summary>
internal static class HostileLegacy
{
    private const int FullBatch = 60_000;

    public static IReadOnlyList<HostileInput> All { get; } =
    [
        new("v1-goroutines", n => Events(n, (w, i) => w.Put(LegacyType.GoCreate, 1, i + 1, 0, 0))),
        new("v1-unpaired-starts", n => Events(n, (w, i) => w.Put(LegacyType.GoStart, 1, i + 1, 5))),
        new("v1-unpaired-ends", n => Events(n, (w, _) => w.Put(LegacyType.GoEnd, 1))),
        new("v1-unpaired-unblocks", n => Events(n, (w, i) => w.Put(LegacyType.GoUnblock, 1, i + 1, i + 7, 0))),
        new("v1-waiting", n => Events(n, (w, i) => w.Put(LegacyType.GoWaiting, 1, i + 1))),
        new("v1-tasks", n => Events(n, (w, i) => w.Put(LegacyType.UserTaskCreate, 1, i, i - 1, 0, 0))),
        new("v1-regions", n => Events(n, (w, i) => w.Put(LegacyType.UserRegion, 1, 0, 0, 1, 0))),
        new("v1-strings", n => Events(n, (w, i) => w.String(i, "x"))),
        new("v1-stacks", n => Events(n, (w, i) => w.Put(LegacyType.Stack, i, 1, i, 0, 0, 1))),
        new("v1-one-batch", OneBatch),
        new("v1-batches", n => Batches(n, (w, i) => w.Batch(i % 2, i).Put(LegacyType.HeapAlloc, 1, i))),
        new("v1-processors", n => Batches(n, (w, i) => w.Batch(i % 10_000, i).Put(LegacyType.ProcStart, 1, i))),
        new("v1-processors-that-wait-on-one", n => Batches(n, (w, i) => w.Batch(i % 5000, i).Put(LegacyType.GoUnblock, 1, 1, i + 2, 0))),
        new("v1-processors-that-wait-on-each-other", n => Batches(n, (w, i) => w.Batch(i % 5000, i).Put(LegacyType.GoStart, 1, (i * 7919) % 5000, i))),
    ];

    private static byte[] Events(int length, Action<LegacyWriter, ulong> next)
    {
        using var w = new LegacyWriter();
        long batch = -FullBatch;
        for (ulong i = 1; w.Length < length; i++)
        {
            if (w.Length - batch > FullBatch)
            {
                batch = w.Length;
                w.Batch(0, 1000 + i);
            }

            next(w, i);
        }

        return w.ToArray();
    }

    // A batch is as long as whoever writes it likes.
    private static byte[] OneBatch(int length)
    {
        using var w = new LegacyWriter();
        w.Batch(0, 1000);
        for (ulong i = 1; w.Length < length; i++)
        {
            w.Put(LegacyType.HeapAlloc, 1, i & 127);
        }

        return w.ToArray();
    }

    private static byte[] Batches(int length, Action<LegacyWriter, ulong> batch)
    {
        using var w = new LegacyWriter();
        for (ulong i = 1; w.Length < length; i++)
        {
            batch(w, i);
        }

        return w.ToArray();
    }
}
