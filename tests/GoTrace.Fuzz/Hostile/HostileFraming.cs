using GoTrace.Parsing;

namespace GoTrace.Fuzz.Hostile;

/// <summary>Bytes that look like the beginning of a batch and are none.</summary>
internal static class HostileFraming
{
    public static IReadOnlyList<HostileInput> All { get; } =
    [
        new("ones", n => Filled(n, 1)),
        new("zeros", n => Filled(n, 0)),
        new("end-marks", n => Filled(n, 52)),
        new("unending-varints", n => Filled(n, 0xff)),
        new("heads", n => Heads(n, size: 60_000)),
        new("short-heads", n => Heads(n, size: 20)),
        new("strays", Strays),
    ];

    private static byte[] Filled(int length, byte value)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1).Raw(0xff);
        byte[] rest = new byte[length];
        Array.Fill(rest, value);
        return w.Raw(rest).ToArray();
    }

    // Heads as Go's runtime writes them, one upon the other, whose batches lead nowhere.
    private static byte[] Heads(int length, int size)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1).Raw(0xff);
        while (w.Length < length)
        {
            w.Raw(
                (byte)WireType.EventBatch, 1, 1, 1, (byte)(size | 0x80), (byte)((size >> 7) | 0x80), (byte)((size >> 14) | 0x80), 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0);
        }

        return w.ToArray();
    }

    private static byte[] Strays(int length)
    {
        TraceWriter w = new TraceWriter(26).Clock(1, 1);
        for (ulong thread = 1; w.Length < length; thread++)
        {
            w.Batch(7, thread, 1).Batch(1, thread, 1);
        }

        return w.End().ToArray();
    }
}
