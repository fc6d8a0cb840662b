using BenchmarkDotNet.Attributes;
using GoTrace.Benchmarks.Support;
using GoTrace.Parsing;
using GoTrace.Parsing.Text;
using GoTrace.Parsing.Wire;

namespace GoTrace.Benchmarks;

/// <summary>The bytes of a trace alone: the floor under everything else.</summary>
[MemoryDiagnoser]
public class WireBenchmarks
{
    private readonly List<(int Start, int End)> _batches = [];
    private readonly int[] _numbers = new int[256];
    private byte[] _bytes = [];
    private int _length;

    public static IEnumerable<TraceCase> Traces => TraceCase.Of("1.22", "1.27");

    [ParamsSource(nameof(Traces))]
    public TraceCase Trace { get; set; } = null!;

    [GlobalSetup]
    public void Setup()
    {
        _length = Trace.Bytes.Length;
        _bytes = [.. Trace.Bytes, .. new byte[Varint.Slack]];
        for (int type = 0; type < _numbers.Length; type++)
        {
            _numbers[type] = WireSpec.Of((WireType)type).NumberCount;
        }

        int position = TraceHeader.Length;
        while (BatchHeader.TryRead(_bytes.AsSpan(position, _length - position), out BatchHeader header) == ReadStatus.Done)
        {
            int start = position + header.Length;
            position = start + header.PayloadLength;
            if (header.PayloadLength > 0 && header.Experiment == 0 && WireSpec.Of((WireType)_bytes[start]).IsTimed)
            {
                _batches.Add((start, position));
            }
        }
    }

    /// <summary>The heads of all batches.</summary>
    [Benchmark]
    public int Batches()
    {
        int count = 0;
        int position = TraceHeader.Length;
        while (BatchHeader.TryRead(_bytes.AsSpan(position, _length - position), out BatchHeader header) == ReadStatus.Done)
        {
            position += header.Length + header.PayloadLength;
            count++;
        }

        return count;
    }

    /// <summary>Every number of the events' batches, not knowing what it is.</summary>
    [Benchmark]
    public ulong Varints()
    {
        ulong sum = 0;
        ref byte data = ref _bytes[0];
        foreach ((int start, int end) in _batches)
        {
            int position = start;
            int limit = end;
            while (position < limit)
            {
                sum += Varint.ReadUnchecked(ref data, ref position, ref limit);
            }
        }

        return sum;
    }

    /// <summary>Every event's type, time and arguments, as they stand there.</summary>
    [Benchmark]
    public ulong Events()
    {
        ulong sum = 0;
        ref byte data = ref _bytes[0];
        foreach ((int start, int end) in _batches)
        {
            int position = start;
            int limit = end;
            while (position < limit)
            {
                byte type = _bytes[position++];
                for (int n = _numbers[type]; n > 0; n--)
                {
                    sum += Varint.ReadUnchecked(ref data, ref position, ref limit);
                }
            }
        }

        return sum;
    }
}
