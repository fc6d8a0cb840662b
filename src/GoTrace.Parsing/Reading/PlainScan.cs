using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Reading;

/// <summary>
/// Goes through the batches of a generation that has no fault, and keeps of its bytes only the texts. At
/// the first thing that is not as it must be it gives up: <see cref="GenerationScan"/> then makes of the
/// generation what can be made of it.
/// </summary>
internal sealed class PlainScan
{
    private readonly GenerationData _data;
    private readonly TraceHeader _header;
    private readonly TraceReaderOptions _options;
    private readonly long _maxBytes;

    public PlainScan(GenerationData data, TraceHeader header, TraceReaderOptions options)
    {
        _data = data;
        _header = header;
        _options = options;
        _maxBytes = Math.Min(options.MaxGenerationBytes, Array.MaxLength - (16L << 20));
    }

    internal enum Result
    {
        NeedMore,
        Done,
        NotPlain,
    }

    /// <summary>How many of the generation's bytes were taken in.</summary>
    public int Position { get; private set; }

    /// <summary>How many bytes of texts the generation's buffer holds.</summary>
    public int Kept { get; private set; }

    /// <summary>Whether nothing can follow this generation.</summary>
    public bool IsLast { get; private set; }

    /// <summary>Takes in what there is.</summary>
    /// <param name="window">The bytes that follow those that were taken in.</param>
    /// <param name="atEnd">Whether the input ends with them.</param>
    /// <param name="taken">How many of them were taken in now.</param>
    public Result Continue(ReadOnlySpan<byte> window, bool atEnd, out int taken)
    {
        int before = Position;
        Result result;
        do
        {
            result = Next(window[(Position - before)..], atEnd, out bool isOver);
            if (isOver)
            {
                break;
            }
        }
        while (result == Result.Done);
        taken = Position - before;
        return result;
    }

    // Takes in a batch. Done means that it was, or that the generation is over.
    private Result Next(ReadOnlySpan<byte> rest, bool atEnd, out bool isOver)
    {
        isOver = false;
        Result more = atEnd ? Result.NotPlain : Result.NeedMore;
        bool isBegun = _data.Number != 0;
        if (rest.IsEmpty && atEnd && isBegun && !_header.HasEndOfGeneration)
        {
            IsLast = true;
            isOver = true;
            return Result.Done;
        }

        ReadStatus status = BatchHeader.TryRead(rest, out BatchHeader header);
        if (status != ReadStatus.Done)
        {
            return status == ReadStatus.NeedMore ? more : Result.NotPlain;
        }

        int whole = header.Length + header.PayloadLength;
        if (header.IsEndOfGeneration)
        {
            isOver = true;
            Position += header.Length;
            return isBegun && _header.HasEndOfGeneration ? Result.Done : Result.NotPlain;
        }

        if (isBegun && header.Generation != _data.Number)
        {
            isOver = true;
            return IsNextGeneration(rest, header, whole) switch
            {
                ReadStatus.Done => Result.Done,
                ReadStatus.NeedMore => more,
                _ => Result.NotPlain,
            };
        }

        if (rest.Length < whole)
        {
            return more;
        }

        return header.Generation == 0 || Position + (long)whole > _maxBytes ? Result.NotPlain : Add(header, rest[..whole]);
    }

    // Up to Go 1.25 only the next one's first batch tells that a generation is over; a single one among
    // this one's own is a broken one.
    private ReadStatus IsNextGeneration(ReadOnlySpan<byte> rest, in BatchHeader header, int whole)
    {
        if (_header.HasEndOfGeneration || header.Generation == 0 || header.Generation != unchecked(_data.Number + 1))
        {
            return ReadStatus.Malformed;
        }

        if (rest.Length <= whole)
        {
            return ReadStatus.NeedMore;
        }

        ReadStatus status = BatchHeader.TryRead(rest[whole..], out BatchHeader after);
        bool isOwn = status == ReadStatus.Done && !after.IsEndOfGeneration && after.Generation == _data.Number;
        return isOwn ? ReadStatus.Malformed : status == ReadStatus.NeedMore ? status : ReadStatus.Done;
    }

    private Result Add(in BatchHeader header, ReadOnlySpan<byte> batch)
    {
        ReadOnlySpan<byte> buffer = batch;
        int start = header.Length;
        if (StructuralBatches.HasTexts(header, batch[start..]))
        {
            byte[] kept = _data.Buffer(Kept + header.PayloadLength, Kept);
            batch[start..].CopyTo(kept.AsSpan(Kept));
            buffer = kept;
            start = Kept;
            Kept += header.PayloadLength;
        }

        _data.Number = header.Generation;
        TraceFormatException? fault = StructuralBatches.Add(
            _data, _header, _options, buffer, header, start, Position + header.Length);
        Position += batch.Length;
        return fault is null ? Result.Done : Result.NotPlain;
    }
}
