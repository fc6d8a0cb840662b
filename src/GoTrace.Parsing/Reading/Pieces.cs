namespace GoTrace.Parsing.Reading;

/// <summary>The parts of something long, a megabyte each: before each the token is looked at.</summary>
internal struct Pieces(int length, CancellationToken cancellationToken)
{
    /// <summary>The most that is done between two looks, in bytes.</summary>
    public const int Longest = 1 << 20;

    private int _end;

    /// <summary>Where the part at hand begins, and where it ends.</summary>
    public Range Current { get; private set; }

    public readonly Pieces GetEnumerator() => this;

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public bool MoveNext()
    {
        if (_end == length)
        {
            return false;
        }

        cancellationToken.ThrowIfCancellationRequested();
        int start = _end;
        _end += Math.Min(Longest, length - start);
        Current = start.._end;
        return true;
    }

    /// <summary>Copies all of <paramref name="from"/>.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Copy(ReadOnlySpan<byte> from, Span<byte> to, CancellationToken cancellationToken)
    {
        foreach (Range piece in new Pieces(from.Length, cancellationToken))
        {
            from[piece].CopyTo(to[piece]);
        }
    }
}
