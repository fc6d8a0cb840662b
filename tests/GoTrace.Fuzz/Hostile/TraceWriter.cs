using System.Text;
using GoTrace.Parsing;

namespace GoTrace.Fuzz.Hostile;

/// <summary>Writes traces of Go 1.22 and later as Go's runtime does, or nearly.</summary>
internal sealed class TraceWriter : IDisposable
{
    private readonly MemoryStream _trace = new();
    private readonly MemoryStream _payload = new();

    public TraceWriter(int minor)
    {
        Minor = minor;
        _trace.Write(Encoding.ASCII.GetBytes($"go 1.{minor} trace\0\0\0"));
    }

    public int Minor { get; }

    public long Length => _trace.Length + _payload.Length;

    /// <summary>Bytes in the batch at hand.</summary>
    public long PayloadLength => _payload.Length;

    public byte[] ToArray() => _trace.ToArray();

    public void Dispose()
    {
        _trace.Dispose();
        _payload.Dispose();
    }

    /// <summary>An event, or an entry of a table: its type and its numbers.</summary>
    public TraceWriter Put(WireType type, params ReadOnlySpan<ulong> numbers)
    {
        _payload.WriteByte((byte)type);
        foreach (ulong number in numbers)
        {
            Varint(_payload, number);
        }

        return this;
    }

    public TraceWriter String(ulong id, ReadOnlySpan<byte> text)
    {
        Put(WireType.String, id, (ulong)text.Length);
        _payload.Write(text);
        return this;
    }

    /// <summary>Ends the batch at hand.</summary>
    public TraceWriter Batch(ulong generation, ulong thread, ulong time, byte? experiment = null)
    {
        _trace.WriteByte((byte)(experiment is null ? WireType.EventBatch : WireType.ExperimentalBatch));
        if (experiment is { } number)
        {
            _trace.WriteByte(number);
        }

        Varint(_trace, generation);
        Varint(_trace, thread);
        Varint(_trace, time);
        Varint(_trace, (ulong)_payload.Length);
        _payload.WriteTo(_trace);
        _payload.SetLength(0);
        return this;
    }

    /// <summary>The batch that every generation has: the clock.</summary>
    public TraceWriter Clock(ulong generation, ulong time)
    {
        if (Minor >= 25)
        {
            Put(WireType.Sync);
            Put(WireType.Frequency, 15_625_000);
            Put(WireType.ClockSnapshot, 0, 1, 1, 1);
        }
        else
        {
            Put(WireType.Frequency, 15_625_000);
        }

        return Batch(generation, ulong.MaxValue, time);
    }

    public TraceWriter End()
    {
        if (Minor >= 26)
        {
            _trace.WriteByte((byte)WireType.EndOfGeneration);
        }

        return this;
    }

    public TraceWriter Raw(params ReadOnlySpan<byte> bytes)
    {
        _trace.Write(bytes);
        return this;
    }

    private static void Varint(Stream to, ulong value)
    {
        while (value >= 0x80)
        {
            to.WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        to.WriteByte((byte)value);
    }
}
