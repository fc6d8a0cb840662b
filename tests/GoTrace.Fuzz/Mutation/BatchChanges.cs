using GoTrace.Parsing;
using GoTrace.Parsing.Text;
using GoTrace.Parsing.Wire;

namespace GoTrace.Fuzz.Mutation;

/// <summary>Changes that leave the framing of batches whole, so that they get past the first checks.</summary>
internal static class BatchChanges
{
    public static byte[] Swap(Random random, byte[] bytes)
    {
        List<Range> batches = Find(bytes);
        if (batches.Count < 2)
        {
            return bytes;
        }

        int i = random.Next(batches.Count - 1);
        int j = random.Next(2) == 0 ? i + 1 : random.Next(i + 1, batches.Count);
        (Range a, Range b) = (batches[i], batches[j]);
        return [.. bytes[..a.Start.Value], .. bytes[b], .. bytes[a.End.Value..b.Start.Value], .. bytes[a], .. bytes[b.End.Value..]];
    }

    public static byte[] LeaveOut(Random random, byte[] bytes)
    {
        List<Range> batches = Find(bytes);
        if (batches.Count == 0)
        {
            return bytes;
        }

        Range batch = batches[random.Next(batches.Count)];
        return [.. bytes[..batch.Start.Value], .. bytes[batch.End.Value..]];
    }

    public static byte[] Repeat(Random random, byte[] bytes)
    {
        List<Range> batches = Find(bytes);
        if (batches.Count == 0)
        {
            return bytes;
        }

        Range batch = batches[random.Next(batches.Count)];
        int at = batches[random.Next(batches.Count)].Start.Value;
        return [.. bytes[..at], .. bytes[batch], .. bytes[at..]];
    }

    public static byte[] ChangeHead(Random random, byte[] bytes)
    {
        List<Range> batches = Find(bytes);
        if (batches.Count == 0)
        {
            return bytes;
        }

        Range batch = batches[random.Next(batches.Count)];
        int at = batch.Start.Value + (bytes[batch.Start.Value] == (byte)WireType.ExperimentalBatch ? 2 : 1);
        for (int skip = random.Next(4); skip > 0; skip--)
        {
            at = Skip(bytes, at);
        }

        return ChangeVarint(random, bytes, at);
    }

    public static byte[] ChangeNumber(Random random, byte[] bytes)
    {
        List<int> events = FindEvents(random, bytes);
        if (events.Count == 0)
        {
            return bytes;
        }

        int at = events[random.Next(events.Count)];
        int numbers = WireSpec.Of((WireType)bytes[at++]).NumberCount;
        for (int skip = random.Next(numbers); skip > 0; skip--)
        {
            at = Skip(bytes, at);
        }

        return ChangeVarint(random, bytes, at);
    }

    public static byte[] ChangeType(Random random, byte[] bytes)
    {
        List<int> events = FindEvents(random, bytes);
        if (events.Count == 0)
        {
            return bytes;
        }

        byte[] changed = [.. bytes];
        changed[events[random.Next(events.Count)]] = (byte)(random.Next(8) == 0 ? random.Next(256) : random.Next(9, 52));
        return changed;
    }

    private static int Skip(byte[] bytes, int at) =>
        at >= bytes.Length ? at : at + Math.Max(1, Varint.TryRead(bytes.AsSpan(at), out _));

    // In place where it has room, so that the batch keeps its size; sometimes not.
    private static byte[] ChangeVarint(Random random, byte[] bytes, int at)
    {
        int length = Varint.TryRead(bytes.AsSpan(Math.Min(at, bytes.Length)), out ulong value);
        if (length <= 0)
        {
            return bytes;
        }

        ulong other = random.Next(6) switch
        {
            0 => value + 1,
            1 => value - 1,
            2 => value ^ (1UL << random.Next(64)),
            3 => (ulong)random.NextInt64(),
            4 => ulong.MaxValue >> random.Next(64),
            _ => (ulong)random.Next(4),
        };
        byte[] written = new byte[Varint.MaxLength];
        int n = 0;
        int wanted = random.Next(8) == 0 ? 1 : length;
        do
        {
            written[n] = (byte)(other & 0x7f);
            other >>= 7;
            n++;
        }
        while (random.Next(8) == 0 ? other != 0 && n < Varint.MaxLength : n < wanted);

        for (int i = 0; i < n - 1; i++)
        {
            written[i] |= 0x80;
        }

        return [.. bytes.AsSpan(0, at), .. written.AsSpan(0, n), .. bytes.AsSpan(at + length)];
    }

    private static List<Range> Find(byte[] bytes)
    {
        var batches = new List<Range>();
        int at = TraceHeader.Length;
        while (at < bytes.Length && BatchHeader.TryRead(bytes.AsSpan(at), out BatchHeader header) == ReadStatus.Done)
        {
            int end = at + header.Length + header.PayloadLength;
            if (end > bytes.Length)
            {
                break;
            }

            batches.Add(at..end);
            at = end;
        }

        return batches;
    }

    // Where the events of one batch begin.
    private static List<int> FindEvents(Random random, byte[] bytes)
    {
        var events = new List<int>();
        List<Range> batches = Find(bytes);
        if (batches.Count == 0)
        {
            return events;
        }

        Range batch = batches[random.Next(batches.Count)];
        BatchHeader.TryRead(bytes.AsSpan(batch), out BatchHeader header);
        int at = batch.Start.Value + header.Length;
        while (at < batch.End.Value && WireSpec.Of((WireType)bytes[at]) is { IsTimed: true } spec)
        {
            events.Add(at++);
            for (int i = 0; i < spec.NumberCount && at < batch.End.Value; i++)
            {
                at = Skip(bytes, at);
            }
        }

        return events;
    }
}
