using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Reading;

/// <summary>
/// Reads one generation after the other from a source (headers 1.22 and later): finds where each
/// one ends, takes its batches apart, and leaves its events as bytes.
/// </summary>
internal sealed partial class GenerationLoader : IGenerationLoader
{
    private readonly ByteSource _source;
    private readonly TraceHeader _header;
    private readonly TraceReaderOptions _options;
    private readonly bool _followsGo;
    private readonly ReadOnlyMemory<byte>? _whole;
    private readonly List<LoadFault> _pending = [];
    private long _offset = TraceHeader.Length;
    private ulong _lastFrequency;
    private ulong _lastNumber;
    private ulong _lastTime;
    private bool _any;
    private bool _isHoleBefore;
    private bool _isLost;
    private LoadFault _lostAt;
    private ulong _nextNumber;
    private bool _ended;

    /// <summary>Makes the loader.</summary>
    /// <param name="source">The bytes behind the header.</param>
    /// <param name="header">The version.</param>
    /// <param name="options">The limits.</param>
    /// <param name="followsGo">
    /// Whether a generation is to have just those batches that Go's reader would take: then what
    /// follows a fault comes as a generation of its own.
    /// </param>
    public GenerationLoader(ByteSource source, TraceHeader header, TraceReaderOptions options, bool followsGo = false)
    {
        _source = source;
        _header = header;
        _options = options;
        _followsGo = followsGo;
        _whole = source.Whole;
    }

    /// <summary>What could not be read and belongs to no generation that was given; the caller empties it.</summary>
    public List<LoadFault> Pending => _pending;

    /// <inheritdoc/>
    public async ValueTask<bool> LoadAsync(GenerationData data, CancellationToken cancellationToken)
    {
        while (!_ended)
        {
            data.Clear();
            if (_isLost)
            {
                await SeekAsync(cancellationToken).ConfigureAwait(false);
                if (_ended)
                {
                    break;
                }
            }

            data.Offset = _offset;
            data.FollowsHole = _isHoleBefore;
            if (await TryLoadFromFileAsync(data, cancellationToken).ConfigureAwait(false))
            {
                Finish(data, isLast: _ended, endsBetweenBatches: false, cancellationToken);
                return true;
            }

            var place = new GenerationPlace(_offset, _lastNumber, _lastTime);
            var scan = new GenerationScan(data, _header, _options, place, !_followsGo, cancellationToken);
            if (_whole is { } whole)
            {
                data.Bytes = whole[(int)Math.Min(_offset, whole.Length)..];
                scan.Continue(data.Bytes.Span, atEnd: true);
            }
            else
            {
                await ReadAsync(data, scan, cancellationToken).ConfigureAwait(false);
            }

            _offset += scan.Position;
            data.Length = scan.Position;
            _ended = scan.IsLast;
            _isLost = scan.IsLost;
            _nextNumber = scan.NextNumber;
            if (_isLost)
            {
                _lostAt = data.Faults[^1];
            }

            if (scan.CountsRest)
            {
                await CountRestAsync(data, cancellationToken).ConfigureAwait(false);
            }

            if (Finish(data, scan, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private bool Finish(GenerationData data, GenerationScan scan, CancellationToken cancellationToken)
    {
        if (scan.Empty && !_any && !_header.HasEndOfGeneration && _pending.Count == 0)
        {
            // Go's reader wants the clock's frequency even of a trace that has nothing but its header.
            data.AddFault(new LoadFault(
                new TraceFormatException(TraceFormatError.Truncated, "nothing follows the header: no generation was written", _offset),
                0,
                TraceDamageKind.CutOff));
            data.Rate = ClockRate.Usual;
            return true;
        }

        if (data.Number == 0 && (scan.IsLast || scan.IsLost))
        {
            _pending.AddRange(data.Faults);
            _isHoleBefore |= data.Faults.Count > 0;
            return false;
        }

        Finish(data, scan.IsLast, scan.EndsBetweenBatches, cancellationToken);
        return true;
    }

    private void Finish(GenerationData data, bool isLast, bool endsBetweenBatches, CancellationToken cancellationToken)
    {
        // Up to Go 1.25 the numbers have no gaps, and nothing but its tables tells a generation's end.
        data.FollowsHole |= _any && !_header.HasEndOfGeneration && data.Number != _lastNumber + 1;
        data.MayBeCut = isLast && !_header.HasEndOfGeneration && !data.EndsWithStrings;
        if (!_followsGo)
        {
            GenerationTimes.Check(data);
        }

        Complete(data, endsBetweenBatches, cancellationToken);
        data.AssumesStrings = (data.EndsOpen || data.MayBeCut) && !_header.IsNewerThanKnown;
        _any = true;
        _isHoleBefore = data.EndsOpen;
        _lastFrequency = data.Frequency == 0 ? _lastFrequency : data.Frequency;
        _lastNumber = data.Number;
        _lastTime = data.MinTime;
        if (_whole is { } whole)
        {
            data.Bytes = WithSlack(data, whole, cancellationToken);
        }
        else if (data.IsInFile && data.Faults.Count > 0)
        {
            data.TakeOutOfFile(cancellationToken);
        }
    }

    private void Complete(GenerationData data, bool endsBetweenBatches, CancellationToken cancellationToken)
    {
        bool mayBeWhole = data.Faults.Count == 0 || (!_header.HasEndOfGeneration && endsBetweenBatches);
        TraceFormatException? broken = mayBeWhole
            ? GenerationCompletion.TryComplete(data, _header, _lastFrequency, lenient: false, cancellationToken)
            : null;
        data.IsTakenByGo = data.Faults.Count > 0 && mayBeWhole && broken is null;
        if (broken is not null && data.Faults.Count == 0)
        {
            data.AddFault(new LoadFault(broken, 0, TraceDamageKind.Corrupt));
            if (data.MayBeCut)
            {
                data.Faults[0] = new LoadFault(AsCut(broken), 0, TraceDamageKind.CutOff);
                data.EndsOpen = true;
                data.HasHole = true;
            }
        }

        if (data.Faults.Count > 0 && !data.IsTakenByGo)
        {
            if (data.Batches.Count == 0)
            {
                data.MinTime = 0;
            }

            GenerationCompletion.TryComplete(data, _header, _lastFrequency, lenient: true, cancellationToken);
        }
    }

    /// <summary>What a fault means in a generation whose end is not told from the trace's.</summary>
    internal static TraceFormatException AsCut(TraceFormatException fault) => new(
        TraceFormatError.Truncated,
        $"the trace ends before its last generation does ({fault.Detail})",
        fault.Offset,
        fault.Generation);

    // The event decoder reads a little beyond each batch. Where the memory ends too soon after the
    // last one, the generation is copied to where there is room.
    private static ReadOnlyMemory<byte> WithSlack(GenerationData data, ReadOnlyMemory<byte> whole, CancellationToken cancellationToken)
    {
        int end = 0;
        foreach (ref readonly GenerationData.Batch batch in data.Batches.Items)
        {
            end = Math.Max(end, batch.End);
        }

        if (data.Offset + end + Varint.Slack <= whole.Length)
        {
            return data.Bytes[..Math.Min(data.Bytes.Length, data.Length + Varint.Slack)];
        }

        int length = Math.Min(data.Bytes.Length, data.Length);
        byte[] copy = data.Buffer(length + Varint.Slack, 0, cancellationToken);
        Pieces.Copy(data.Bytes.Span[..length], copy, cancellationToken);
        return copy.AsMemory(0, length);
    }
}
