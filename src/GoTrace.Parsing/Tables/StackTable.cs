using System.Runtime.CompilerServices;

namespace GoTrace.Parsing.Tables;

/// <summary>
/// The stacks of a generation. A frame is known by its address: where one address comes with
/// several texts, the first one counts, as in Go's reader. Index 0 is "no stack".
/// </summary>
internal sealed class StackTable
{
    private readonly GrowList<Raw> _raw = new();
    private readonly GrowList<int> _frameIndexes = new();
    private readonly GrowList<Frame> _frames = new();
    private readonly IdMap _byAddress = new();
    private readonly GrowList<Entry> _entries = new();
    private readonly IdMap _sparse = new();
    private int _stackStart;
    private bool _dense;

    /// <summary>Ids below this are all there, and are their own index.</summary>
    public ulong Solid { get; private set; }

    public int Count => _entries.Count;

    public Span<Frame> Frames => _frames.Mutable();

    public void Clear()
    {
        _raw.Clear();
        _frameIndexes.Clear();
        _frames.Clear();
        _byAddress.Clear();
        _entries.Clear();
        _sparse.Clear();
        _dense = false;
        Solid = 0;
    }

    /// <summary>The bytes that its room takes.</summary>
    public long RoomBytes =>
        _raw.RoomBytes + _frameIndexes.RoomBytes + _frames.RoomBytes + _byAddress.RoomBytes + _entries.RoomBytes + _sparse.RoomBytes;

    /// <summary>How many stacks were added so far.</summary>
    public int RawCount => _raw.Count;

    /// <summary>How many frames there are so far, each address once.</summary>
    public int FrameCount => _frames.Count;

    /// <summary>Begins a stack; it counts once it is ended, so that a broken one leaves nothing.</summary>
    public void BeginStack() => _stackStart = _frameIndexes.Count;

    public void EndStack(ulong id) =>
        _raw.Add(new Raw { Id = id, First = _stackStart, Count = _frameIndexes.Count - _stackStart });

    public void AddFrame(ulong address, ulong function, ulong file, ulong line)
    {
        int index = _byAddress.Find(address);
        if (index < 0)
        {
            index = _frames.Count;
            _byAddress.Add(address, index);
            _frames.Add(new Frame { Address = address, FunctionId = function, FileId = file, Line = line });
        }

        _frameIndexes.Add(index);
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
        entries.Fill(new Entry { Count = -1 });
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

            if (raw.Id == 0 || Resolve(raw.Id) >= 0)
            {
                if (lenient)
                {
                    continue;
                }

                duplicate = raw.Id;
                return false;
            }

            var entry = new Entry { First = raw.First, Count = raw.Count };
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

    public ReadOnlySpan<int> FramesOf(int index)
    {
        if ((uint)index >= (uint)_entries.Count)
        {
            return default;
        }

        Entry e = _entries[index];
        return e.Count <= 0 ? default : _frameIndexes.Items.Slice(e.First, e.Count);
    }

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

        return id < (ulong)_entries.Count && _entries[(int)id].Count >= 0 ? (int)id : -1;
    }

    internal struct Frame
    {
        public ulong Address;
        public ulong FunctionId; // as in the file
        public ulong FileId;
        public ulong Line;
        public int Function; // index in the string table
        public int File;
    }

    private struct Raw
    {
        public ulong Id;
        public int First;
        public int Count;
    }

    private struct Entry
    {
        public int First;
        public int Count; // -1: no such stack
    }
}
