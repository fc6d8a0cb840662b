using System.Runtime.CompilerServices;

namespace GoTrace.Parsing.Tables;

/// <summary>A list whose items can be had by reference and whose room is kept for the next use.</summary>
internal sealed class GrowList<T>
    where T : struct
{
    private T[] _items = [];
    private int _count;

    /// <summary>
    /// The number of items. One thread may add while others read items that were there before: room
    /// grows before the count does, and the count is read before the room.
    /// </summary>
    public int Count
    {
        get => Volatile.Read(ref _count);
        private set => Volatile.Write(ref _count, value);
    }

    public int Capacity => _items.Length;

    /// <summary>The bytes that its room takes.</summary>
    public long RoomBytes => (long)_items.Length * Unsafe.SizeOf<T>();

    public ReadOnlySpan<T> Items
    {
        get
        {
            int count = Count;
            return _items.AsSpan(0, count);
        }
    }

    public ref T this[int index] => ref _items[index];

    public void Add(in T item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(16, Count * 2));
        }

        _items[Count++] = item;
    }

    public Span<T> Mutable() => _items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>Makes the count <paramref name="count"/>; new items have their default value.</summary>
    public void SetCount(int count)
    {
        if (count > _items.Length)
        {
            Array.Resize(ref _items, (int)Math.Max(16, System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count)));
        }

        if (count > Count)
        {
            Array.Clear(_items, Count, count - Count);
        }

        Count = count;
    }
}
