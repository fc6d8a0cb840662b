using GoTrace.Parsing;

namespace GoTrace.Fuzz.Hostile;

/// <summary>Much of one thing and much of another, where a table of both would be large.</summary>
internal static class HostileFigures
{
    private const int FullBatch = 65_000;

    public static IReadOnlyList<HostileInput> All { get; } =
    [
        new("reasons-by-goroutines", Reasons),
        new("processors-by-goroutines", Processors),
        new("waits-of-all-lengths", Lengths),
        new("long-names-in-many-stacks", Names),
    ];

    // Goroutines without a name, each of which waits for another reason.
    private static byte[] Reasons(int length)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        w.Put(WireType.ProcStatus, 1, 0, 1);
        ulong count = 0;
        while (w.Length < length * 6 / 10)
        {
            count++;
            w.Put(WireType.GoStatus, 1, count, 1, 2).Put(WireType.GoBlock, 1, count, 0);
            if (w.PayloadLength > FullBatch)
            {
                w.Batch(1, 1, count * 4);
            }
        }

        return WithStrings(w.Batch(1, 1, 1UL << 30), count).End().ToArray();
    }

    // Goroutines without a name that run on a processor with a high index.
    private static byte[] Processors(int length)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        for (ulong p = 1; p < 9_000 && w.Length < length / 2; p++)
        {
            w.Put(WireType.ProcStatus, 0, p, 2);
        }

        w.Put(WireType.ProcStatus, 1, 0, 1);
        for (ulong i = 1; w.Length < length; i++)
        {
            w.Put(WireType.GoStatus, 1, i, 1, 2).Put(WireType.GoBlock, 1, 0, 0);
            if (w.PayloadLength > FullBatch)
            {
                w.Batch(1, 1, 1 + (i * 4));
            }
        }

        return w.Batch(1, 1, 1UL << 30).End().ToArray();
    }

    // Goroutines without a name, of which each waits for a processor once for long and once not.
    private static byte[] Lengths(int length)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        w.Put(WireType.ProcStatus, 1, 0, 1);
        ulong count = 0;
        while (w.Length < length * 3 / 10)
        {
            count++;
            w.Put(WireType.GoStatus, 0, count, ulong.MaxValue, 4).Put(WireType.GoUnblock, 0, count, 1, 0);
            if (w.PayloadLength > FullBatch)
            {
                w.Batch(1, 1, 1);
            }
        }

        w.Batch(1, 1, 1);
        ulong time = 1UL << 40;
        for (ulong i = 1; i <= count; i++)
        {
            w.Put(WireType.GoStart, 1, i, 2).Put(WireType.GoStop, 0, 0, 0).Put(WireType.GoStart, 0, i, 3).Put(WireType.GoBlock, 1, 0, 0);
            if (w.PayloadLength > FullBatch)
            {
                w.Batch(1, 1, time);
                time += 1UL << 16;
            }
        }

        return w.Batch(1, 1, time).End().ToArray();
    }

    // Long syscalls of a stack each, all of whose frames have one long name.
    private static byte[] Names(int length)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        w.Put(WireType.ProcStatus, 1, 0, 1).Put(WireType.GoStatus, 1, 1, 1, 2);
        ulong count = Math.Max(1, (ulong)length / 600);
        for (ulong i = 1; i <= count; i++)
        {
            w.Put(WireType.GoSyscallBegin, 1, i, i).Put(WireType.GoSyscallEnd, 1_000_000);
            if (w.PayloadLength > FullBatch)
            {
                w.Batch(1, 1, i * 1_000_001);
            }
        }

        w.Batch(1, 1, 1UL << 32);
        for (ulong i = 1; i <= count; i++)
        {
            if (w.PayloadLength == 0)
            {
                w.Put(WireType.Stacks);
            }

            Span<ulong> stack = new ulong[2 + (4 * 128)];
            stack[0] = i;
            stack[1] = 128;
            for (int f = 0; f < 128; f++)
            {
                stack[2 + (4 * f)] = i;
                stack[3 + (4 * f)] = 1;
                stack[4 + (4 * f)] = 1;
                stack[5 + (4 * f)] = i;
            }

            w.Put(WireType.Stack, stack);
            if (w.PayloadLength > FullBatch - 1_000)
            {
                w.Batch(1, 1, 1);
            }
        }

        if (w.PayloadLength > 0)
        {
            w.Batch(1, 1, 1);
        }

        byte[] name = new byte[1024];
        name.AsSpan().Fill((byte)'a');
        return w.Put(WireType.Strings).String(1, name).Batch(1, 1, 1).End().ToArray();
    }

    private static TraceWriter WithStrings(TraceWriter w, ulong count)
    {
        for (ulong i = 1; i <= count; i++)
        {
            if (w.PayloadLength == 0)
            {
                w.Put(WireType.Strings);
            }

            w.String(i, BitConverter.GetBytes((uint)i).AsSpan(0, 3));
            if (w.PayloadLength > FullBatch)
            {
                w.Batch(1, 1, 1);
            }
        }

        return w.Batch(1, 1, 1);
    }
}
