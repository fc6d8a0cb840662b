using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GoTrace.Analysis;
using GoTrace.Analysis.Tracking;
using GoTrace.Parsing;

namespace GoTrace.Export.Perfetto;

/// <content>
/// What begins with one event and ends with another: ranges, tasks, regions. An end whose beginning
/// was not seen is left out; what is open at the end is ended there.
/// </content>
internal sealed partial class TimelineCollector
{
    private readonly Dictionary<long, long> _tasks = new(IdComparer.Instance); // open ones, by id: the time of the beginning
    private readonly HashSet<long> _assists = new(IdComparer.Instance); // goroutines in a GC assist
    private readonly List<long> _pauses = []; // goroutines that stop the world, the outermost first
    private bool _isMarking;
    private long _pauseEnd;
    private long _markEnd;

    private void BeginRange(ref readonly TraceEvent e, AnalysisContext context)
    {
        long time = context.TimeOf(in e);
        switch (e.Range)
        {
            case TraceRange.StopTheWorld when !_pauses.Contains(e.ResourceId):
                _pauses.Add(e.ResourceId);
                ulong name = _names.Events[$"stop-the-world ({TextOf(e.Text, context)})"];
                Begin(ref _pauseEnd, time, _tracks.Of(TrackTable.StopTheWorld), name, e.ResourceId, context.StackNumberOf(e.Stack), context);
                break;
            case TraceRange.ConcurrentMark when !_isMarking:
                _isMarking = true;
                Begin(ref _markEnd, time, _tracks.Of(TrackTable.Mark), _names.Events["GC concurrent mark phase"], TraceEvent.NoId, 0, context);
                break;
            case TraceRange.IncrementalSweep:
                ulong track = _tracks.SweepOf(e.ResourceId);
                ref Processor p = ref CollectionsMarshal.GetValueRefOrAddDefault(_processors, e.ResourceId, out _);
                if (!p.IsSweeping)
                {
                    p.IsSweeping = true;
                    Begin(ref p.SweepEnd, time, track, _names.Events["GC incremental sweep"], e.Goroutine, context.StackNumberOf(e.Stack), context);
                }

                break;
            case TraceRange.MarkAssist when context.IsInScope(in e) && _assists.Add(e.ResourceId):
                ref Goroutine g = ref UserOf(e.ResourceId, e.ResourceIndex, context);
                g.UserDepth++;
                Begin(
                    ref g.UserEnd, time, TrackTable.UserOf(e.ResourceId), _names.Events["GC mark assist"], TraceEvent.NoId, context.StackNumberOf(e.Stack), context);
                break;
        }
    }

    private void EndRange(ref readonly TraceEvent e, AnalysisContext context)
    {
        long time = context.TimeOf(in e);
        switch (e.Range)
        {
            case TraceRange.StopTheWorld when _pauses.Remove(e.ResourceId):
                End(ref _pauseEnd, time, TrackTable.StopTheWorld);
                break;
            case TraceRange.ConcurrentMark when _isMarking:
                _isMarking = false;
                End(ref _markEnd, time, TrackTable.Mark);
                break;
            case TraceRange.IncrementalSweep:
                ref Processor p = ref CollectionsMarshal.GetValueRefOrAddDefault(_processors, e.ResourceId, out _);
                if (p.IsSweeping)
                {
                    p.IsSweeping = false;
                    p.SweepEnd = Math.Max(p.SweepEnd, time);
                    packets.BeginEvent(p.SweepEnd, EventField.SliceEnd, _tracks.SweepOf(e.ResourceId));
                    packets.Annotate(_names.Bytes, e.Value);
                    packets.Annotate(_names.Reclaimed, e.Value2);
                    packets.EndEvent();
                }

                break;
            case TraceRange.MarkAssist when _assists.Remove(e.ResourceId):
                EndUser(e.ResourceId, time);
                break;
        }
    }

    private void OnAnnotation(ref readonly TraceEvent e, AnalysisContext context)
    {
        long time = context.TimeOf(in e);
        switch (e.Kind)
        {
            case EventKind.TaskBegin when context.IsInScope(in e) && _tasks.TryAdd(e.ResourceId, time):
                BeginTask(in e, time, context);
                break;
            case EventKind.TaskEnd when _tasks.Remove(e.ResourceId, out long begin):
                packets.WriteSliceEnd(Math.Max(begin, time), TrackTable.OfTask(e.ResourceId));
                break;
            case EventKind.RegionBegin when context.IsInScope(in e):
                BeginRegion(in e, time, context);
                break;
            case EventKind.RegionEnd:
                EndUser(e.Goroutine, time);
                break;
            case EventKind.Log when context.IsInScope(in e):
                AddLog(in e, time, context);
                break;
        }
    }

    private void BeginTask(ref readonly TraceEvent e, long time, AnalysisContext context)
    {
        string text = TextOf(e.Text, context);
        ulong name = _names.Events[text.Length == 0 ? "(without a name)" : text];
        ulong stack = _stacks.Prepare(context.StackNumberOf(e.Stack), context);
        _tracks.DescribeTask(e.ResourceId, text);
        Slices++;
        BeginSlice(time, TrackTable.OfTask(e.ResourceId), name, _names.User);
        packets.Annotate(_names.Task, (ulong)e.ResourceId);
        AnnotateGoroutine(e.Goroutine);
        EndSliceBegin(stack, flow: 0, isLast: false);
    }

    private void BeginRegion(ref readonly TraceEvent e, long time, AnalysisContext context)
    {
        string text = TextOf(e.Text, context);
        ulong name = _names.Events[text.Length == 0 ? "(without a name)" : text];
        ulong stack = _stacks.Prepare(context.StackNumberOf(e.Stack), context);
        ref Goroutine g = ref UserOf(e.Goroutine, e.GoroutineIndex, context);
        g.UserDepth++;
        g.UserEnd = Math.Max(g.UserEnd, time);
        Slices++;
        BeginSlice(g.UserEnd, TrackTable.UserOf(e.Goroutine), name, _names.User);
        AnnotateTask(e.ResourceId);
        EndSliceBegin(stack, flow: 0, isLast: false);
    }

    private void AddLog(ref readonly TraceEvent e, long time, AnalysisContext context)
    {
        string category = TextOf(e.Text, context);
        ulong name = _names.Events[category.Length == 0 ? "log" : category];
        ulong stack = _stacks.Prepare(context.StackNumberOf(e.Stack), context);
        ref Goroutine g = ref UserOf(e.Goroutine, e.GoroutineIndex, context);
        g.UserEnd = Math.Max(g.UserEnd, time);
        packets.BeginEvent(g.UserEnd, EventField.Instant, TrackTable.UserOf(e.Goroutine));
        packets.Fields.Write(EventField.NameIid, name);
        packets.Fields.Write(EventField.CategoryIid, _names.User);
        packets.AnnotateText(_names.Message, context.Generation.GetUtf8(e.Message));
        AnnotateTask(e.ResourceId);
        EndSliceBegin(stack, flow: 0, isLast: false);
    }

    // The same object for the same text: nothing is allocated again and again.
    private static string TextOf(StringId id, AnalysisContext context) => context.TextOf(context.Tracker.Texts.NumberOf(id));

    private ref Goroutine UserOf(long id, int index, AnalysisContext context)
    {
        string function = context.NameOf(index);
        ref Goroutine g = ref GoroutineOf(id, function, function.StartsWith("runtime.", StringComparison.Ordinal) && function != "runtime.main");
        if (!g.IsUserDescribed)
        {
            g.IsUserDescribed = true;
            _tracks.DescribeUser(id);
        }

        return ref g;
    }

    private void EndUser(long goroutine, long time)
    {
        ref Goroutine g = ref CollectionsMarshal.GetValueRefOrNullRef(_goroutines, goroutine);
        if (!Unsafe.IsNullRef(ref g) && g.UserDepth > 0)
        {
            g.UserDepth--;
            End(ref g.UserEnd, time, TrackTable.UserOf(goroutine));
        }
    }

    private void Begin(ref long last, long time, ulong track, ulong name, long goroutine, int stack, AnalysisContext context)
    {
        ulong callstack = _stacks.Prepare(stack, context);
        last = Math.Max(last, time);
        Slices++;
        BeginSlice(last, track, name, _names.Runtime);
        AnnotateGoroutine(goroutine);
        EndSliceBegin(callstack, flow: 0, isLast: false);
    }

    private void End(ref long last, long time, ulong track)
    {
        last = Math.Max(last, time);
        packets.WriteSliceEnd(last, track);
    }

    private void AnnotateGoroutine(long goroutine)
    {
        if (goroutine != TraceEvent.NoId)
        {
            packets.Annotate(_names.Goroutine, (ulong)goroutine);
        }
    }

    // A region or a log need not belong to a task: 0 and all bits set say so.
    private void AnnotateTask(long task)
    {
        if (task is not (0 or -1))
        {
            packets.Annotate(_names.Task, (ulong)task);
        }
    }

    private void CloseUser(long id, ref Goroutine g, long time)
    {
        for (; g.UserDepth > 0; g.UserDepth--)
        {
            End(ref g.UserEnd, time, TrackTable.UserOf(id));
        }

        _assists.Remove(id);
    }

    private void CloseAll(AnalysisContext context)
    {
        long time = context.LastTime;
        foreach (long id in _goroutines.Keys)
        {
            CloseUser(id, ref CollectionsMarshal.GetValueRefOrNullRef(_goroutines, id), time);
        }

        foreach (long id in _processors.Keys)
        {
            ref Processor p = ref CollectionsMarshal.GetValueRefOrNullRef(_processors, id);
            if (p.IsSweeping)
            {
                p.IsSweeping = false;
                End(ref p.SweepEnd, time, _tracks.SweepOf(id));
            }
        }

        foreach ((long id, long begin) in _tasks)
        {
            packets.WriteSliceEnd(Math.Max(begin, time), TrackTable.OfTask(id));
        }

        for (int i = 0; i < _pauses.Count; i++)
        {
            End(ref _pauseEnd, time, TrackTable.StopTheWorld);
        }

        if (_isMarking)
        {
            End(ref _markEnd, time, TrackTable.Mark);
        }

        _goroutines.Clear();
        _assists.Clear();
        _tasks.Clear();
        _pauses.Clear();
        _isMarking = false;
    }
}
