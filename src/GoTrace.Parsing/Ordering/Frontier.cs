using System.Runtime.CompilerServices;
using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing.Ordering;

/// <summary>
/// The threads that still have events, in a binary heap by the time of their next one. Where times
/// are equal the order is an artefact of the heap, and Go's reader shows it: so every step here
/// moves entries just as Go's does (internal/trace/batchcursor.go).
/// </summary>
internal sealed class Frontier
{
    private readonly GrowList<Entry> _heap = new();

    public int Count => _heap.Count;

    public ref Entry this[int index] => ref _heap[index];

    /// <summary>The first entry's cursor; there must be one.</summary>
    public int First => _heap[0].Cursor;

    /// <summary>The first entry's time, if there is one.</summary>
    public long FirstTime
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _heap.Count > 0 ? _heap[0].At : long.MaxValue;
    }

    public void Clear() => _heap.Clear();

    public void Insert(long time, int cursor)
    {
        _heap.Add(new Entry { At = time, Cursor = cursor });
        SiftUp(_heap.Count - 1);
    }

    /// <summary>Sorts all entries by time; a sorted heap is a heap.</summary>
    public void Sort() => TimeSort.Sort(_heap.Mutable());

    /// <summary>The time up to which the first entry may advance without losing its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Bound()
    {
        int n = _heap.Count;
        long bound = n > 1 ? _heap[1].At : long.MaxValue;
        return n > 2 ? Math.Min(bound, _heap[2].At) : bound;
    }

    /// <summary>
    /// As <see cref="Update"/> of the first entry, with fewer steps: it is set down once where it
    /// comes to lie, and the one choice that no processor can foresee is no branch.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void UpdateFirst(long time)
    {
        Span<Entry> h = _heap.Mutable();
        int cursor = h[0].Cursor;
        int i = 0;
        int child = 1;
        while (child < h.Length)
        {
            if (child + 1 < h.Length)
            {
                child += h[child + 1].At < h[child].At ? 1 : 0;
            }

            if (h[child].At >= time)
            {
                break;
            }

            h[i] = h[child];
            i = child;
            child = (2 * i) + 1;
        }

        h[i] = new Entry { At = time, Cursor = cursor };
    }

    public void Update(int index, long time)
    {
        _heap[index].At = time;
        if (SiftUp(index) == index)
        {
            SiftDown(index);
        }
    }

    public void Remove(int index)
    {
        Span<Entry> h = _heap.Mutable();
        for (int i = index; i > 0; i = (i - 1) / 2)
        {
            (h[i], h[(i - 1) / 2]) = (h[(i - 1) / 2], h[i]);
        }

        h[0] = h[^1];
        _heap.SetCount(h.Length - 1);
        SiftDown(0);
    }

    private int SiftUp(int i)
    {
        Span<Entry> h = _heap.Mutable();
        while (i > 0 && h[(i - 1) / 2].At > h[i].At)
        {
            (h[i], h[(i - 1) / 2]) = (h[(i - 1) / 2], h[i]);
            i = (i - 1) / 2;
        }

        return i;
    }

    private void SiftDown(int i)
    {
        Span<Entry> h = _heap.Mutable();
        while (i < h.Length)
        {
            int least = i;
            int left = (2 * i) + 1;
            if (left < h.Length && h[left].At < h[least].At)
            {
                least = left;
            }

            if (left + 1 < h.Length && h[left + 1].At < h[least].At)
            {
                least = left + 1;
            }

            if (least == i)
            {
                return;
            }

            (h[i], h[least]) = (h[least], h[i]);
            i = least;
        }
    }

    /// <summary>A thread's cursor and the time of its next event.</summary>
    internal struct Entry : ITimed
    {
        public long At;
        public int Cursor;

        readonly long ITimed.Time => At;
    }
}
