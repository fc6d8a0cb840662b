namespace GoTrace.Analysis.Processors;

/// <summary>How many doubts each window lies in whole: noted where they begin and end, and summed up at the end.</summary>
internal sealed class WholeDoubts
{
    private readonly List<int> _changes = []; // by window: how many more than of the one before

    public static WholeDoubts[] ForEach(int count) => [.. Enumerable.Range(0, count).Select(_ => new WholeDoubts())];

    public void Clear() => _changes.Clear();

    /// <summary>Adds a doubt, or several that are the same.</summary>
    /// <param name="from">The first window that lies in it.</param>
    /// <param name="to">The first one behind it.</param>
    /// <param name="times">How many there are.</param>
    public void Add(int from, int to, int times)
    {
        if (from >= to)
        {
            return;
        }

        while (_changes.Count <= to)
        {
            _changes.Add(0);
        }

        _changes[from] += times;
        _changes[to] -= times;
    }

    /// <summary>On to a window from the one before.</summary>
    /// <param name="window">The window.</param>
    /// <param name="doubts">Of the one before; then of this one.</param>
    /// <returns>Whether there is anything to go on for.</returns>
    public bool TryGo(int window, ref int doubts)
    {
        if (window >= _changes.Count)
        {
            return false;
        }

        doubts += _changes[window];
        return true;
    }
}
