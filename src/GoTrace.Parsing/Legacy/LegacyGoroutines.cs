using System.Runtime.CompilerServices;
using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing.Legacy;

/// <summary>The goroutines of a v1 trace in one array; those that ended make room for others.</summary>
internal sealed class LegacyGoroutines
{
    private readonly IdMap _slots = new();
    private LegacyGoroutine[] _items = new LegacyGoroutine[64];
    private int _free = -1;

    /// <summary>Slots in use or free: all are below.</summary>
    public int End { get; private set; }

    /// <summary>Those that are known now.</summary>
    public int Count => _slots.Count;

    /// <summary>The room for them all, until there is another one.</summary>
    public LegacyGoroutine[] Items => _items;

    public IdMap Slots => _slots;

    public ref LegacyGoroutine this[int slot] => ref _items[slot];

    public void Clear()
    {
        _slots.Clear();
        _free = -1;
        End = 0;
    }

    /// <summary>The slot of a goroutine, or −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong id) => _slots.Find(id);

    public int Add(ulong id)
    {
        int slot = _free;
        if (slot >= 0)
        {
            _free = _items[slot].Waiters;
        }
        else
        {
            slot = End++;
            if (slot == _items.Length)
            {
                Array.Resize(ref _items, slot * 2);
            }
        }

        _items[slot] = new LegacyGoroutine { Id = id, Waiters = -1, Regions = -1 };
        _slots.Add(id, slot);
        return slot;
    }

    /// <summary>Forgets a goroutine that nothing waits for.</summary>
    public void Remove(int slot)
    {
        ref LegacyGoroutine g = ref _items[slot];
        _slots.Remove(g.Id);
        g.Status = LegacyStatus.Lost;
        g.Marks = LegacyMarks.None;
        g.Waiters = _free;
        _free = slot;
    }
}
