using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Legacy;

/// <summary>
/// Goes once through the bytes of a v1 trace: checks that every event is whole, notes which runs of
/// them belong to which processor, and takes out what stands among them.
/// </summary>
/// <remarks>
/// Plain events are only stepped over here. What is not plain is in the other file of this type.
/// </remarks>
internal ref partial struct LegacyScan
{
    private const int Window = 64;

    // How many bytes between two looks at the token: a batch may be of any length.
    private const int LookStride = 1 << 20;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly GenerationData _data;
    private readonly LegacyIndex _index;
    private readonly LegacyFormat _format;
    private readonly TraceReaderOptions _options;
    private readonly CancellationToken _cancellation;
    private TraceFormatException? _fault;
    private Numbers _numbers; // of the event at hand
    private int _runStart; // of the events not yet noted
    private bool _hasBatch;
    private bool _goesOn; // a part of the batch was noted
    private long _processor;
    private ulong _batchTicks;
    private long _batchSequence;
    private ulong _ticks; // of the last event; kept for 1.5 only

    public LegacyScan(
        ReadOnlySpan<byte> bytes, GenerationData data, LegacyIndex index, TraceReaderOptions options, CancellationToken cancellation)
    {
        _options = options;
        _bytes = bytes;
        _data = data;
        _index = index;
        _format = index.Format;
        _cancellation = cancellation;
    }

    /// <summary>How far the bytes are whole events.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes of events before the first batch: nothing says whose they are.</summary>
    public long UnownedBytes { get; private set; }

    /// <summary>Where the first of them is.</summary>
    public int FirstUnowned { get; private set; }

    /// <summary>Goes through the bytes.</summary>
    /// <returns>What ended it before their end, or null.</returns>
    public TraceFormatException? Run()
    {
        int position = 0;
        int lookAt = 0;
        int fast = _bytes.Length - Varint.Slack;
        int limit = _format.IsSequenced || _options.PlainOrdering ? -1 : fast;
        bool inTail = false;
        while (position < _bytes.Length)
        {
            if (position >= lookAt)
            {
                _cancellation.ThrowIfCancellationRequested();
                lookAt = position + Math.Min(LookStride, int.MaxValue - position);
            }

            position = StepOver(position, Math.Min(limit, lookAt));
            if (position > fast && !inTail)
            {
                CloseRun(position);
                _runStart = position;
                _index.TailStart = position;
                inTail = true;
            }

            Position = position;
            if (position < _bytes.Length && !TakeOne(ref position))
            {
                break;
            }
        }

        Position = _fault is null ? position : Position;
        if (!inTail)
        {
            _index.TailStart = Position;
        }

        CloseRun(Position);
        return _fault;
    }

    // Steps over plain events up to one that is not, or whose numbers are uncommonly long, or to a
    // limit behind which a varint's room may be read. Where all of a window is before it, the ends of
    // its varints are found at once.
    private readonly int StepOver(int position, int limit)
    {
        ref byte data = ref MemoryMarshal.GetReference(_bytes);
        ref byte shapes = ref MemoryMarshal.GetReference(_format.Shapes);
        ref byte counts = ref MemoryMarshal.GetReference(_format.Counts);
        while (position <= limit - Window)
        {
            ref byte window = ref Unsafe.Add(ref data, position);
            ulong ends = WindowEnds(ref window);
            int at = 0;
            while (at < Window - 1)
            {
                uint first = Unsafe.Add(ref window, at);
                uint shape = Unsafe.Add(ref shapes, first);
                ulong left = ends >> (at + 1);
                if (shape is 1 or 2 or 3)
                {
                    if (shape > 1)
                    {
                        left &= left - 1;
                        if (shape > 2)
                        {
                            left &= left - 1;
                        }
                    }

                    int last = BitOperations.TrailingZeroCount(left);
                    if (last >= Varint.MaxLength - 1)
                    {
                        break;
                    }

                    at += 2 + last;
                }
                else if (shape == LegacyFormat.Prefixed)
                {
                    uint length = Unsafe.Add(ref window, at + 1);
                    uint count = Unsafe.Add(ref counts, first & 63);
                    if (length - count > Varint.MaxLength - 2 || length > 16 || at + 2 + (int)length > Window)
                    {
                        break;
                    }

                    ulong numbers = (left >> 1) & (uint.MaxValue >> (int)(32 - length));
                    if (BitOperations.PopCount(numbers) != count || numbers >> (int)(length - 1) != 1)
                    {
                        break;
                    }

                    at += 2 + (int)length;
                }
                else
                {
                    return position + at;
                }
            }

            if (at == 0)
            {
                return position;
            }

            position += at;
        }

        return StepOverLast(position, limit);
    }

    private readonly int StepOverLast(int position, int limit)
    {
        ref byte data = ref MemoryMarshal.GetReference(_bytes);
        ref byte shapes = ref MemoryMarshal.GetReference(_format.Shapes);
        ref byte counts = ref MemoryMarshal.GetReference(_format.Counts);
        while (position <= limit)
        {
            uint first = Unsafe.Add(ref data, position);
            uint shape = Unsafe.Add(ref shapes, first);
            if (shape is 1 or 2 or 3)
            {
                uint ends = Ends(ref Unsafe.Add(ref data, position + 1));
                if (shape > 1)
                {
                    ends &= ends - 1;
                    if (shape > 2)
                    {
                        ends &= ends - 1;
                    }
                }

                // Below ten bytes no varint among them can be broken.
                int last = BitOperations.TrailingZeroCount(ends);
                if (last >= Varint.MaxLength - 1)
                {
                    return position;
                }

                position += 2 + last;
            }
            else if (shape == LegacyFormat.Prefixed)
            {
                uint length = Unsafe.Add(ref data, position + 1);
                uint count = Unsafe.Add(ref counts, first & 63);
                if (length - count > Varint.MaxLength - 2 || length > 16)
                {
                    return position;
                }

                uint ends = Ends(ref Unsafe.Add(ref data, position + 2)) & (uint.MaxValue >> (int)(32 - length));
                if (BitOperations.PopCount(ends) != count || ends >> (int)(length - 1) != 1)
                {
                    return position;
                }

                position += 2 + (int)length;
            }
            else
            {
                return position;
            }
        }

        return position;
    }

    // A bit for each byte of a window with which a varint ends.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WindowEnds(ref byte data) => ~(
        Vector256.LoadUnsafe(ref data).ExtractMostSignificantBits()
        | ((ulong)Vector256.LoadUnsafe(ref data, 32).ExtractMostSignificantBits() << 32));

    // A bit for each of 16 bytes with which a varint ends.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Ends(ref byte data) => ~Vector128.LoadUnsafe(ref data).ExtractMostSignificantBits() & 0xffff;

    // Notes the events from where the last ones noted end: one run of one processor.
    private void CloseRun(int end)
    {
        if (end > _runStart && !_hasBatch)
        {
            FirstUnowned = UnownedBytes == 0 ? _runStart : FirstUnowned;
            UnownedBytes += end - _runStart;
        }
        else if (end > _runStart)
        {
            _data.AddEventBatch(_processor, _goesOn ? LegacyIndex.GoesOn : _batchTicks, 0, _runStart, end);
            if (_format.IsSequenced)
            {
                _index.Sequences.Add(_batchSequence);
            }

            _goesOn = true;
        }

        _runStart = end;
    }
}
