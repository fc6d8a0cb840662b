using System.Runtime.CompilerServices;

namespace GoTrace.Parsing.Tables;

/// <summary>
/// The strings of a generation: places in its buffer. Index 0 is the empty string; where the file
/// numbers its strings densely, as Go's runtime does, an index is the file's own id.
/// </summary>
internal sealed class StringTable
{
    private readonly GrowList<Raw> _raw = new();
    private readonly GrowList<Entry> _entries = new();
    private readonly IdMap _sparse = new();
    private readonly GrowList<byte> _extra = new();
    private bool _dense;

    /// <summary>Ids below this are all there, and are their own index.</summary>
    public ulong Solid { get; private set; }

    public int Count => _entries.Count;

    public void Clear()
    {
        _raw.Clear();
        _entries.Clear();
        _sparse.Clear();
        _extra.Clear();
        _dense = false;
        Solid = 0;
    }

    /// <summary>The bytes that its room takes.</summary>
    public long RoomBytes => _raw.RoomBytes + _entries.RoomBytes + _sparse.RoomBytes + _extra.RoomBytes;

    /// <summary>How many strings were added so far.</summary>
    public int RawCount => _raw.Count;

    public void AddRaw(ulong id, int offset, int length) => _raw.Add(new Raw { Id = id, Offset = offset, Length = length });

    /// <summary>Takes back what was added from behind a place.</summary>
    public void CutRaw(int end)
    {
        int count = _raw.Count;
        while (count > 0 && _raw[count - 1].Offset + _raw[count - 1].Length > end)
        {
            count--;
        }

        _raw.SetCount(count);
    }

    /// <summary>Makes the table from what was added.</summary>
    /// <param name="lenient">Whether a second text for an id is passed over.</param>
    /// <param name="duplicate">An id that is there twice, or the reserved id 0.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether all ids were fine.</returns>
    public bool Complete(bool lenient, out ulong duplicate, CancellationToken cancellationToken = default)
    {
        ulong max = 0;
        foreach (ref readonly Raw raw in _raw.Items)
        {
            max = Math.Max(max, raw.Id);
        }

        _dense = max <= (ulong)(_raw.Count * 2L) + 16;
        Solid = 0;
        _sparse.Clear();
        _entries.Clear();
        _entries.SetCount(_dense ? (int)max + 1 : 1);
        Span<Entry> entries = _entries.Mutable();
        entries.Fill(new Entry { Length = -1 });
        entries[0] = default;
        duplicate = 0;
        int added = 0;
        int sinceLook = 0;
        foreach (ref readonly Raw raw in _raw.Items)
        {
            if (++sinceLook == GenerationTables.CancellationStride)
            {
                sinceLook = 0;
                cancellationToken.ThrowIfCancellationRequested();
            }

            var entry = new Entry { Offset = raw.Offset, Length = raw.Length };
            if (Resolve(raw.Id) >= 0)
            {
                if (lenient)
                {
                    continue;
                }

                duplicate = raw.Id;
                return false;
            }

            added++;
            if (_dense)
            {
                _entries[(int)raw.Id] = entry;
            }
            else
            {
                _sparse.Add(raw.Id, _entries.Count);
                _entries.Add(entry);
            }
        }

        Solid = _dense && added == (long)max ? max + 1 : 0;
        return true;
    }

    /// <summary>The index of the file's id, or −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Resolve(ulong id) => id < Solid ? (int)id : ResolveSlowly(id);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ResolveSlowly(ulong id)
    {
        if (id == 0)
        {
            return 0;
        }

        if (!_dense)
        {
            return _sparse.Find(id);
        }

        return id < (ulong)_entries.Count && _entries[(int)id].Length >= 0 && _entries[(int)id].Offset >= 0 ? (int)id : -1;
    }

    /// <summary>Adds a text that lies in the generation's buffer without an id, and gives its index.</summary>
    public int AddPlace(int offset, int length)
    {
        _entries.Add(new Entry { Offset = offset, Length = length });
        return _entries.Count - 1;
    }

    /// <summary>Adds a text of another generation, and gives its index.</summary>
    public int AddExtra(ReadOnlySpan<byte> utf8)
    {
        int offset = _extra.Count;
        _extra.SetCount(offset + utf8.Length);
        utf8.CopyTo(_extra.Mutable()[offset..]);
        _entries.Add(new Entry { Offset = ~offset, Length = utf8.Length });
        return _entries.Count - 1;
    }

    public ReadOnlySpan<byte> Utf8(ReadOnlySpan<byte> buffer, int index)
    {
        if ((uint)index >= (uint)_entries.Count)
        {
            return default;
        }

        Entry e = _entries[index];
        if (e.Length <= 0)
        {
            return default;
        }

        return e.Offset >= 0 ? buffer.Slice(e.Offset, e.Length) : _extra.Items.Slice(~e.Offset, e.Length);
    }

    private struct Raw
    {
        public ulong Id;
        public int Offset;
        public int Length;
    }

    private struct Entry
    {
        public int Offset; // in the generation's buffer; complemented: in the extra bytes
        public int Length; // -1: no such string
    }
}
