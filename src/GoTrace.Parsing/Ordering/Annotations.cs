using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing.Ordering;

/// <summary>
/// What stays open from event to event, and from generation to generation, under a name: tasks,
/// regions and stop-the-world ranges. Names are kept as texts of their own, as the ids of strings
/// change from one generation to the next.
/// </summary>
internal sealed class Annotations
{
    // More of them open at once than that, and the trace is no program's: one at a time stops the world.
    public const int MaxOpenStops = 100;

    // From so many names on those that nothing open has are let go.
    private const int ManyNames = 4096;

    private NamePool _names = new();
    private NamePool _spareNames = new();
    private readonly IdMap _taskSlots = new();
    private readonly GrowList<OpenTask> _tasks = new();
    private readonly GrowList<OpenRegion> _regions = new();
    private readonly GrowList<OpenStop> _stops = new();
    private int _freeTask = -1;
    private int _freeRegion = -1;
    private int _openRegions;

    public int Capacity => Math.Max(Math.Max(_tasks.Capacity, _regions.Capacity), Math.Max(_names.Capacity, _spareNames.Capacity));

    /// <summary>How many tasks and regions are open.</summary>
    public int OpenCount => _taskSlots.Count + _openRegions;

    public void Clear()
    {
        _taskSlots.Clear();
        _tasks.Clear();
        _regions.Clear();
        _stops.Clear();
        _names.Clear();
        _freeTask = -1;
        _freeRegion = -1;
        _openRegions = 0;
    }

    /// <summary>Lets go of the last generation's tables.</summary>
    public void LetGo()
    {
        _names.LetGo();
        _spareNames.LetGo();
    }

    public void BeginGeneration(GenerationTables tables)
    {
        if (_names.Count > ManyNames && _names.Count > 2 * (OpenCount + _stops.Count))
        {
            DropNames();
        }

        _names.BeginGeneration(tables);
    }

    public bool TryBeginTask(ulong id, ulong parent, int text)
    {
        if (_taskSlots.Find(id) >= 0)
        {
            return false;
        }

        int slot = _freeTask;
        if (slot >= 0)
        {
            _freeTask = (int)_tasks[slot].Parent;
        }
        else
        {
            slot = _tasks.Count;
            _tasks.Add(default);
        }

        _tasks[slot] = new OpenTask { Parent = parent, Name = _names.Intern(text) };
        _taskSlots.Add(id, slot);
        return true;
    }

    /// <summary>Ends a task: what is known of it, or no parent and no text.</summary>
    public void EndTask(ulong id, out ulong parent, out int text)
    {
        int slot = _taskSlots.Find(id);
        if (slot < 0)
        {
            parent = ulong.MaxValue;
            text = 0;
            return;
        }

        parent = _tasks[slot].Parent;
        text = _names.TextOf(_tasks[slot].Name);
        _taskSlots.Remove(id);
        _tasks[slot] = new OpenTask { Parent = unchecked((ulong)_freeTask), Name = -1 };
        _freeTask = slot;
    }

    public void BeginRegion(ref GoroutineEntry goroutine, ulong task, int text)
    {
        int slot = _freeRegion;
        if (slot >= 0)
        {
            _freeRegion = _regions[slot].Outer;
        }
        else
        {
            slot = _regions.Count;
            _regions.Add(default);
        }

        _openRegions++;
        _regions[slot] = new OpenRegion { Task = task, Name = _names.Intern(text), Outer = goroutine.Regions };
        goroutine.Regions = slot;
    }

    /// <summary>Ends the innermost region; false if that is another one.</summary>
    public bool TryEndRegion(ref GoroutineEntry goroutine, ulong task, int text)
    {
        int slot = goroutine.Regions;
        if (slot < 0)
        {
            return true; // it began before the trace did
        }

        OpenRegion region = _regions[slot];
        if (region.Task != task || region.Name != _names.Intern(text))
        {
            return false;
        }

        goroutine.Regions = region.Outer;
        FreeRegion(slot);
        return true;
    }

    public StopOutcome BeginStop(ref GoroutineEntry goroutine, int text)
    {
        int name = _names.Intern(text);
        foreach (ref readonly OpenStop stop in _stops.Items)
        {
            if (stop.Goroutine == goroutine.Id && stop.Name == name)
            {
                return StopOutcome.AlreadyOpen;
            }
        }

        if (_stops.Count == MaxOpenStops)
        {
            return StopOutcome.TooMany;
        }

        _stops.Add(new OpenStop { Goroutine = goroutine.Id, Name = name });
        goroutine.HasStops = true;
        return StopOutcome.Done;
    }

    /// <summary>Ends the first stop-the-world range that the goroutine has open.</summary>
    public bool TryEndStop(ref GoroutineEntry goroutine, out int text)
    {
        Span<OpenStop> stops = _stops.Mutable();
        for (int i = 0; goroutine.HasStops && i < stops.Length; i++)
        {
            if (stops[i].Goroutine == goroutine.Id)
            {
                text = _names.TextOf(stops[i].Name);
                stops[(i + 1)..].CopyTo(stops[i..]);
                _stops.SetCount(stops.Length - 1);
                return true;
            }
        }

        text = 0;
        return false;
    }

    /// <summary>Forgets what a goroutine that ends had open.</summary>
    public void Forget(ref GoroutineEntry goroutine)
    {
        while (goroutine.Regions >= 0)
        {
            int slot = goroutine.Regions;
            goroutine.Regions = _regions[slot].Outer;
            FreeRegion(slot);
        }

        while (TryEndStop(ref goroutine, out _))
        {
        }

        goroutine.HasStops = false;
    }

    private void FreeRegion(int slot)
    {
        _openRegions--;
        _regions[slot] = new OpenRegion { Outer = _freeRegion, Name = -1 };
        _freeRegion = slot;
    }

    // Names of what ended long ago would add up over a trace of any length.
    private void DropNames()
    {
        _spareNames.Clear();
        foreach (ref OpenTask task in _tasks.Mutable())
        {
            task.Name = task.Name < 0 ? -1 : _spareNames.Take(_names, task.Name);
        }

        foreach (ref OpenRegion region in _regions.Mutable())
        {
            region.Name = region.Name < 0 ? -1 : _spareNames.Take(_names, region.Name);
        }

        foreach (ref OpenStop stop in _stops.Mutable())
        {
            stop.Name = _spareNames.Take(_names, stop.Name);
        }

        (_names, _spareNames) = (_spareNames, _names);
        _spareNames.Clear();
    }

    internal enum StopOutcome
    {
        Done,
        AlreadyOpen,
        TooMany,
    }

    private struct OpenTask
    {
        public ulong Parent; // or, when the slot is free, the next free one
        public int Name; // −1: the slot is free
    }

    private struct OpenRegion
    {
        public ulong Task;
        public int Name; // −1: the slot is free
        public int Outer; // of the same goroutine; or the next free slot
    }

    private struct OpenStop
    {
        public long Goroutine;
        public int Name;
    }
}
