using System.Runtime.InteropServices;
using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Tracking;

namespace GoTrace.Analysis.Annotations;

/// <summary>Collects the lengths of tasks and regions by name, and counts logs by category.</summary>
internal sealed class AnnotationCollector
{
    private readonly Dictionary<long, (int Name, long Begun)> _openTasks = new(IdComparer.Instance);
    private readonly Dictionary<int, LogHistogram> _tasks = [];
    private readonly Dictionary<int, LogHistogram> _regions = [];
    private readonly Dictionary<int, long> _logs = [];
    private readonly List<OpenRegion> _openRegions = [];
    private int _free = -1;

    /// <summary>By name: a text's number.</summary>
    public IReadOnlyDictionary<int, LogHistogram> Tasks => _tasks;

    public IReadOnlyDictionary<int, LogHistogram> Regions => _regions;

    public IReadOnlyDictionary<int, long> Logs => _logs;

    public void BeginTask(long id, int name, long time) => _openTasks[id] = (name, time);

    public void EndTask(long id, long time)
    {
        if (_openTasks.Remove(id, out (int Name, long Begun) task))
        {
            Of(_tasks, task.Name).Add(time - task.Begun);
        }
    }

    public void BeginRegion(ref GoroutineTrack goroutine, int name, long time, bool counts)
    {
        var region = new OpenRegion(name, time, goroutine.Region, counts);
        if (_free >= 0)
        {
            goroutine.Region = _free;
            _free = _openRegions[_free].Outer;
            _openRegions[goroutine.Region] = region;
        }
        else
        {
            goroutine.Region = _openRegions.Count;
            _openRegions.Add(region);
        }
    }

    public void EndRegion(ref GoroutineTrack goroutine, long time)
    {
        if (goroutine.Region < 0)
        {
            return; // it began before the trace did
        }

        OpenRegion region = _openRegions[goroutine.Region];
        if (region.Counts)
        {
            Of(_regions, region.Name).Add(time - region.Begun);
        }

        Pop(ref goroutine);
    }

    public void AddLog(int category) => CollectionsMarshal.GetValueRefOrAddDefault(_logs, category, out _)++;

    public void Forget(ref GoroutineTrack goroutine)
    {
        while (goroutine.Region >= 0)
        {
            Pop(ref goroutine);
        }
    }

    public void Cut() => _openTasks.Clear();

    private void Pop(ref GoroutineTrack goroutine)
    {
        int slot = goroutine.Region;
        OpenRegion region = _openRegions[slot];
        goroutine.Region = region.Outer;
        _openRegions[slot] = region with { Outer = _free };
        _free = slot;
    }

    private static LogHistogram Of(Dictionary<int, LogHistogram> byName, int name)
    {
        ref LogHistogram? lengths = ref CollectionsMarshal.GetValueRefOrAddDefault(byName, name, out _);
        return lengths ??= new LogHistogram();
    }

    private readonly record struct OpenRegion(int Name, long Begun, int Outer, bool Counts);
}
