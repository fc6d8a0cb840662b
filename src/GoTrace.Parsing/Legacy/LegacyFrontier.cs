using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing.Legacy;

/// <summary>
/// The processors whose next event may be the next of all, in a binary heap by its time; where times
/// are equal, by the processor's number.
/// </summary>
internal sealed class LegacyFrontier
{
    private readonly GrowList<Entry> _heap = new();

    public int Count => _heap.Count;

    public Entry First => _heap[0];

    public void Clear() => _heap.Clear();

    public void Insert(long key, int cursor)
    {
        _heap.Add(new Entry { Key = key, Cursor = cursor });
        Span<Entry> heap = _heap.Mutable();
        int i = heap.Length - 1;
        Entry entry = heap[i];
        while (i > 0 && IsBefore(entry, heap[(i - 1) / 2]))
        {
            heap[i] = heap[(i - 1) / 2];
            i = (i - 1) / 2;
        }

        heap[i] = entry;
    }

    /// <summary>The least time of any but the first.</summary>
    public long SecondKey()
    {
        ReadOnlySpan<Entry> heap = _heap.Items;
        return heap.Length switch
        {
            < 2 => long.MaxValue,
            2 => heap[1].Key,
            _ => Math.Min(heap[1].Key, heap[2].Key),
        };
    }

    public void RemoveFirst()
    {
        Span<Entry> heap = _heap.Mutable();
        Entry last = heap[^1];
        _heap.SetCount(heap.Length - 1);
        if (heap.Length > 1)
        {
            Sink(heap[..^1], last);
        }
    }

    public void UpdateFirst(long key)
    {
        Span<Entry> heap = _heap.Mutable();
        Sink(heap, new Entry { Key = key, Cursor = heap[0].Cursor });
    }

    private static void Sink(Span<Entry> heap, Entry entry)
    {
        int i = 0;
        while (true)
        {
            int child = (2 * i) + 1;
            if (child >= heap.Length)
            {
                break;
            }

            if (child + 1 < heap.Length && IsBefore(heap[child + 1], heap[child]))
            {
                child++;
            }

            if (!IsBefore(heap[child], entry))
            {
                break;
            }

            heap[i] = heap[child];
            i = child;
        }

        heap[i] = entry;
    }

    private static bool IsBefore(in Entry a, in Entry b) => a.Key < b.Key || (a.Key == b.Key && a.Cursor < b.Cursor);

    /// <summary>A processor's cursor and the time of its next event.</summary>
    internal struct Entry
    {
        public long Key;
        public int Cursor;
    }
}
