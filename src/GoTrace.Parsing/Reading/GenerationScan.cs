using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Reading;

/// <summary>
/// Goes through the batches of one generation as its bytes arrive. Where they can't be followed it
/// searches for the next batch, and notes what was lost.
/// </summary>
internal sealed class GenerationScan
{
    // A batch has at least this many bytes: fewer can't have held one.
    private const int LeastBatch = 5;

    // How far a lost batch is searched for while the generation stays in memory.
    private const int SearchWindow = 4 << 20;

    // How many batches between two looks at the token, and how many bytes.
    private const int CancellationStride = 1024;
    private const int CancellationBytes = 1 << 20;

    private readonly GenerationData _data;
    private readonly TraceHeader _header;
    private readonly TraceReaderOptions _options;
    private readonly GenerationPlace _place;
    private readonly int _searchWindow;
    private readonly long _maxBytes;
    private readonly CancellationToken _cancellationToken;
    private TraceFormatException? _fault; // that is searched past
    private int _lookAt;
    private int _holeStart;
    private int _searchFrom = -1; // −1 when nothing is searched
    private int _lastBatch = -1; // where the batch before begins
    private int _sinceLook;

    public GenerationScan(
        GenerationData data,
        TraceHeader header,
        TraceReaderOptions options,
        GenerationPlace place,
        bool searchesWithin,
        CancellationToken cancellationToken)
    {
        _data = data;
        _header = header;
        _options = options;
        _place = place;
        _searchWindow = searchesWithin ? SearchWindow : 0;
        _maxBytes = Math.Min(options.MaxGenerationBytes, Array.MaxLength - (16L << 20));
        _cancellationToken = cancellationToken;
    }

    /// <summary>Everything before it, counted from the generation's beginning, has been taken in.</summary>
    public int Position { get; private set; }

    /// <summary>What the source of the bytes stopped at.</summary>
    public TraceFormatException? SourceFault { get; set; }

    /// <summary>Whether the input ended before the generation began.</summary>
    public bool Empty { get; private set; }

    /// <summary>Whether nothing can follow this generation.</summary>
    public bool IsLast { get; private set; }

    /// <summary>Whether what follows is not read, but is still to be counted.</summary>
    public bool CountsRest { get; private set; }

    /// <summary>Whether what follows has to be searched for.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The least number that the generation has which is searched for.</summary>
    public ulong NextNumber { get; private set; }

    /// <summary>
    /// Whether there are whole batches, and the fault is that the next can't be told from where it
    /// begins: up to Go 1.25 such a generation may be complete all the same.
    /// </summary>
    public bool EndsBetweenBatches { get; private set; }

    /// <summary>Takes in what there is.</summary>
    /// <param name="buffer">The generation's bytes so far.</param>
    /// <param name="atEnd">Whether the input ends with them.</param>
    /// <returns>Whether the generation is complete, or can't be completed.</returns>
    public bool Continue(ReadOnlySpan<byte> buffer, bool atEnd)
    {
        while (true)
        {
            if (++_sinceLook == CancellationStride || Position >= _lookAt)
            {
                _sinceLook = 0;
                _lookAt = Position + Math.Min(CancellationBytes, int.MaxValue - Position);
                _cancellationToken.ThrowIfCancellationRequested();
            }

            if (_searchFrom >= 0)
            {
                if (!Search(buffer, atEnd, out bool isOver))
                {
                    return isOver;
                }

                continue;
            }

            ReadStatus status = BatchHeader.TryRead(buffer[Position..], out BatchHeader header);
            if (status == ReadStatus.Malformed)
            {
                if (!atEnd && MayBecomeAnotherTrace(buffer))
                {
                    return false;
                }

                if (IsAnotherTrace(buffer))
                {
                    return Stop(TraceFormatError.BadBatch, "another trace begins here; files have one trace each", buffer.Length);
                }

                BeginSearch(TraceFormatError.BadBatch, header.Fault!, Position + header.Length);
                continue;
            }

            if (status == ReadStatus.NeedMore)
            {
                return atEnd && End(buffer);
            }

            if (header.IsEndOfGeneration && _header.HasEndOfGeneration)
            {
                Position += header.Length;
                return true;
            }

            int start = Position + header.Length;
            int end = start + header.PayloadLength;
            bool isStray = header.Generation == 0 || (_data.Number != 0 && header.Generation != _data.Number);
            bool isNext = isStray && !_header.HasEndOfGeneration && header.Generation == unchecked(_data.Number + 1) && header.Generation != 0;
            if (end > buffer.Length && !isNext)
            {
                return atEnd && End(buffer);
            }

            if (header.Generation == 0)
            {
                string detail = header.IsEndOfGeneration
                    ? "an end-of-generation mark, which this version does not have"
                    : "a batch of generation 0, which does not exist";
                BeginSearch(TraceFormatError.BadGeneration, detail, Position);
                continue;
            }

            if (isNext && _searchWindow == 0)
            {
                return true;
            }

            if (isStray)
            {
                switch (Other(buffer, header, end, isNext, atEnd))
                {
                    case Stray.NeedMore:
                        return false;
                    case Stray.No:
                        return true;
                    default:
                        continue;
                }
            }

            if (end > _maxBytes)
            {
                return StopAtLimit();
            }

            _data.Number = header.Generation;
            Add(buffer, header, start);
            _lastBatch = Position;
            Position = end;
        }
    }

    private void Add(ReadOnlySpan<byte> buffer, in BatchHeader header, int start)
    {
        if (StructuralBatches.Add(_data, _header, _options, buffer, header, start, start) is { } fault)
        {
            // Events are no matter of such a batch.
            long lost = _place.Offset + start + header.PayloadLength - fault.Offset;
            _data.AddFault(new LoadFault(fault, lost, KindOf(fault)));
        }
    }

    /// <summary>What to make of a batch of another generation, where none was ended.</summary>
    private Stray Other(ReadOnlySpan<byte> buffer, in BatchHeader header, int end, bool isNext, bool atEnd)
    {
        // One among this generation's own is that batch's fault, or it has lost its way.
        ReadStatus status = ReadStatus.NeedMore;
        BatchHeader after = default;
        if (end < buffer.Length)
        {
            status = BatchHeader.TryRead(buffer[end..], out after);
        }

        if (status == ReadStatus.NeedMore && !atEnd)
        {
            return Stray.NeedMore;
        }

        string detail = _header.HasEndOfGeneration
            ? $"a batch of generation {header.Generation} before generation {_data.Number} was ended"
            : $"a batch of generation {header.Generation} after generation {_data.Number}";
        bool isAmongOwn = after.IsEndOfGeneration ? _header.HasEndOfGeneration : after.Generation == _data.Number;
        if (status == ReadStatus.Done && isAmongOwn && _searchWindow > 0)
        {
            _data.AddFault(Fault(TraceFormatError.BadGeneration, detail, Position, end - Position));
            _data.MissThread(header.Thread);
            _lastBatch = -1;
            Position = end;
            return Stray.Yes;
        }

        if (!isNext)
        {
            _data.AddFault(Fault(TraceFormatError.BadGeneration, detail, Position, 0));
            _data.EndsOpen = true;
            _data.HasHole = true;
        }

        return Stray.No;
    }

    private void BeginSearch(TraceFormatError code, string detail, int position)
    {
        _fault = new TraceFormatException(code, detail, _place.Offset + position, _data.Number);
        _holeStart = Position;
        EndsBetweenBatches = _lastBatch >= 0 && code == TraceFormatError.BadBatch && _data.Faults.Count == 0;

        // The batch before may have had a wrong size: then the next one begins within it.
        _searchFrom = _lastBatch >= 0 && _searchWindow > 0 ? _lastBatch + 1 : Position + 1;
    }

    /// <summary>Whether the next batch of this generation was found; otherwise whether the generation is over.</summary>
    private bool Search(ReadOnlySpan<byte> buffer, bool atEnd, out bool isOver)
    {
        bool isBegun = _data.Number != 0;
        var expected = new Resynchronizer.Expectation(
            isBegun ? _data.Number : _place.LastNumber, isBegun ? _data.MinTime : _place.LastTime, _header.HasEndOfGeneration);
        int found = Math.Min(_searchFrom, buffer.Length);
        Resynchronizer.Result result = _searchWindow == 0
            ? Resynchronizer.Result.NeedMore
            : Resynchronizer.Find(buffer, found, atEnd, expected, out found);
        switch (result)
        {
            case Resynchronizer.Result.NeedMore when found - _holeStart < _searchWindow:
                _searchFrom = found;
                isOver = false;
                return false;
            case Resynchronizer.Result.NeedMore:
                found = Math.Max(found, Position + 1);
                IsLost = true;
                NextNumber = expected.Generation;
                break;
            case Resynchronizer.Result.NotThere:
                found = buffer.Length;
                IsLast = true;
                break;
        }

        _searchFrom = -1;
        int end = Math.Min(found, _holeStart);
        if (found < _holeStart)
        {
            _data.CutLastBatch(found);
        }

        _data.AddFault(new LoadFault(SourceFault ?? _fault!, found - end, TraceDamageKind.Corrupt));
        bool isHole = found - end >= LeastBatch;
        Position = found;
        _lastBatch = -1;
        bool isSame = result == Resynchronizer.Result.Found
            && BatchHeader.TryRead(buffer[found..], out BatchHeader header) == ReadStatus.Done
            && (!isBegun || header.Generation == _data.Number);
        if (isHole && isSame)
        {
            _data.MissAll();
        }
        else if (isHole)
        {
            _data.EndsOpen = true;
            _data.HasHole = true;
        }

        isOver = !isSame;
        return isSame;
    }

    private bool End(ReadOnlySpan<byte> buffer)
    {
        IsLast = true;
        int left = buffer.Length - Position;
        if (left == 0 && _data.Number == 0 && SourceFault is null)
        {
            Empty = true;
            return true;
        }

        if (left > 0 || SourceFault is not null)
        {
            LoadFault fault = SourceFault is { } broken
                ? new LoadFault(broken, 0, KindOf(broken))
                : Fault(TraceFormatError.Truncated, $"the trace ends within a batch, of which {left} bytes are there", Position, 0, TraceDamageKind.CutOff);
            EndsBetweenBatches = _lastBatch >= 0 && _data.Faults.Count == 0;
            TakeRest(buffer, fault);
        }
        else if (_header.HasEndOfGeneration)
        {
            string detail = _data.Batches.Count > 0
                ? "the trace ends before its last generation does"
                : "the trace ends where a generation has just begun";
            _data.AddFault(Fault(TraceFormatError.Truncated, detail, Position, 0, TraceDamageKind.CutOff));
        }
        else
        {
            return true; // up to Go 1.25 nothing tells a generation's end from the trace's
        }

        Position = buffer.Length;
        _data.EndsOpen = true;
        _data.HasHole = true;
        return true;
    }

    // The part of a cut batch that is there says what it says.
    private void TakeRest(ReadOnlySpan<byte> buffer, LoadFault fault)
    {
        int left = buffer.Length - Position;
        BatchHeader header = default;
        bool hasHead = _searchWindow > 0
            && BatchHeader.TryRead(buffer[Position..], out header) == ReadStatus.Done
            && !header.IsEndOfGeneration
            && header.Generation != 0
            && header.Experiment == 0
            && (_data.Number == 0 || header.Generation == _data.Number);
        if (!hasHead || header.Length == left)
        {
            _data.AddFault(fault with { LostBytes = left });
            return;
        }

        _data.Number = header.Generation;
        header.PayloadLength = left - header.Length;
        TraceFormatException? end = StructuralBatches.Add(
            _data, _header, _options, buffer, header, Position + header.Length, Position + header.Length);
        long lost = end is null ? 0 : _place.Offset + buffer.Length - end.Offset;
        _data.AddFault(fault with { LostBytes = lost });
    }

    private bool StopAtLimit()
    {
        _data.AddFault(Fault(
            TraceFormatError.LimitExceeded,
            $"the generation has more than {_maxBytes} bytes (MaxGenerationBytes)",
            Position,
            0,
            TraceDamageKind.LeftOut));
        _data.EndsOpen = true;
        _data.HasHole = true;
        IsLost = true;
        NextNumber = _data.Number + 1;
        return true;
    }

    private bool Stop(TraceFormatError code, string detail, int end)
    {
        _data.AddFault(Fault(code, detail, Position, end - Position));
        Position = end;
        IsLast = true;
        CountsRest = true;
        return true;
    }

    private bool IsAnotherTrace(ReadOnlySpan<byte> buffer) => buffer[Position..].StartsWith("go 1."u8);

    // Only its first bytes are here yet.
    private bool MayBecomeAnotherTrace(ReadOnlySpan<byte> buffer) =>
        buffer.Length - Position < 5 && "go 1."u8.StartsWith(buffer[Position..]);

    private LoadFault Fault(
        TraceFormatError code, string detail, int position, long lost, TraceDamageKind kind = TraceDamageKind.Corrupt) =>
        new(new TraceFormatException(code, detail, _place.Offset + position, _data.Number), lost, kind);

    private static TraceDamageKind KindOf(TraceFormatException fault) => fault.Code switch
    {
        TraceFormatError.LimitExceeded => TraceDamageKind.LeftOut,
        TraceFormatError.Truncated => TraceDamageKind.CutOff,
        _ => TraceDamageKind.Corrupt,
    };

    private enum Stray
    {
        No,
        Yes,
        NeedMore,
    }
}
