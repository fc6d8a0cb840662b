namespace GoTrace.Analysis.Processors;

/// <summary>
/// For how long GOMAXPROCS was not above an id, of any id: what was added is found in as many steps as
/// the limits have bits (a Fenwick tree over limits), however often GOMAXPROCS changed.
/// </summary>
internal sealed class LimitHistory
{
    private Span[] _nodes = [Span.None, Span.None]; // from 1 on; as many as a power of two

    /// <summary>Adds an epoch.</summary>
    /// <param name="limit">GOMAXPROCS in it.</param>
    /// <param name="ns">Its length while the world was not stopped.</param>
    /// <param name="stoppedNs">Its length while the world was stopped.</param>
    /// <param name="end">When it ended, not before the last.</param>
    /// <param name="starved"><see cref="Flow.StarvedEach"/> then.</param>
    public void Add(int limit, long ns, long stoppedNs, long end, double starved)
    {
        while (limit + 1 >= _nodes.Length)
        {
            Grow();
        }

        for (int i = limit + 1; i < _nodes.Length; i += i & -i)
        {
            _nodes[i] = new Span(_nodes[i].Ns + ns, _nodes[i].StoppedNs + stoppedNs, end, starved);
        }
    }

    /// <summary>All epochs so far in which a processor of an id was away.</summary>
    public Span AwayOf(long id)
    {
        int last = _nodes.Length - 1;
        Span away = Span.None;
        for (int i = (ulong)id < (ulong)last ? (int)id + 1 : last; i > 0; i -= i & -i)
        {
            away = away.With(in _nodes[i]);
        }

        return away;
    }

    private void Grow()
    {
        int last = _nodes.Length - 1;
        var nodes = new Span[(2 * last) + 1];
        Array.Fill(nodes, Span.None);
        _nodes.CopyTo(nodes, 0);
        nodes[2 * last] = nodes[last]; // the sum of all
        _nodes = nodes;
    }

    /// <summary>Some epochs together.</summary>
    internal readonly record struct Span(long Ns, long StoppedNs, long LastEnd, double StarvedAtLastEnd)
    {
        public static readonly Span None = new(0, 0, long.MinValue, 0);

        public Span With(in Span other) => new(
            Ns + other.Ns, StoppedNs + other.StoppedNs, Math.Max(LastEnd, other.LastEnd), Math.Max(StarvedAtLastEnd, other.StarvedAtLastEnd));
    }
}
