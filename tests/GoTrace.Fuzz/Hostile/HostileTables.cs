using System.Text;
using GoTrace.Parsing;

namespace GoTrace.Fuzz.Hostile;

/// <summary>Much in a table for few bytes.</summary>
internal static class HostileTables
{
    private const int FullBatch = 65_000;

    public static IReadOnlyList<HostileInput> All { get; } =
    [
        new("strings", n => Table(n, WireType.Strings, (w, i) => w.Put(WireType.String, i, 0))),
        new("strings-sparse", n => Table(n, WireType.Strings, (w, i) => w.Put(WireType.String, i * 0x9E37_79B9_7F4A_7C15UL, 0))),
        new("strings-one-id", n => Table(n, WireType.Strings, (w, i) => w.Put(WireType.String, 1, 0))),
        new("stacks-empty", n => Table(n, WireType.Stacks, (w, i) => w.Put(WireType.Stack, i, 0))),
        new("stacks-sparse", n => Table(n, WireType.Stacks, (w, i) => w.Put(WireType.Stack, i * 0x9E37_79B9_7F4A_7C15UL, 0))),
        new("frames", n => Table(n, WireType.Stacks, (w, i) => w.Put(WireType.Stack, i, 1, i, 0, 0, 0))),
        new("frames-broken", n => Table(n, WireType.Stacks, (w, i) => w.Put(WireType.Stack, i, 1, i, i, i, 0))),
        new("stacks-that-read-alike", ReadAlike),
        new("functions-of-one-stack", ManyFunctions),
        new("samples", n => Table(n, WireType.CpuSamples, (w, i) => w.Put(WireType.CpuSample, 0, 0, 0, 0, 0))),
        new("samples-descending", n => Table(n, WireType.CpuSamples, (w, i) => w.Put(WireType.CpuSample, (1UL << 28) - i, 0, 0, 0, 0))),
        new("experiments", n => Batches(n, (w, i) => w.Batch(1, 1, 1, experiment: 2))),
        new("experiments-of-many-kinds", n => Batches(n, (w, i) => w.Batch(1, 1, 1, experiment: (byte)i))),
        new("broken-tables", n => Batches(n, (w, i) => w.Put(WireType.Strings).Put(WireType.Stack).Batch(1, 1, 1))),
    ];

    private static byte[] Table(int length, WireType kind, Action<TraceWriter, ulong> entry)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        for (ulong i = 1; w.Length < length; i++)
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

        return w.Batch(1, 1, 1).End().ToArray();
    }

    // The same function and line of a file each, and all of them referred to.
    private static byte[] ReadAlike(int length)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        w.Put(WireType.ProcStatus, 1, 0, 1).Put(WireType.GoStatus, 1, 1, 1, 2);
        ulong count = (ulong)length / 40;
        for (ulong i = 1; i <= count; i++)
        {
            w.Put(WireType.GoCreate, 0, i + 1, 0, i);
            Close(w, i);
        }

        w.Batch(1, 1, 1UL << 32);
        for (ulong i = 1; i <= count; i++)
        {
            if (w.PayloadLength == 0)
            {
                w.Put(WireType.Strings);
            }

            w.String(i, BitConverter.GetBytes((uint)i));
            Close(w, 1);
        }

        w.Batch(1, 1, 1);
        for (ulong i = 1; i <= count; i++)
        {
            if (w.PayloadLength == 0)
            {
                w.Put(WireType.Stacks);
            }

            w.Put(WireType.Stack, i, 1, 1, 1, i, 1);
            Close(w, 1);
        }

        return w.Batch(1, 1, 1).End().ToArray();
    }

    // Goroutines of as many functions, all of which wait where no stack is known.
    private static byte[] ManyFunctions(int length)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        w.Put(WireType.ProcStatus, 1, 0, 1).Put(WireType.GoStatus, 1, 1, 1, 2);
        ulong count = (ulong)length / 55;
        for (ulong i = 1; i <= count; i++)
        {
            ulong id = i + 1;
            w.Put(WireType.GoCreate, 1, id, i, 0).Put(WireType.GoStop, 1, 0, 0);
            w.Put(WireType.GoStart, 1, id, 1).Put(WireType.GoStop, 1, 0, i);
            w.Put(WireType.GoStart, 1, id, 2).Put(WireType.GoStop, 1, 0, 0);
            w.Put(WireType.GoStart, 1, id, 3).Put(WireType.GoDestroy, 1).Put(WireType.GoStart, 1, 1, i);
            Close(w, 1 + (10 * i));
        }

        w.Batch(1, 1, 1UL << 32);
        for (ulong i = 1; i <= count; i++)
        {
            if (w.PayloadLength == 0)
            {
                w.Put(WireType.Strings);
            }

            w.String(i, Encoding.ASCII.GetBytes($"f.{i}"));
            Close(w, 1);
        }

        w.Batch(1, 1, 1);
        for (ulong i = 1; i <= count; i++)
        {
            if (w.PayloadLength == 0)
            {
                w.Put(WireType.Stacks);
            }

            w.Put(WireType.Stack, i, 1, 1, i, 0, 1);
            Close(w, 1);
        }

        return w.Batch(1, 1, 1).End().ToArray();
    }

    private static void Close(TraceWriter w, ulong time)
    {
        if (w.PayloadLength > FullBatch)
        {
            w.Batch(1, 1, time);
        }
    }

    private static byte[] Batches(int length, Action<TraceWriter, ulong> batch)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        for (ulong i = 1; w.Length < length; i++)
        {
            batch(w, i);
        }

        return w.End().ToArray();
    }
}
