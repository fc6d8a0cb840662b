using System.Buffers;
using GoTrace.Parsing.Ordering;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Reading;

/// <summary>
/// Reads one generation after the other from a source (headers 1.22 and later): finds where each
/// one ends, takes its batches apart, and leaves its events as bytes.
/// </summary>
internal sealed class GenerationLoader
{
    private const int ReadSize = 256 << 10;

    private readonly ByteSource _source;
    private readonly TraceHeader _header;
    private readonly TraceReaderOptions _options;
    private readonly ReadOnlyMemory<byte>? _whole;

    // Bytes read beyond the end of the last generation, for the next.
    private byte[] _carry = [];
    private int _carried;
    private long _offset = TraceHeader.Length;
    private ulong _lastFrequency;
    private bool _any;
    private bool _ended;

    public GenerationLoader(ByteSource source, TraceHeader header, TraceReaderOptions options)
    {
        _source = source;
        _header = header;
        _options = options;
        _whole = source.Whole;
    }

    /// <summary>Where in the input the next generation begins.</summary>
    public long Offset => _offset;

    /// <summary>Reads the next generation.</summary>
    /// <returns>
    /// Whether there was one. What is wrong with it, if something is, stands in
    /// <see cref="GenerationData.Partial"/>.
    /// </returns>
    public async ValueTask<bool> LoadAsync(GenerationData data, CancellationToken cancellationToken)
    {
        data.Clear();
        if (_ended)
        {
            return false;
        }

        data.Offset = _offset;
        var scan = new Scan(this, data);
        if (_whole is { } whole)
        {
            data.Bytes = whole[(int)Math.Min(_offset, whole.Length)..];
            scan.Continue(data.Bytes.Span, atEnd: true);
        }
        else
        {
            await ReadAsync(data, scan, cancellationToken).ConfigureAwait(false);
        }

        return Finish(data, scan);
    }

    /// <summary>Gives back what it holds; afterwards nothing more can be read.</summary>
    public void GiveBack()
    {
        byte[] carry = _carry;
        _carry = [];
        if (carry.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(carry);
        }
    }

    private async ValueTask ReadAsync(GenerationData data, Scan scan, CancellationToken cancellationToken)
    {
        int filled = _carried;
        byte[] buffer = data.Buffer(filled + ReadSize + Varint.Slack, 0);
        _carry.AsSpan(0, filled).CopyTo(buffer);
        bool atEnd = false;
        while (!scan.Continue(buffer.AsSpan(0, filled), atEnd))
        {
            cancellationToken.ThrowIfCancellationRequested();
            buffer = data.Buffer(filled + ReadSize + Varint.Slack, filled);
            int room = buffer.Length - Varint.Slack - filled;
            int n;
            try
            {
                n = await _source.ReadAsync(buffer.AsMemory(filled, Math.Min(room, 4 * ReadSize)), cancellationToken).ConfigureAwait(false);
            }
            catch (TraceFormatException e)
            {
                scan.SourceFault = e;
                n = 0;
            }

            filled += n;
            atEnd = n == 0;
        }

        data.Bytes = buffer.AsMemory(0, filled);
        int rest = filled - scan.Position;
        if (_carry.Length < rest)
        {
            GiveBack();
            _carry = ArrayPool<byte>.Shared.Rent(rest);
        }

        buffer.AsSpan(scan.Position, rest).CopyTo(_carry);
        _carried = rest;
    }

    private bool Finish(GenerationData data, Scan scan)
    {
        _offset += scan.Position;
        data.Length = scan.Position;
        if (scan.Fault is { } fault)
        {
            // Nothing behind the fault can be trusted to be where it seems.
            _ended = true;
            data.Partial = fault;
            data.IsTakenByGo = !_header.HasEndOfGeneration && scan.EndsBetweenBatches && TryComplete(data, lenient: false) is null;
        }
        else if (scan.Empty)
        {
            _ended = true;
            return !_any && !_header.HasEndOfGeneration && CompleteEmpty(data);
        }

        _any = true;
        if (data.Partial is null && TryComplete(data, lenient: false) is { } broken)
        {
            data.Partial = broken;
        }

        if (data.Partial is not null && !data.IsTakenByGo)
        {
            if (data.Batches.Count == 0)
            {
                data.MinTime = 0;
            }

            TryComplete(data, lenient: true);
        }

        _lastFrequency = data.Frequency;
        if (_whole is { } whole)
        {
            data.Bytes = WithSlack(data, whole);
        }

        return true;
    }

    // Go's reader wants the clock's frequency even of a trace that has nothing but its header.
    private bool CompleteEmpty(GenerationData data)
    {
        data.Partial = new TraceFormatException(
            TraceFormatError.Truncated, "nothing follows the header: no generation was written", _offset);
        data.Rate = ClockRate.Usual;
        return true;
    }

    private TraceFormatException? TryComplete(GenerationData data, bool lenient)
    {
        if (data.Frequency == 0)
        {
            if (!lenient)
            {
                return Broken(data, TraceFormatError.BadClock, "the generation does not tell the clock's frequency");
            }

            data.Rate = _lastFrequency == 0 ? ClockRate.Usual : new ClockRate(_lastFrequency);
        }
        else
        {
            data.Rate = new ClockRate(data.Frequency);
        }

        if (!lenient && _header.HasSync && !data.HasClock)
        {
            return Broken(data, TraceFormatError.BadClock, "the generation has no clock snapshot");
        }

        if (!data.Tables.Strings.Complete(lenient, out ulong twice))
        {
            return Broken(data, TraceFormatError.BadTable, twice == 0 ? "a string has the reserved id 0" : $"two strings have the id {twice}");
        }

        if (!data.Tables.Stacks.Complete(lenient, out twice))
        {
            return Broken(data, TraceFormatError.BadTable, twice == 0 ? "a stack has the reserved id 0" : $"two stacks have the id {twice}");
        }

        if (!data.Tables.LinkFrames(lenient, out ulong missing, out bool isFunction))
        {
            string what = isFunction ? "function" : "file";
            return Broken(data, TraceFormatError.UnknownId, $"a stack frame's {what} is string {missing}, which the generation does not have");
        }

        Span<GenerationData.CpuSample> samples = data.Samples.Mutable();
        foreach (ref GenerationData.CpuSample sample in samples)
        {
            sample.At = data.Rate.ToNanoseconds((ulong)sample.At);
        }

        TimeSort.Sort(samples);
        return null;
    }

    private static TraceFormatException Broken(GenerationData data, TraceFormatError code, string detail) =>
        new(code, detail, data.Offset, data.Number);

    // The event decoder reads a little beyond each batch. Where the memory ends too soon after the
    // last one, the generation is copied to where there is room.
    private static ReadOnlyMemory<byte> WithSlack(GenerationData data, ReadOnlyMemory<byte> whole)
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
        byte[] copy = data.Buffer(length + Varint.Slack, 0);
        data.Bytes[..length].CopyTo(copy);
        return copy.AsMemory(0, length);
    }

    /// <summary>Goes through the batches of one generation as its bytes arrive.</summary>
    private sealed class Scan(GenerationLoader loader, GenerationData data)
    {
        private bool _inBatch;

        /// <summary>Everything before it, counted from the generation's beginning, has been taken in.</summary>
        public int Position { get; private set; }

        public TraceFormatException? Fault { get; private set; }

        public TraceFormatException? SourceFault { get; set; }

        /// <summary>Whether the input ended before the generation began.</summary>
        public bool Empty { get; private set; }

        /// <summary>
        /// Whether there are whole batches, and the fault is that the next can't be told from where it
        /// begins: up to Go 1.25 such a generation may be complete all the same.
        /// </summary>
        public bool EndsBetweenBatches => HasBatches && !_inBatch && Fault!.Code != TraceFormatError.BadGeneration;

        private bool HasBatches { get; set; }

        /// <summary>Takes in what there is.</summary>
        /// <returns>Whether the generation is complete, or can't be completed.</returns>
        public bool Continue(ReadOnlySpan<byte> buffer, bool atEnd)
        {
            while (true)
            {
                ReadStatus status = BatchHeader.TryRead(buffer[Position..], out BatchHeader header);
                if (status == ReadStatus.Malformed)
                {
                    return Stop(TraceFormatError.BadBatch, header.Fault!, Position + header.Length);
                }

                if (status == ReadStatus.NeedMore)
                {
                    return atEnd && End(buffer.Length - Position);
                }

                if (header.IsEndOfGeneration && loader._header.HasEndOfGeneration)
                {
                    Position += header.Length;
                    return true;
                }

                if (BeginsNext(header))
                {
                    return true;
                }

                int start = Position + header.Length;
                if (header.PayloadLength > buffer.Length - start)
                {
                    return atEnd && End(buffer.Length - Position);
                }

                if (IsStray(header))
                {
                    return true;
                }

                if (start + header.PayloadLength > loader._options.MaxGenerationBytes)
                {
                    return Stop(
                        TraceFormatError.LimitExceeded,
                        $"the generation has more than {loader._options.MaxGenerationBytes} bytes (MaxGenerationBytes)",
                        Position);
                }

                try
                {
                    StructuralBatches.Add(data, loader._header, buffer, header, start);
                }
                catch (TraceFormatException e)
                {
                    Fault = e;
                    _inBatch = true;
                    return true;
                }

                HasBatches = true;
                Position = start + header.PayloadLength;
            }
        }

        /// <summary>Whether a batch is the first of the next generation.</summary>
        private bool BeginsNext(in BatchHeader header) =>
            !loader._header.HasEndOfGeneration && data.Number != 0 && header.Generation == data.Number + 1 && header.Generation != 0;

        /// <summary>Whether a batch is of no generation that can be here.</summary>
        private bool IsStray(in BatchHeader header)
        {
            if (header.Generation == 0)
            {
                return Stop(TraceFormatError.BadGeneration, "a batch of generation 0, which does not exist", Position);
            }

            if (data.Number == 0)
            {
                data.Number = header.Generation;
            }

            return header.Generation != data.Number && Stop(
                TraceFormatError.BadGeneration,
                loader._header.HasEndOfGeneration
                    ? $"a batch of generation {header.Generation} before generation {data.Number} was ended"
                    : $"a batch of generation {header.Generation} after generation {data.Number}",
                Position);
        }

        private bool End(int left)
        {
            if (SourceFault is { } fault)
            {
                Fault = fault;
                return true;
            }

            if (left > 0)
            {
                return Stop(TraceFormatError.Truncated, $"the trace ends within a batch, of which {left} bytes are there", Position);
            }

            if (!HasBatches)
            {
                Empty = true;
                return true;
            }

            if (loader._header.HasEndOfGeneration)
            {
                return data.Batches.Count > 0
                    ? Stop(TraceFormatError.Truncated, "the trace ends before its last generation does", Position)
                    : Stop(TraceFormatError.Truncated, "the trace ends where a generation has just begun", Position);
            }

            return true;
        }

        private bool Stop(TraceFormatError code, string detail, int position)
        {
            Fault = new TraceFormatException(code, detail, loader._offset + position, data.Number);
            return true;
        }
    }
}
