using System.Runtime.InteropServices;
using GoTrace.Analysis;
using GoTrace.Analysis.Tracking;
using GoTrace.Parsing;

namespace GoTrace.Export.Perfetto;

/// <summary>
/// Makes slices, instants, counters and flows while events go by. A stretch of a goroutine's life is
/// written when it ends, with its beginning and its end: whoever reads the file sorts by time. Ranges,
/// regions and tasks are written as they come.
/// </summary>
internal sealed partial class TimelineCollector(PacketWriter packets) : TraceCollector
{
    private readonly TrackTable _tracks = new(packets);
    private readonly Names _names = new(packets);
    private readonly InternedStacks _stacks = new(packets);
    private readonly Dictionary<long, Goroutine> _goroutines = new(IdComparer.Instance);
    private readonly Dictionary<long, Processor> _processors = new(IdComparer.Instance);
    private readonly Dictionary<(GoroutineState State, int Reason), ulong> _stateNames = [];
    private bool _isBegun;
    private bool _hasGoMaxProcs;
    private long? _initialGoMaxProcs;
    private bool _countsRunning;
    private long _running;
    private long _lastRunnable = -1;
    private long _lastRunning = -1;
    private ulong _flows;

    public long Slices { get; private set; }

    public long MendedSlices { get; private set; }

    public override CollectorInterests Interests => CollectorInterests.Events | CollectorInterests.GoroutineIntervals;

    public override void OnGeneration(AnalysisContext context)
    {
        if (_isBegun)
        {
            return;
        }

        _isBegun = true;
        _initialGoMaxProcs = context.Generation.InitialGoMaxProcs; // the first event may be the trace's last, of no generation
        _tracks.Begin();
        _names.Begin();
        if (context.Generation.ClockSnapshot is { } clock)
        {
            packets.WriteClock(clock);
        }
    }

    public override void OnEvent(ref readonly TraceEvent traceEvent, AnalysisContext context)
    {
        if (!_hasGoMaxProcs)
        {
            AddInitialGoMaxProcs(context.TimeOf(in traceEvent));
        }

        switch (traceEvent.Kind)
        {
            case EventKind.StateTransition:
                if (traceEvent.ResourceKind == ResourceKind.Goroutine)
                {
                    OnTransition(in traceEvent, context);
                }

                break;
            case EventKind.Metric:
                OnMetric(in traceEvent, context);
                break;
            case EventKind.RangeBegin or EventKind.RangeActive:
                BeginRange(in traceEvent, context);
                break;
            case EventKind.RangeEnd:
                EndRange(in traceEvent, context);
                break;
            case EventKind.StackSample:
                AddSample(in traceEvent, context);
                break;
            case EventKind.TaskBegin or EventKind.TaskEnd or EventKind.RegionBegin or EventKind.RegionEnd or EventKind.Log:
                OnAnnotation(in traceEvent, context);
                break;
        }
    }

    public override void OnGoroutineInterval(in GoroutineInterval interval, AnalysisContext context)
    {
        ref Goroutine g = ref GoroutineOf(interval.Goroutine, AnalysisContext.NameOf(in interval), interval.Group.IsSystem);
        ulong flow = 0;
        if (interval.State == GoroutineState.Runnable)
        {
            flow = g.Flow;
        }
        else if (interval.State == GoroutineState.Running)
        {
            WriteRun(in interval, g.Flow, context);
            g.Flow = 0;
        }

        WriteState(in interval, ref g, flow, context);
        if (interval.Next == GoroutineState.NotExist)
        {
            CloseUser(interval.Goroutine, ref g, Math.Max(g.UserEnd, interval.End));
            _goroutines.Remove(interval.Goroutine);
        }
    }

    public override void OnGap(AnalysisContext context)
    {
        CloseAll(context);
        _countsRunning = false;
    }

    public override void OnEnd(AnalysisContext context) => CloseAll(context);

    // What a processor ran.
    private void WriteRun(in GoroutineInterval interval, ulong flow, AnalysisContext context)
    {
        long id = context.ProcessorIdOf(interval.Processor);
        if (id == TraceEvent.NoId)
        {
            return;
        }

        string function = AnalysisContext.NameOf(in interval);
        ulong name = _names.Events[function.Length == 0 ? "(name not known)" : function];
        ulong stack = _stacks.Prepare(interval.EndStack, context);
        ulong then = _names.Values[Then(in interval, context)];
        ulong track = _tracks.OfProcessor(id);
        ref Processor p = ref CollectionsMarshal.GetValueRefOrAddDefault(_processors, id, out _);
        (long start, long end) = Place(interval.Start, interval.End, ref p.End);
        BeginSlice(start, track, name, _names.States);
        packets.Annotate(_names.Goroutine, (ulong)interval.Goroutine);
        packets.AnnotateText(_names.Then, then);
        EndSliceBegin(stack, flow, isLast: true);
        packets.WriteSliceEnd(end, track);
    }

    // What a goroutine did.
    private void WriteState(in GoroutineInterval interval, ref Goroutine g, ulong flow, AnalysisContext context)
    {
        ulong name = StateName(in interval, context);
        ulong stack = _stacks.Prepare(interval.State == GoroutineState.Running ? interval.EndStack : interval.StartStack, context);
        ulong track = TrackTable.OfGoroutine(interval.Goroutine);
        ulong detail = interval.State switch
        {
            GoroutineState.Runnable => _names.Values[CauseName(interval.Cause)],
            GoroutineState.Running => _names.Values[Then(in interval, context)],
            _ => 0,
        };
        long processor = interval.State is GoroutineState.Running or GoroutineState.Syscall ? context.ProcessorIdOf(interval.Processor) : TraceEvent.NoId;
        (long start, long end) = Place(interval.Start, interval.End, ref g.End);
        BeginSlice(start, track, name, _names.States);
        if (processor != TraceEvent.NoId)
        {
            packets.Annotate(_names.Processor, (ulong)processor);
        }

        if (detail != 0)
        {
            packets.AnnotateText(interval.State == GoroutineState.Runnable ? _names.Cause : _names.Then, detail);
        }

        if (interval is { State: GoroutineState.Syscall, IsBlocked: true })
        {
            packets.Annotate(_names.LostProcessor, 1);
        }

        EndSliceBegin(stack, flow, isLast: false);
        packets.WriteSliceEnd(end, track);
    }

    private ref Goroutine GoroutineOf(long id, string function, bool isSystem)
    {
        ref Goroutine g = ref CollectionsMarshal.GetValueRefOrAddDefault(_goroutines, id, out _);
        if (!g.IsDescribed || (!g.IsNamed && function.Length > 0))
        {
            _tracks.DescribeGoroutine(id, function, isSystem);
            g.IsDescribed = true;
            g.IsNamed = function.Length > 0;
        }

        return ref g;
    }

    private ulong StateName(in GoroutineInterval interval, AnalysisContext context)
    {
        // Only for waits the reason says what the state is; for others there would be too many.
        (GoroutineState, int) key = (interval.State, interval.State == GoroutineState.Waiting ? interval.StartReason : 0);
        if (!_stateNames.TryGetValue(key, out ulong name))
        {
            string reason = interval.State == GoroutineState.Waiting ? context.TextOf(interval.StartReason) : "";
            string state = interval.State.ToString().ToLowerInvariant();
            name = _names.Events[reason.Length == 0 ? state : $"{state} ({reason})"];
            _stateNames.Add(key, name);
        }

        return name;
    }

    private static string Then(in GoroutineInterval interval, AnalysisContext context)
    {
        string reason = context.TextOf(interval.EndReason);
        return reason.Length > 0 ? reason : interval.Next switch
        {
            GoroutineState.NotExist => "ended",
            GoroutineState.Syscall => "syscall",
            GoroutineState.Runnable => "runnable",
            GoroutineState.Waiting => "waiting",
            _ => "(not known)",
        };
    }

    private static string CauseName(RunnableCause cause) => cause switch
    {
        RunnableCause.Created => "created",
        RunnableCause.Unblocked => "unblocked",
        RunnableCause.Preempted => "preempted",
        RunnableCause.Yielded => "yielded",
        RunnableCause.Syscall => "syscall",
        _ => "other",
    };

    // Slices of a track that is not a stack must not overlap.
    private (long Start, long End) Place(long start, long end, ref long last)
    {
        Slices++;
        long placed = Math.Max(start, last);
        MendedSlices += placed != start || end < start ? 1 : 0;
        last = Math.Max(placed, end);
        return (placed, last);
    }

    private void BeginSlice(long time, ulong track, ulong name, ulong category)
    {
        packets.BeginEvent(time, EventField.SliceBegin, track);
        packets.Fields.Write(EventField.NameIid, name);
        packets.Fields.Write(EventField.CategoryIid, category);
    }

    private void EndSliceBegin(ulong stack, ulong flow, bool isLast)
    {
        if (flow != 0)
        {
            packets.Fields.WriteFixed64(isLast ? EventField.TerminatingFlowId : EventField.FlowId, flow);
        }

        if (stack != 0)
        {
            packets.Fields.Write(EventField.CallstackIid, stack);
        }

        packets.EndEvent();
    }

    private struct Goroutine
    {
        public long End; // of its last slice
        public long UserEnd; // the time of the last event on its other track
        public ulong Flow; // from what made it ready
        public int UserDepth; // regions and assists that are open
        public bool IsDescribed;
        public bool IsNamed;
        public bool IsUserDescribed;
    }

    private struct Processor
    {
        public long End; // of its last slice
        public long SweepEnd;
        public bool IsSweeping;
    }
}
