namespace GoTrace.Parsing.Reading;

/// <content>
/// Generations of a file whose events stay there: the file is read twice, once for what else a generation
/// has, and once batch by batch in the order of the events. The second time it is in the system's cache.
/// </content>
internal sealed partial class GenerationLoader
{
    // Enough for texts and batches of most generations, so that room is made once. What is not used takes no memory.
    private const int LeastRoom = 1 << 20;

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

        data.Buffer(LeastRoom, 0);
        var scan = new PlainScan(data, _header, _options);
        bool isPlain = await ScanAsync(scan, cancellationToken).ConfigureAwait(false);
        data.Length = scan.Position;
        if (isPlain && data.TryLeaveInFile(_source, scan.Kept, mustSave: _options.LeastLeftInFile > 0))
        {
            _offset += scan.Position;
            _ended = scan.IsLast;
            return true;
        }

        data.Clear();
        data.Offset = _offset;
        data.FollowsHole = _isHoleBefore;
        GoBack(scan.Position);
        return false;
    }

    private async ValueTask<bool> ScanAsync(PlainScan scan, CancellationToken cancellationToken)
    {
        bool atEnd = false;
        while (true)
        {
            PlainScan.Result result = scan.Continue(_ahead.AsSpan(_aheadStart, _aheadEnd - _aheadStart), atEnd, out int taken);
            _aheadStart += taken;
            if (result != PlainScan.Result.NeedMore)
            {
                return result == PlainScan.Result.Done;
            }

            atEnd = !await ReadAheadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // To the generation's beginning. Of a short one all is still there: a file of many such ones is read but once.
    private void GoBack(int taken)
    {
        if (_aheadStart >= taken)
        {
            _aheadStart -= taken;
            return;
        }

        _aheadStart = 0;
        _aheadEnd = 0;
        _source.Seek(_offset);
    }
}
