using GoTrace.Shared;

namespace GoTrace.Soak;

/// <summary>
/// A trace of any length that lies nowhere: one generation of a real one (Go 1.22 to 1.25), again and again, each
/// time later. Its numbers go up by two, as those of recordings that are apart do, so that each stands for itself.
/// </summary>
internal sealed class RepeatedTrace : InputStream
{
    private const int HeaderLength = 16;
    private const int Padded = 10; // bytes of a number that is written anew each time

    private readonly byte[] _round; // the batches, with room for their numbers
    private readonly List<(int At, ulong Time)> _times = [];
    private readonly List<int> _generations = [];
    private readonly ulong _span;
    private byte[] _now;
    private int _given;
    private long _rounds;

    public RepeatedTrace(byte[] trace, long rounds)
    {
        Rounds = rounds;
        _now = trace[..HeaderLength];
        using var round = new MemoryStream();
        ulong first = ulong.MaxValue;
        ulong last = 0;
        for (int at = HeaderLength; at < trace.Length;)
        {
            if (trace[at] != 1)
            {
                throw new InvalidDataException("The trace has more than batches of events: experiments, or an end mark.");
            }

            at++;
            if (Read(trace, ref at) != 1)
            {
                throw new InvalidDataException("The trace has more than one generation.");
            }

            ulong thread = Read(trace, ref at);
            ulong time = Read(trace, ref at);
            int size = (int)Read(trace, ref at);
            if (size > 0 && trace[at] == 6)
            {
                throw new InvalidDataException("The trace has CPU samples, whose times stand among their numbers.");
            }

            (first, last) = (Math.Min(first, time), Math.Max(last, time));
            round.WriteByte(1);
            _generations.Add((int)round.Position);
            round.Position += Padded;
            Write(round, thread);
            _times.Add(((int)round.Position, time));
            round.Position += Padded;
            Write(round, (ulong)size);
            round.Write(trace, at, size);
            at += size;
        }

        _round = round.ToArray();
        _span = last - first + 1_000_000;
    }

    public long Rounds { get; }

    public override int Read(Span<byte> buffer)
    {
        if (_given == _now.Length)
        {
            if (_rounds == Rounds)
            {
                return 0;
            }

            Begin(_rounds++);
        }

        int n = Math.Min(buffer.Length, _now.Length - _given);
        _now.AsSpan(_given, n).CopyTo(buffer);
        _given += n;
        return n;
    }

    private void Begin(long round)
    {
        foreach (int at in _generations)
        {
            WritePadded(_round.AsSpan(at, Padded), (2 * (ulong)round) + 1);
        }

        foreach ((int at, ulong time) in _times)
        {
            WritePadded(_round.AsSpan(at, Padded), time + ((ulong)round * _span));
        }

        _now = _round;
        _given = 0;
    }

    private static ulong Read(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = bytes[at++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }

    private static void Write(MemoryStream to, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            to.WriteByte((byte)(value | 0x80));
        }

        to.WriteByte((byte)value);
    }

    private static void WritePadded(Span<byte> to, ulong value)
    {
        for (int i = 0; i < Padded; i++)
        {
            to[i] = (byte)((value & 0x7f) | (i < Padded - 1 ? 0x80UL : 0));
            value >>= 7;
        }
    }
}
