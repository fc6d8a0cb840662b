using System.Buffers;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Reading;

/// <content>
/// Bytes from the source: what a read brought beyond a generation's end waits for the next, and is
/// copied once, however many generations it turns out to be.
/// </content>
internal sealed partial class GenerationLoader
{
    private const int ReadSize = 256 << 10;
    private const int FirstBite = 1 << 10;
    private const int SeekStride = 8 << 20;

    private byte[] _ahead = [];
    private int _aheadStart;
    private int _aheadEnd;

    private async ValueTask ReadAsync(GenerationData data, GenerationScan scan, CancellationToken cancellationToken)
    {
        int filled = 0;
        int bite = FirstBite;
        bool isFromSource = false;
        bool atEnd = false;
        byte[] buffer = [];
        while (true)
        {
            if (_aheadStart < _aheadEnd)
            {
                int n = Math.Min(bite, _aheadEnd - _aheadStart);
                bite *= 2;
                buffer = data.Buffer(filled + n + Varint.Slack, filled);
                _ahead.AsSpan(_aheadStart, n).CopyTo(buffer.AsSpan(filled));
                _aheadStart += n;
                filled += n;
            }
            else
            {
                buffer = data.Buffer(filled + ReadSize + Varint.Slack, filled);
                int room = Math.Min(buffer.Length - Varint.Slack - filled, 4 * ReadSize);
                int n = await TryReadAsync(scan, buffer.AsMemory(filled, room), cancellationToken).ConfigureAwait(false);
                isFromSource |= n > 0;
                atEnd = n == 0;
                filled += n;
            }

            if (scan.Continue(buffer.AsSpan(0, filled), atEnd))
            {
                break;
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        data.Bytes = buffer.AsMemory(0, filled);
        int rest = filled - scan.Position;
        if (isFromSource)
        {
            Keep(buffer.AsSpan(scan.Position, rest));
        }
        else
        {
            _aheadStart -= rest;
        }
    }

    private async ValueTask<int> TryReadAsync(GenerationScan scan, Memory<byte> room, CancellationToken cancellationToken)
    {
        try
        {
            return await _source.ReadAsync(room, cancellationToken).ConfigureAwait(false);
        }
        catch (TraceFormatException e)
        {
            scan.SourceFault = e;
            return 0;
        }
    }

    /// <summary>Gives back what it holds; afterwards nothing more can be read.</summary>
    public void GiveBack()
    {
        byte[] ahead = _ahead;
        _ahead = [];
        _aheadStart = 0;
        _aheadEnd = 0;
        if (ahead.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(ahead);
        }
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        if (_ahead.Length < rest.Length)
        {
            GiveBack();
            _ahead = ArrayPool<byte>.Shared.Rent(rest.Length);
        }

        rest.CopyTo(_ahead);
        _aheadStart = 0;
        _aheadEnd = rest.Length;
    }

    /// <summary>Goes on to where the next generation begins, and keeps nothing on the way.</summary>
    private async ValueTask SeekAsync(CancellationToken cancellationToken)
    {
        long from = _offset;
        bool atEnd = false;
        while (Step(atEnd) == Resynchronizer.Result.NeedMore)
        {
            cancellationToken.ThrowIfCancellationRequested();
            atEnd = _whole is null && !await ReadAheadAsync(cancellationToken).ConfigureAwait(false);
        }

        _pending.Add(_lostAt with { LostBytes = _offset - from });
    }

    private Resynchronizer.Result Step(bool atEnd)
    {
        int start = _aheadStart;
        ReadOnlySpan<byte> bytes = _ahead.AsSpan(0, _aheadEnd);
        if (_whole is { } whole)
        {
            start = (int)_offset;
            int end = (int)Math.Min(whole.Length, _offset + SeekStride);
            atEnd = end == whole.Length;
            bytes = whole.Span[..end];
        }

        var expected = new Resynchronizer.Expectation(_nextNumber, _lastTime, _header.HasEndOfGeneration);
        Resynchronizer.Result result = Resynchronizer.Find(bytes, start, atEnd, expected, out int found);
        _offset += found - start;
        _aheadStart = _whole is null ? found : 0;
        if (result != Resynchronizer.Result.NeedMore)
        {
            _isLost = false;
            _ended = result == Resynchronizer.Result.NotThere;
        }

        return result;
    }

    private async ValueTask<bool> ReadAheadAsync(CancellationToken cancellationToken)
    {
        int left = _aheadEnd - _aheadStart;
        if (_ahead.Length < left + ReadSize)
        {
            byte[] bigger = ArrayPool<byte>.Shared.Rent(left + (2 * ReadSize));
            _ahead.AsSpan(_aheadStart, left).CopyTo(bigger);
            GiveBack();
            _ahead = bigger;
        }
        else
        {
            _ahead.AsSpan(_aheadStart, left).CopyTo(_ahead);
        }

        _aheadStart = 0;
        _aheadEnd = left;
        try
        {
            int n = await _source.ReadAsync(_ahead.AsMemory(left), cancellationToken).ConfigureAwait(false);
            _aheadEnd += n;
            return n > 0;
        }
        catch (TraceFormatException e)
        {
            _pending.Add(new LoadFault(e, 0, TraceDamageKind.Corrupt));
            return false;
        }
    }

    private async ValueTask CountRestAsync(GenerationData data, CancellationToken cancellationToken)
    {
        long rest = 0;
        if (_whole is null)
        {
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                rest += _aheadEnd - _aheadStart;
                _aheadStart = _aheadEnd;
            }
            while (await ReadAheadAsync(cancellationToken).ConfigureAwait(false));
        }

        _offset += rest;
        LoadFault last = data.Faults[^1];
        data.Faults[^1] = last with { LostBytes = last.LostBytes + rest };
    }
}
