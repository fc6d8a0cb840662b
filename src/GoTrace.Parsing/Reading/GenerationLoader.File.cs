using System.Buffers;

namespace GoTrace.Parsing.Reading;

/// <content>
/// Generations of a file whose events stay there: the file is read twice, once for what else a generation
/// has, and once batch by batch in the order of the events. The second time it is in the system's cache.
/// </content>
internal sealed partial class GenerationLoader
{
    private const int WindowSize = 256 << 10;

    // Enough for texts and batches of most generations, so that room is made once. What is not used takes no memory.
    private const int LeastRoom = 1 << 20;

    private byte[] _window = []; // out of the pool, for as long as the reader is there

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
        data.Buffer(LeastRoom, 0, cancellationToken);
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
        if (_window.Length == 0)
        {
            _window = ArrayPool<byte>.Shared.Rent(WindowSize);
        }

        byte[] window = _window;
        int left = 0;
        bool atEnd = false;
        while (true)
        {
            PlainScan.Result result = scan.Continue(window.AsSpan(0, left), atEnd, out int taken);
            if (result != PlainScan.Result.NeedMore)
            {
                return result == PlainScan.Result.Done;
            }

            window.AsSpan(taken, left - taken).CopyTo(window);
            left -= taken;
            int n = await _source.ReadAsync(window.AsMemory(left), cancellationToken).ConfigureAwait(false);
            left += n;
            atEnd = n == 0;
        }
    }

    private void GiveBackWindow()
    {
        byte[] window = _window;
        _window = [];
        if (window.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(window);
        }
    }
}
