namespace GoTrace.Parsing.Reading;

/// <summary>What could not be read of a trace, so far.</summary>
/// <param name="isStrict">Whether damage is thrown instead.</param>
internal sealed class DamageLog(bool isStrict)
{
    // Faults beyond are counted with the last of these.
    private const int MaxEntries = 1000;

    private readonly List<TraceDamage> _entries = [];
    private int _timed; // the first entry that does not know what came before
    private int _open; // the first entry after which nothing came so far

    public IReadOnlyList<TraceDamage> Entries => _entries;

    public void Add(LoadFault fault)
    {
        if (isStrict)
        {
            throw fault.Error;
        }

        bool isSame = _entries.Count > 0 && ReferenceEquals(_entries[^1].Error, fault.Error);
        if (isSame || _entries.Count == MaxEntries)
        {
            _entries[^1] = _entries[^1] with { LostBytes = _entries[^1].LostBytes + fault.LostBytes };
            return;
        }

        _entries.Add(new TraceDamage(fault.Error, fault.LostBytes) { Kind = fault.Kind });
    }

    /// <summary>Completes the last entry with what its generation's events turned out to lack.</summary>
    public void Settle(long lostBytes, long? lastTimeBefore)
    {
        if (_entries.Count > 0 && lostBytes != 0)
        {
            TraceDamage last = _entries[^1];
            _entries[^1] = last with { LostBytes = last.LostBytes + lostBytes };
        }

        // Each entry is looked at once, however many generations come.
        for (int i = Math.Max(_open, _timed); i < _entries.Count && lastTimeBefore is not null; i++)
        {
            _entries[i] = _entries[i] with { LastTimeBefore = _entries[i].LastTimeBefore ?? lastTimeBefore };
            _timed = i + 1;
        }
    }

    /// <summary>A generation begins behind a hole.</summary>
    public void GoOn(long time)
    {
        for (; _open < _entries.Count; _open++)
        {
            _entries[_open] = _entries[_open] with { FirstTimeAfter = time };
        }
    }
}
