using System.Buffers;

namespace GoTrace.Parsing.Reading;

/// <content>
/// Generations of a file whose events stay there: the file is read twice, once for what else a generation
/// has, and once batch by batch in the order of the events. The second time it is in the system's cache.
/// </content>
internal sealed partial class GenerationLoader
{
    private const int WindowSize = 512 << 10;

    /// <summary>Reads a generation and leaves its events in the file, where it has no fault and that saves memory.</summary>
    /// <returns>Whether it did; otherwise it is still to be read.</returns>
    private async ValueTask<bool> TryLoadFromFileAsync(GenerationData data, CancellationToken cancellationToken)
    {
        int ahead = _aheadEnd - _aheadStart;
        if (!_source.IsFile
            || _followsGo
            || ahead + await _source.RemainingAsync(cancellationToken).ConfigureAwait(false) < _options.LeastLeftInFile)
        {
            return false;
        }

        // What was read ahead is read again.
        _aheadStart = 0;
        _aheadEnd = 0;
        _source.Seek(_offset);
        var scan = new PlainScan(data, _header, _options);
        bool isPlain = await ScanAsync(scan, cancellationToken).ConfigureAwait(false);
        data.Length = scan.Position;
        if (isPlain && data.TryLeaveInFile(_source, scan.Kept, mustSave: _options.LeastLeftInFile > 0))
        {
            _offset += scan.Position;
            _ended = scan.IsLast;
            _source.Seek(_offset);
            return true;
        }

        data.Clear();
        data.Offset = _offset;
        data.FollowsHole = _isHoleBefore;
        _source.Seek(_offset);
        return false;
    }

    private async ValueTask<bool> ScanAsync(PlainScan scan, CancellationToken cancellationToken)
    {
        byte[] window = ArrayPool<byte>.Shared.Rent(WindowSize);
        try
        {
            int start = 0;
            int end = 0;
            bool atEnd = false;
            while (true)
            {
                PlainScan.Result result = scan.Continue(window.AsSpan(start, end - start), atEnd, out int taken);
                if (result != PlainScan.Result.NeedMore)
                {
                    return result == PlainScan.Result.Done;
                }

                start += taken;
                window.AsSpan(start, end - start).CopyTo(window);
                end -= start;
                start = 0;
                int n = await _source.ReadAsync(window.AsMemory(end), cancellationToken).ConfigureAwait(false);
                end += n;
                atEnd = n == 0;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
        }
    }
}
