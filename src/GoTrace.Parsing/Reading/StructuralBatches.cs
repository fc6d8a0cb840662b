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
    /// <param name="start">Where its payload begins in <paramref name="buffer"/>.</param>
    /// <param name="place">Where its payload begins in the generation: events are filed under this.</param>
    /// <returns>What is wrong with it, if something is; what stands before that is filed all the same.</returns>
    public static TraceFormatException? Add(
        GenerationData data,
        TraceHeader traceHeader,
        TraceReaderOptions options,
        ReadOnlySpan<byte> buffer,
        in BatchHeader header,
        int start,
        int place)
    {
        if (data.MinTime == 0 || header.Time < data.MinTime)
        {
            data.MinTime = header.Time;
        }

        data.EndsWithStrings = false;
        int end = start + header.PayloadLength;
        var cursor = new BatchCursor(data, buffer, start, end);
        if (header.Experiment != 0)
        {
            AddExperimental(ref cursor, options, header, start);
            return cursor.Fault;
        }

        WireType first = cursor.AtEnd ? WireType.None : cursor.Type();
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
                cursor.Fail(TraceFormatError.BadBatch, "an end-of-generation mark inside a batch");
                break;
            case > WireType.EndOfGeneration and < FirstExperimental when traceHeader.IsNewerThanKnown:
                data.UnknownBatch = first; // no event of a thread has such a type
                break;
            default:
                AddEvents(ref cursor, options, header, place);
                break;
        }

        return cursor.Fault;
    }

    /// <summary>Whether such a batch is read out of its bytes later, too: they have to stay.</summary>
    public static bool HasTexts(in BatchHeader header, ReadOnlySpan<byte> payload) =>
        header.Experiment != 0 || payload is [(byte)WireType.Strings, ..];

    private static void AddEvents(ref BatchCursor cursor, TraceReaderOptions options, in BatchHeader header, int place)
    {
        GenerationData data = cursor.Data;
        if (data.ThreadCountWith(header.Thread) > options.MaxThreads)
        {
            data.MissThreads();
            cursor.FailBeyond("threads", options.MaxThreads, nameof(options.MaxThreads));
            return;
        }

        data.AddEventBatch(header.Thread, header.Time, header.Length, place, place + header.PayloadLength);
    }

    private static void AddExperimental(ref BatchCursor cursor, TraceReaderOptions options, in BatchHeader header, int start)
    {
        if (cursor.Data.ExperimentalBatches.Count >= options.MaxExperimentalBatches)
        {
            cursor.FailBeyond("experimental batches", options.MaxExperimentalBatches, nameof(options.MaxExperimentalBatches));
            return;
        }

        cursor.Data.ExperimentalBatches.Add(new GenerationData.RawExperimentalBatch
        {
            Experiment = header.Experiment,
            Thread = header.Thread,
            Start = start,
            Length = header.PayloadLength,
        });
    }

    private static void ReadStrings(ref BatchCursor cursor, TraceReaderOptions options)
    {
        StringTable strings = cursor.Data.Tables.Strings;
        while (!cursor.AtEnd)
        {
            if (strings.RawCount >= options.MaxStrings)
            {
                cursor.FailBeyond("strings", options.MaxStrings, nameof(options.MaxStrings));
                return;
            }

            cursor.Expect(WireType.String, "a string");
            ulong id = cursor.Varint("a string's id");
            ulong length = cursor.Varint("a string's length");
            if (length > MaxStringLength)
            {
                cursor.Fail(TraceFormatError.BadTable, $"a string of {length} bytes, where at most {MaxStringLength} are allowed");
                return;
            }

            int at = cursor.Skip((int)length, "a string");
            if (cursor.Fault is null)
            {
                strings.AddRaw(id, at, (int)length);
            }
        }
    }

    private static void ReadStacks(ref BatchCursor cursor, TraceReaderOptions options)
    {
        StackTable stacks = cursor.Data.Tables.Stacks;
        while (!cursor.AtEnd)
        {
            cursor.Expect(WireType.Stack, "a stack");
            ulong id = cursor.Varint("a stack's id");
            ulong frames = cursor.Varint("a stack's length");
            if (frames > MaxFrames)
            {
                cursor.Fail(TraceFormatError.BadTable, $"a stack of {frames} frames, where at most {MaxFrames} are allowed");
                return;
            }

            if (stacks.RawCount >= options.MaxStacks)
            {
                cursor.FailBeyond("stacks", options.MaxStacks, nameof(options.MaxStacks));
                return;
            }

            if (stacks.FrameCount + (int)frames > options.MaxFrames)
            {
                cursor.FailBeyond("distinct stack frames", options.MaxFrames, nameof(options.MaxFrames));
                return;
            }

            stacks.BeginStack();
            for (ulong i = 0; i < frames && cursor.Fault is null; i++)
            {
                ulong address = cursor.Varint("a frame's address");
                ulong function = cursor.Varint("a frame's function");
                ulong file = cursor.Varint("a frame's file");
                ulong line = cursor.Varint("a frame's line");
                if (cursor.Fault is null)
                {
                    stacks.AddFrame(address, function, file, line);
                }
            }

            if (cursor.Fault is null)
            {
                stacks.EndStack(id);
            }
        }
    }

    private static void ReadSamples(ref BatchCursor cursor)
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

            if (cursor.Fault is null)
            {
                cursor.Data.Samples.Add(sample);
            }
        }
    }

    private static void ReadClock(ref BatchCursor cursor, ulong batchTime, bool snapshots)
    {
        GenerationData data = cursor.Data;
        while (!cursor.AtEnd)
        {
            WireType type = cursor.Type();
            if (type == WireType.Frequency)
            {
                if (data.Frequency != 0)
                {
                    cursor.Fail(TraceFormatError.BadClock, "a second clock frequency");
                    return;
                }

                data.Frequency = cursor.Varint("the clock's frequency");
                if (data.Frequency == 0)
                {
                    cursor.Fail(TraceFormatError.BadClock, "a clock frequency of 0");
                }
            }
            else if (type == WireType.ClockSnapshot && snapshots)
            {
                ReadSnapshot(ref cursor, batchTime);
            }
            else
            {
                cursor.Fail(TraceFormatError.BadClock, $"expected clock data, found event type {(byte)type}");
            }
        }
    }

    private static void ReadSnapshot(ref BatchCursor cursor, ulong batchTime)
    {
        GenerationData data = cursor.Data;
        if (data.HasClock)
        {
            cursor.Fail(TraceFormatError.BadClock, "a second clock snapshot");
            return;
        }

        ulong time = batchTime + cursor.Varint("a clock snapshot's time");
        ulong monotonic = cursor.Varint("a clock snapshot's monotonic time");
        ulong seconds = cursor.Varint("a clock snapshot's seconds");
        ulong nanoseconds = cursor.Varint("a clock snapshot's nanoseconds");
        if (cursor.Fault is null)
        {
            data.HasClock = true;
            data.ClockTime = time;
            data.ClockMonotonic = monotonic;
            data.ClockSeconds = seconds;
            data.ClockNanoseconds = nanoseconds;
        }
    }
}
