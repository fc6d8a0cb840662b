using System.Buffers;
using GoTrace.Parsing.Ordering;
using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Legacy;

/// <summary>
/// Reads a v1 trace, which is one generation: all of it is needed before its first event can be
/// given, as batches of a processor lie anywhere, and the clock's frequency at the end.
/// </summary>
internal sealed class LegacyLoader : IGenerationLoader
{
    /// <summary>
    /// Ticks a second where the trace ends before it tells: 25 ns a tick. On amd64 and 386 a tick is
    /// 64 cycles of a clock that does 2 to 4 in a nanosecond; elsewhere it is 16 ns.
    /// </summary>
    public const ulong AssumedFrequency = 40_000_000;

    private const int ReadSize = 1 << 20;

    private readonly ByteSource _source;
    private readonly TraceHeader _header;
    private readonly TraceReaderOptions _options;
    private bool _done;
    private long _lostBytes; // at the end of the input, given up for the fault

    public LegacyLoader(ByteSource source, TraceHeader header, TraceReaderOptions options)
    {
        _source = source;
        _header = header;
        _options = options;
    }

    /// <inheritdoc/>
    public List<LoadFault> Pending { get; } = [];

    /// <inheritdoc/>
    public async ValueTask<bool> LoadAsync(GenerationData data, CancellationToken cancellationToken)
    {
        data.Clear();
        if (_done)
        {
            return false;
        }

        _done = true;
        data.Number = 1;
        data.Offset = TraceHeader.Length;
        TraceFormatException? fault = null;
        if (_source.Whole is { } whole)
        {
            data.Bytes = whole[Math.Min(TraceHeader.Length, whole.Length)..];
            if (data.Bytes.Length > _options.MaxGenerationBytes)
            {
                _lostBytes = data.Bytes.Length - _options.MaxGenerationBytes;
                data.Bytes = data.Bytes[..(int)_options.MaxGenerationBytes];
                fault = TooLong();
            }
        }
        else
        {
            fault = await ReadAsync(data, cancellationToken).ConfigureAwait(false);
        }

        Take(data, fault, cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public void GiveBack()
    {
    }

    private async ValueTask<TraceFormatException?> ReadAsync(GenerationData data, CancellationToken cancellationToken)
    {
        // Where the length is known, the buffer is made once, one byte longer, so that the end is
        // seen without growing it.
        long limit = Math.Min(_options.MaxGenerationBytes, Array.MaxLength - Varint.Slack - 1);
        long expected = await _source.RemainingAsync(cancellationToken).ConfigureAwait(false);
        long first = Math.Min(Math.Max(expected + 1, ReadSize), limit + 1);
        byte[] buffer = data.Buffer((int)first, 0, cancellationToken);
        int filled = 0;
        TraceFormatException? fault = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested(); // not every source looks
            if (filled == buffer.Length)
            {
                buffer = data.Buffer(filled + ReadSize, filled, cancellationToken);
            }

            int n;
            try
            {
                n = await _source.ReadAsync(buffer.AsMemory(filled, Math.Min(buffer.Length - filled, 4 * ReadSize)), cancellationToken).ConfigureAwait(false);
            }
            catch (TraceFormatException e) when (e.Code != TraceFormatError.Changed)
            {
                fault = e;
                break;
            }

            if (n == 0)
            {
                break;
            }

            filled += n;
            if (filled > limit)
            {
                _lostBytes = filled - limit + await CountRestAsync(cancellationToken).ConfigureAwait(false);
                filled = (int)limit;
                fault = TooLong();
                break;
            }
        }

        data.Bytes = buffer.AsMemory(0, filled);
        return fault;
    }

    // How many bytes are still to come, of which none is kept.
    private async ValueTask<long> CountRestAsync(CancellationToken cancellationToken)
    {
        byte[] room = ArrayPool<byte>.Shared.Rent(ReadSize);
        long rest = 0;
        try
        {
            int n;
            while ((n = await _source.ReadAsync(room, cancellationToken).ConfigureAwait(false)) > 0)
            {
                rest += n;
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (TraceFormatException e) when (e.Code != TraceFormatError.Changed)
        {
            // Where they can't be unpacked, so many were there.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }

        return rest;
    }

    private TraceFormatException TooLong() => new(
        TraceFormatError.LimitExceeded,
        $"the trace has more than {_options.MaxGenerationBytes} bytes (MaxGenerationBytes), and one of this version is read whole",
        _options.MaxGenerationBytes + TraceHeader.Length,
        1);

    private void Take(GenerationData data, TraceFormatException? fault, CancellationToken cancellationToken)
    {
        LegacyIndex index = data.Legacy ??= new LegacyIndex();
        index.Format = LegacyFormat.Of(_header);
        ReadOnlySpan<byte> bytes = data.Bytes.Span;
        var scan = new LegacyScan(bytes, data, index, _options, cancellationToken);
        TraceFormatException? broken = scan.Run();
        data.Length = scan.Position;
        _lostBytes += bytes.Length - scan.Position;
        index.CopyTail(bytes[..scan.Position]);
        index.SortExits();
        TimeSort.Sort(data.Samples.Mutable(), cancellationToken);

        if (scan.UnownedBytes > 0)
        {
            data.AddFault(new LoadFault(
                new TraceFormatException(
                    TraceFormatError.BadBatch,
                    "events before the first batch, of which nothing says whose they are",
                    data.Offset + scan.FirstUnowned,
                    data.Number),
                scan.UnownedBytes,
                TraceDamageKind.Corrupt));
        }

        // What the source says goes before what its end looks like.
        fault ??= broken;
        Complete(data, index, ref fault, cancellationToken);
        if (fault is not null)
        {
            data.AddFault(new LoadFault(fault, _lostBytes, KindOf(fault.Code)));
        }
    }

    private static TraceDamageKind KindOf(TraceFormatError code) => code switch
    {
        TraceFormatError.Truncated or TraceFormatError.BadClock => TraceDamageKind.CutOff,
        TraceFormatError.LimitExceeded => TraceDamageKind.LeftOut,
        _ => TraceDamageKind.Corrupt,
    };

    private static void Complete(GenerationData data, LegacyIndex index, ref TraceFormatException? fault, CancellationToken cancellationToken)
    {
        if (!data.Tables.Strings.Complete(lenient: false, out ulong twice, cancellationToken))
        {
            fault ??= new TraceFormatException(TraceFormatError.BadTable, $"two strings have the id {twice}", data.Offset, data.Number);
            data.Tables.Strings.Complete(lenient: true, out _, cancellationToken);
        }

        data.Tables.Stacks.Complete(lenient: true, out _, cancellationToken);
        data.Tables.LinkFrames(lenient: true, out _, out _, cancellationToken);
        index.FirstOwnText = LegacyTexts.AddTo(data.Tables.Strings);
        if (data.Frequency == 0)
        {
            fault ??= new TraceFormatException(
                TraceFormatError.BadClock,
                "the trace does not tell the clock's frequency, which stands at its end",
                data.Offset + data.Length,
                data.Number);
        }

        ulong frequency = data.Frequency == 0 ? AssumedFrequency : data.Frequency;
        index.Factor = 1e9 / (long)frequency;
        data.Rate = new ClockRate(frequency);
    }
}
