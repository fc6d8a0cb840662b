using System.Numerics;
using System.Runtime.CompilerServices;

namespace GoTrace.Parsing.Tables;

/// <summary>
/// From ids of a file (any 64 bits) to small numbers. Open addressing with linear probing; what is
/// removed leaves no tombstone, so that ids may come and go by the million.
/// </summary>
internal sealed class IdMap
{
    // A number of this process, so that no file can be made whose ids all fall on one place.
    private static readonly ulong Multiplier =
        ((ulong)Random.Shared.NextInt64() << 1) | 0x9E37_79B9_0000_0001UL;

    private const int LeastCapacity = 64;

    private Entry[] _entries = new Entry[LeastCapacity];
    private int _shift = 64 - 6;
    private int _peak; // the most that were in it since it was emptied

    public int Count { get; private set; }

    public int Capacity => _entries.Length;

    /// <summary>The bytes that its room takes.</summary>
    public long RoomBytes => (long)_entries.Length * Unsafe.SizeOf<Entry>();

    /// <summary>Empties it, in time that goes by what was in it since the last time, and not by what once was.</summary>
    public void Clear()
    {
        if (Count == 0)
        {
            return;
        }

        if (_peak < _entries.Length / 16 && _entries.Length > LeastCapacity)
        {
            _entries = new Entry[Math.Max(LeastCapacity, (int)BitOperations.RoundUpToPowerOf2((uint)_peak * 2))];
            _shift = 64 - BitOperations.Log2((uint)_entries.Length);
        }
        else
        {
            Array.Clear(_entries);
        }

        Count = 0;
        _peak = 0;
    }

    /// <summary>The number that stands for <paramref name="id"/>, or −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong id)
    {
        Entry[] entries = _entries;
        int mask = entries.Length - 1;
        int i = (int)((id * Multiplier) >> _shift);
        while (true)
        {
            ref readonly Entry e = ref entries[i & mask];
            if (e.Id == id && e.Value != 0)
            {
                return e.Value - 1;
            }

            if (e.Value == 0)
            {
                return -1;
            }

            i++;
        }
    }

    /// <summary>Adds an id that is not there yet.</summary>
    public void Add(ulong id, int value)
    {
        if ((Count + 1) * 4 > _entries.Length * 3)
        {
            Grow();
        }

        Place(_entries, _shift, id, value + 1);
        Count++;
        _peak = Math.Max(_peak, Count);
    }

    /// <summary>Removes an id, if it is there.</summary>
    public void Remove(ulong id)
    {
        Entry[] entries = _entries;
        int mask = entries.Length - 1;
        int i = (int)((id * Multiplier) >> _shift) & mask;
        while (entries[i].Id != id || entries[i].Value == 0)
        {
            if (entries[i].Value == 0)
            {
                return;
            }

            i = (i + 1) & mask;
        }

        // Move up whatever was pushed behind this place.
        int hole = i;
        for (int j = (i + 1) & mask; entries[j].Value != 0; j = (j + 1) & mask)
        {
            int home = (int)((entries[j].Id * Multiplier) >> _shift) & mask;
            if (((j - home) & mask) >= ((j - hole) & mask))
            {
                entries[hole] = entries[j];
                hole = j;
            }
        }

        entries[hole] = default;
        Count--;
    }

    private static void Place(Entry[] entries, int shift, ulong id, int stored)
    {
        int mask = entries.Length - 1;
        int i = (int)((id * Multiplier) >> shift) & mask;
        while (entries[i].Value != 0)
        {
            i = (i + 1) & mask;
        }

        entries[i] = new Entry { Id = id, Value = stored };
    }

    private void Grow()
    {
        var bigger = new Entry[_entries.Length * 2];
        int shift = 64 - BitOperations.Log2((uint)bigger.Length);
        foreach (ref readonly Entry e in _entries.AsSpan())
        {
            if (e.Value != 0)
            {
                Place(bigger, shift, e.Id, e.Value);
            }
        }

        _entries = bigger;
        _shift = shift;
    }

    private struct Entry
    {
        public ulong Id;
        public int Value; // the number + 1; 0 is an empty place
    }
}
