using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing.Legacy;

/// <summary>The tasks and regions of a v1 trace that are under way.</summary>
internal sealed class LegacyAnnotations
{
    private readonly IdMap _taskSlots = new();
    private readonly GrowList<OpenTask> _tasks = new();
    private readonly GrowList<OpenRegion> _regions = new();
    private int _freeTask = -1;
    private int _freeRegion = -1;
    private int _openRegions;

    /// <summary>How many are under way.</summary>
    public int Count => _taskSlots.Count + _openRegions;

    public int Capacity => Math.Max(_tasks.Capacity, _regions.Capacity);

    public void Clear()
    {
        _taskSlots.Clear();
        _tasks.Clear();
        _regions.Clear();
        _freeTask = -1;
        _freeRegion = -1;
        _openRegions = 0;
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
            _freeTask = _tasks[slot].Text;
        }
        else
        {
            slot = _tasks.Count;
            _tasks.Add(default);
        }

        _tasks[slot] = new OpenTask { Parent = parent, Text = text };
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

        ref OpenTask task = ref _tasks[slot];
        parent = task.Parent;
        text = task.Text;
        _taskSlots.Remove(id);
        task.Text = _freeTask;
        _freeTask = slot;
    }

    public void BeginRegion(ref int innermost, ulong task, int text)
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

        _regions[slot] = new OpenRegion { Task = task, Text = text, Outer = innermost };
        innermost = slot;
        _openRegions++;
    }

    /// <summary>Ends the innermost region; false if that is another one.</summary>
    public bool TryEndRegion(ref int innermost, ulong task, int text)
    {
        if (innermost < 0)
        {
            return true; // it began before the trace did
        }

        OpenRegion region = _regions[innermost];
        if (region.Task != task || region.Text != text)
        {
            return false;
        }

        Close(ref innermost);
        return true;
    }

    public void EndAll(ref int innermost)
    {
        while (innermost >= 0)
        {
            Close(ref innermost);
        }
    }

    private void Close(ref int innermost)
    {
        int slot = innermost;
        innermost = _regions[slot].Outer;
        _regions[slot].Outer = _freeRegion;
        _freeRegion = slot;
        _openRegions--;
    }

    private struct OpenTask
    {
        public ulong Parent;
        public int Text; // or, when the slot is free, the next free one
    }

    private struct OpenRegion
    {
        public ulong Task;
        public int Text;
        public int Outer; // of the same goroutine; or the next free slot
    }
}
