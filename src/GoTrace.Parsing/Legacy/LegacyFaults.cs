using GoTrace.Parsing.Reading;

namespace GoTrace.Parsing.Legacy;

/// <summary>What can be wrong with the events of a v1 trace, one by one.</summary>
internal enum LegacyFault
{
    /// <summary>An event is told after one of a later time.</summary>
    OutOfOrder,

    /// <summary>A goroutine does things that was never created.</summary>
    Uncreated,

    /// <summary>What an event waits for is not in the trace.</summary>
    Missing,

    /// <summary>An event contradicts those before, and is left out.</summary>
    Contradiction,

    /// <summary>An event names a stack that is not there.</summary>
    UnknownStack,

    /// <summary>An event names a string that is not there.</summary>
    UnknownText,
}

/// <summary>Counts what is wrong with the events of a trace, and keeps the first case of each kind.</summary>
internal sealed class LegacyFaults
{
    private readonly Entry[] _entries = new Entry[Enum.GetValues<LegacyFault>().Length];

    /// <summary>The first fault of all for which Go's reader refuses the trace.</summary>
    public TraceFormatException? First { get; private set; }

    public void Clear()
    {
        Array.Clear(_entries);
        First = null;
    }

    /// <summary>Counts a case.</summary>
    /// <returns>Whether it is the first of its kind: then <see cref="Describe"/> is to be called.</returns>
    public bool Count(LegacyFault fault, int lostBytes)
    {
        ref Entry entry = ref _entries[(int)fault];
        entry.LostBytes += lostBytes;
        return entry.Count++ == 0;
    }

    public void Describe(LegacyFault fault, TraceFormatException error)
    {
        _entries[(int)fault].Error = error;
        if (fault is not (LegacyFault.UnknownStack or LegacyFault.UnknownText))
        {
            First ??= error;
        }
    }

    public IReadOnlyList<LoadFault> All()
    {
        var all = new List<LoadFault>();
        foreach (ref readonly Entry entry in _entries.AsSpan())
        {
            if (entry.Error is { } error)
            {
                string others = entry.Count switch
                {
                    1 => "",
                    2 => "; so it is once more",
                    _ => $"; so it is {entry.Count - 1} times more",
                };
                all.Add(new LoadFault(
                    new TraceFormatException(error.Code, error.Detail + others, error.Offset, error.Generation),
                    entry.LostBytes,
                    TraceDamageKind.Corrupt));
            }
        }

        return all;
    }

    private struct Entry
    {
        public long Count;
        public long LostBytes;
        public TraceFormatException? Error;
    }
}
