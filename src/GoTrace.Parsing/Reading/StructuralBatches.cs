using GoTrace.Parsing.Tables;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Reading;

/// <summary>
/// Takes the batches of a generation apart by what they carry: strings, stacks, CPU samples, clock
/// data, experiments; the rest are events, which stay bytes.
/// </summary>
internal static class StructuralBatches
{
    private const int MaxStringLength = 1 << 10; // Go: tracev2.MaxEventTrailerDataSize
    private const int MaxFrames = 128; // Go: tracev2.MaxFramesPerStack
    private const WireType FirstExperimental = WireType.Span - 1; // Go: tracev2.EvExperimental, which is no event

    /// <summary>Files one batch under what it carries.</summary>
    /// <param name="data">The generation.</param>
    /// <param name="traceHeader">The version.</param>
    /// <param name="options">The limits.</param>
    /// <param name="buffer">The bytes that <paramref name="start"/> counts from.</param>
    /// <param name="header">The batch's head.</param>
    /// <param name="start">Where its payload begins.</param>
    /// <exception cref="TraceFormatException">The batch is broken.</exception>
    public static void Add(
        GenerationData data, TraceHeader traceHeader, TraceReaderOptions options, ReadOnlySpan<byte> buffer, in BatchHeader header, int start)
    {
        int end = start + header.PayloadLength;
        if (data.MinTime == 0 || header.Time < data.MinTime)
        {
            data.MinTime = header.Time;
        }

        data.EndsWithStrings = false;
        if (header.Experiment != 0)
        {
            if (data.ExperimentalBatches.Count >= options.MaxExperimentalBatches)
            {
                throw Beyond(data, start, "experimental batches", options.MaxExperimentalBatches, nameof(options.MaxExperimentalBatches));
            }

            data.ExperimentalBatches.Add(new GenerationData.RawExperimentalBatch
            {
                Experiment = header.Experiment,
                Thread = header.Thread,
                Start = start,
                Length = header.PayloadLength,
            });
            return;
        }

        WireType first = header.PayloadLength == 0 ? WireType.None : (WireType)buffer[start];
        var cursor = new Cursor(data, buffer, start + 1, end);
        switch (first)
        {
            case WireType.Strings:
                data.EndsWithStrings = true;
                ReadStrings(ref cursor, options);
                break;
            case WireType.Stacks:
                ReadStacks(ref cursor, options);
                break;
            case WireType.CpuSamples:
                ReadSamples(ref cursor);
                break;
            case WireType.Frequency when !traceHeader.HasSync:
                cursor.Back();
                ReadClock(ref cursor, header.Time, snapshots: false);
                break;
            case WireType.Sync when traceHeader.HasSync:
                ReadClock(ref cursor, header.Time, snapshots: true);
                break;
            case WireType.EndOfGeneration:
                throw cursor.Fail(TraceFormatError.BadBatch, "an end-of-generation mark inside a batch");
            case > WireType.EndOfGeneration and < FirstExperimental when traceHeader.IsNewerThanKnown:
                data.UnknownBatch = first; // no event of a thread has such a type
                break;
            default:
                if (data.ThreadCountWith(header.Thread) > options.MaxThreads)
                {
                    data.MissThreads();
                    throw Beyond(data, start, "threads", options.MaxThreads, nameof(options.MaxThreads));
                }

                data.AddEventBatch(header.Thread, header.Time, start, end);
                break;
        }
    }

    private static TraceFormatException Beyond(GenerationData data, int position, string what, int limit, string option) => new(
        TraceFormatError.LimitExceeded, $"the generation has more than {limit} {what} ({option})", data.Offset + position, data.Number);

    private static void ReadStrings(ref Cursor cursor, TraceReaderOptions options)
    {
        while (!cursor.AtEnd)
        {
            if (cursor.Data.Tables.Strings.RawCount >= options.MaxStrings)
            {
                throw Beyond(cursor.Data, cursor.Position, "strings", options.MaxStrings, nameof(options.MaxStrings));
            }

            cursor.Expect(WireType.String, "a string");
            ulong id = cursor.Varint("a string's id");
            ulong length = cursor.Varint("a string's length");
            if (length > MaxStringLength)
            {
                throw cursor.Fail(TraceFormatError.BadTable, $"a string of {length} bytes, where at most {MaxStringLength} are allowed");
            }

            cursor.Data.Tables.Strings.AddRaw(id, cursor.Skip((int)length, "a string"), (int)length);
        }
    }

    private static void ReadStacks(ref Cursor cursor, TraceReaderOptions options)
    {
        StackTable stacks = cursor.Data.Tables.Stacks;
        while (!cursor.AtEnd)
        {
            cursor.Expect(WireType.Stack, "a stack");
            ulong id = cursor.Varint("a stack's id");
            ulong frames = cursor.Varint("a stack's length");
            if (frames > MaxFrames)
            {
                throw cursor.Fail(TraceFormatError.BadTable, $"a stack of {frames} frames, where at most {MaxFrames} are allowed");
            }

            if (stacks.RawCount >= options.MaxStacks)
            {
                throw Beyond(cursor.Data, cursor.Position, "stacks", options.MaxStacks, nameof(options.MaxStacks));
            }

            if (stacks.FrameCount + (int)frames > options.MaxFrames)
            {
                throw Beyond(cursor.Data, cursor.Position, "distinct stack frames", options.MaxFrames, nameof(options.MaxFrames));
            }

            stacks.BeginStack();
            for (ulong i = 0; i < frames; i++)
            {
                ulong address = cursor.Varint("a frame's address");
                ulong function = cursor.Varint("a frame's function");
                ulong file = cursor.Varint("a frame's file");
                stacks.AddFrame(address, function, file, cursor.Varint("a frame's line"));
            }

            stacks.EndStack(id);
        }
    }

    private static void ReadSamples(ref Cursor cursor)
    {
        while (!cursor.AtEnd)
        {
            cursor.Expect(WireType.CpuSample, "a CPU sample");
            var sample = new GenerationData.CpuSample
            {
                At = (long)cursor.Varint("a sample's time"),
                Thread = (long)cursor.Varint("a sample's thread"),
                Processor = (long)cursor.Varint("a sample's processor"),
                Goroutine = (long)cursor.Varint("a sample's goroutine"),
                Stack = cursor.Varint("a sample's stack"),
            };
            if (sample.Goroutine == 0)
            {
                sample.Goroutine = TraceEvent.NoId;
            }

            cursor.Data.Samples.Add(sample);
        }
    }

    private static void ReadClock(ref Cursor cursor, ulong batchTime, bool snapshots)
    {
        GenerationData data = cursor.Data;
        ulong time = batchTime;
        while (!cursor.AtEnd)
        {
            WireType type = cursor.Type();
            if (type == WireType.Frequency)
            {
                if (data.Frequency != 0)
                {
                    throw cursor.Fail(TraceFormatError.BadClock, "a second clock frequency");
                }

                data.Frequency = cursor.Varint("the clock's frequency");
                if (data.Frequency == 0)
                {
                    throw cursor.Fail(TraceFormatError.BadClock, "a clock frequency of 0");
                }
            }
            else if (type == WireType.ClockSnapshot && snapshots)
            {
                if (data.HasClock)
                {
                    throw cursor.Fail(TraceFormatError.BadClock, "a second clock snapshot");
                }

                data.HasClock = true;
                time += cursor.Varint("a clock snapshot's time");
                data.ClockTime = time;
                data.ClockMonotonic = cursor.Varint("a clock snapshot's monotonic time");
                data.ClockSeconds = cursor.Varint("a clock snapshot's seconds");
                data.ClockNanoseconds = cursor.Varint("a clock snapshot's nanoseconds");
            }
            else
            {
                throw cursor.Fail(TraceFormatError.BadClock, $"expected clock data, found event type {(byte)type}");
            }
        }
    }

    /// <summary>Reads forward through one batch, and knows where in the file it is.</summary>
    private ref struct Cursor
    {
        public readonly GenerationData Data;
        private readonly ReadOnlySpan<byte> _buffer;
        private readonly int _end;
        private int _position;

        public Cursor(GenerationData data, ReadOnlySpan<byte> buffer, int position, int end)
        {
            Data = data;
            _buffer = buffer;
            _position = position;
            _end = end;
        }

        public readonly bool AtEnd => _position >= _end;

        public readonly int Position => _position;

        public void Back() => _position--;

        public WireType Type() => (WireType)_buffer[_position++];

        public void Expect(WireType type, string what)
        {
            WireType found = Type();
            if (found != type)
            {
                _position--;
                throw Fail(TraceFormatError.BadTable, $"expected {what} (event type {(byte)type}), found event type {(byte)found}");
            }
        }

        public ulong Varint(string what)
        {
            int n = Wire.Varint.TryRead(_buffer[_position.._end], out ulong value);
            if (n <= 0)
            {
                throw Fail(TraceFormatError.BadTable, n == 0 ? $"the batch ends within {what}" : $"{what} is no varint");
            }

            _position += n;
            return value;
        }

        public int Skip(int length, string what)
        {
            if (length > _end - _position)
            {
                throw Fail(TraceFormatError.BadTable, $"the batch ends within {what}: {length} bytes wanted, {_end - _position} there");
            }

            int start = _position;
            _position += length;
            return start;
        }

        public readonly TraceFormatException Fail(TraceFormatError code, string detail) =>
            new(code, detail, Data.Offset + _position, Data.Number);
    }
}
