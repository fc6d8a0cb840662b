namespace GoTrace.Analysis.Goroutines;

/// <summary>The groups by name; the first is that of goroutines never named.</summary>
internal sealed class GroupTable
{
    private readonly Dictionary<int, GoroutineGroup> _byName = [];
    private readonly Stack<GoroutineGroup> _unused = [];

    public GoroutineGroup Unnamed { get; } = new("");

    public IEnumerable<GoroutineGroup> All => _byName.Values.Prepend(Unnamed);

    /// <summary>The group of a root function.</summary>
    /// <param name="number">The function's number among texts.</param>
    /// <param name="name">Its text.</param>
    public GoroutineGroup Of(int number, string name)
    {
        if (!_byName.TryGetValue(number, out GoroutineGroup? group))
        {
            group = new GoroutineGroup(name);
            _byName.Add(number, group);
        }

        return group;
    }

    /// <summary>A group of one goroutine's own, until its name is known.</summary>
    /// <param name="isSeen">Whether the goroutine counts.</param>
    public GoroutineGroup Rent(bool isSeen)
    {
        GoroutineGroup own = _unused.Count > 0 ? _unused.Pop() : new GoroutineGroup("");
        own.Seen = isSeen ? 1 : 0;
        return own;
    }

    /// <summary>Forgets what was counted, and keeps the names.</summary>
    public void ClearFigures()
    {
        foreach (GoroutineGroup group in All)
        {
            group.Clear();
        }
    }

    public void Return(GoroutineGroup own)
    {
        own.Clear();
        _unused.Push(own);
    }
}
