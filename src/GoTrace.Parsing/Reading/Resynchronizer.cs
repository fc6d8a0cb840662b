using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Reading;

/// <summary>
/// Finds where batches go on after a place that is none. A batch is believed if its head makes sense
/// and batches follow it: one, where the head has the form that Go's runtime gives it (a size of ten
/// bytes), three otherwise. Each byte is looked at a bounded number of times.
/// </summary>
internal static class Resynchronizer
{
    private const int ProofOfOtherWriters = 3;

    // Of a trace of unknown length nothing can be said about time; of one with a beginning, that it
    // lasts less than 13 days (in units of 64 ns).
    private const ulong LongestTrace = 1UL << 44;

    // Numbers of generations go up by one, or, where several recordings share a program, by a few.
    private const ulong FurthestGeneration = 1 << 16;

    internal enum Result
    {
        Found,
        NeedMore,
        NotThere,
    }

    /// <summary>What a batch has to be like.</summary>
    /// <param name="Generation">The least number; 0 if nothing is known.</param>
    /// <param name="Time">The time of the generation's beginning, in clock units; 0 if it is not known.</param>
    /// <param name="HasEndOfGeneration">Whether generations have an end mark.</param>
    internal readonly record struct Expectation(ulong Generation, ulong Time, bool HasEndOfGeneration);

    /// <summary>Looks for the next batch.</summary>
    /// <param name="buffer">The bytes there are.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="atEnd">Whether the input ends with the buffer.</param>
    /// <param name="expected">What it has to be like.</param>
    /// <param name="position">
    /// Where it begins; or, where more bytes are needed, where to go on from: nothing before is of use.
    /// </param>
    public static Result Find(ReadOnlySpan<byte> buffer, int from, bool atEnd, in Expectation expected, out int position)
    {
        position = from;
        while (position < buffer.Length)
        {
            int step = buffer[position..].IndexOfAny((byte)WireType.EventBatch, (byte)WireType.ExperimentalBatch);
            if (step < 0)
            {
                break;
            }

            position += step;
            Result result = Check(buffer, position, atEnd, expected);
            if (result != Result.NotThere)
            {
                return result;
            }

            position++;
        }

        position = buffer.Length;
        return atEnd ? Result.NotThere : Result.NeedMore;
    }

    private static Result Check(ReadOnlySpan<byte> buffer, int position, bool atEnd, in Expectation expected)
    {
        int followers = 0;
        bool isPadded = false;
        while (true)
        {
            ReadStatus status = BatchHeader.TryRead(buffer[position..], out BatchHeader header);
            if (status == ReadStatus.NeedMore)
            {
                // At the end of a cut file what comes before the cut has to do.
                return !atEnd ? Result.NeedMore : isPadded ? Result.Found : Result.NotThere;
            }

            if (status == ReadStatus.Malformed || !IsPlausible(header, expected))
            {
                return Result.NotThere;
            }

            if (header.IsEndOfGeneration && isPadded)
            {
                return Result.Found;
            }

            isPadded |= header.IsPadded;
            if (followers == (isPadded ? 1 : ProofOfOtherWriters))
            {
                return Result.Found;
            }

            followers++;
            position += header.Length + header.PayloadLength;
            if (position >= buffer.Length)
            {
                return !atEnd ? Result.NeedMore : position == buffer.Length || isPadded ? Result.Found : Result.NotThere;
            }
        }
    }

    private static bool IsPlausible(in BatchHeader header, in Expectation expected)
    {
        if (header.IsEndOfGeneration)
        {
            return expected.HasEndOfGeneration;
        }

        return header.Generation != 0
            && header.Generation >= expected.Generation
            && header.Generation - expected.Generation <= FurthestGeneration
            && (expected.Time == 0 || header.Time - (expected.Time - Math.Min(expected.Time, 1 << 24)) < LongestTrace);
    }
}
