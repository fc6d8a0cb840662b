using GoTrace.Analysis.Goroutines;
using GoTrace.Analysis.Timeline;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <summary>
/// Holds the state of goroutines and processors while events go by, and tells the collectors what
/// ended.
/// </summary>
/// <remarks>
/// What counts as what is settled in one place, here; the rules are those of docs/figures.md.
/// </remarks>
internal sealed partial class Tracker : IEventConsumer
{
    private readonly AnalysisOptions _options;
    private readonly bool _usesGoTime;
    private readonly TraceCollector[] _eventCollectors;
    private readonly TraceCollector[] _intervalCollectors;
    private readonly TraceCollector[] _allCollectors;
    private readonly AnalysisContext _context;
    private readonly int _preempted;
    private readonly int _gosched;
    private GoroutineTrack[] _goroutines = new GoroutineTrack[64];
    private int _tracksEnd; // those from here on were not in use since all were cut last
    private TraceHeader _header;

    public Tracker(AnalysisOptions options)
    {
        _options = options;
        _usesGoTime = options.TimeBase == TimeBase.Go;
        _allCollectors = [.. options.Collectors];
        _eventCollectors = [.. options.Collectors.Where(c => c.Interests.HasFlag(CollectorInterests.Events))];
        _intervalCollectors = [.. options.Collectors.Where(c => c.Interests.HasFlag(CollectorInterests.GoroutineIntervals))];
        Texts = new TextCatalog();
        Stacks = new StackCatalog(Texts);
        _preempted = Texts.NumberOf("preempted");
        _gosched = Texts.NumberOf("runtime.Gosched");
        foreach (string reason in WaitReasons.Known)
        {
            Texts.NumberOf(reason);
        }

        _scope = new ScopeClock(options.Scope);
        _filter = options.Scope.HasGoroutines ? new GoroutineFilter(options.Scope) : null;
        Windows = new GoroutineWindowRecorder(options.Window.Ticks * 100, options.WindowLimit);
        Collectors = new Collectors(options, this);
        _context = new AnalysisContext(this);
    }

    public Collectors Collectors { get; private set; }

    public TextCatalog Texts { get; }

    public StackCatalog Stacks { get; }

    public GroupTable Groups { get; } = new();

    public GoroutineWindowRecorder Windows { get; }

    public TraceGeneration Generation { get; private set; } = null!;

    public bool IsLegacy => _header.IsLegacy;

    public long? InitialGoMaxProcs { get; private set; }

    /// <summary>The earliest time so far of what is looked at.</summary>
    public long FirstTime
    {
        get => Math.Max(field, _floor);
        private set;
    } = long.MaxValue;

    /// <summary>The latest time so far.</summary>
    public long LastTime { get; private set; } = long.MinValue;

    /// <summary>Events whose time Go's reader would have to mend.</summary>
    public long Mended { get; private set; }

    /// <summary>By how much at most.</summary>
    public long LargestShift { get; private set; }

    public int Runnable { get; private set; }

    public int MaxRunnable { get; private set; }

    public long TimeOf(ref readonly TraceEvent e) => _usesGoTime ? e.GoTime : e.Time;

    public string NameOf(int slot) =>
        (uint)slot < (uint)_goroutines.Length && _goroutines[slot].Group is { } group ? group.Name : "";

    /// <summary>How many goroutines are running; they are gone through for it.</summary>
    public int CountRunning()
    {
        int count = 0;
        foreach (ref readonly GoroutineTrack g in _goroutines.AsSpan())
        {
            count += g.IsAlive && g.State == GoroutineState.Running ? 1 : 0;
        }

        return count;
    }

    public void BeginGeneration(TraceGeneration generation, TraceHeader header)
    {
        if (IsOver)
        {
            return;
        }

        if (generation.FollowsGap)
        {
            BeginGap();
        }

        Generation = generation;
        _header = header;
        InitialGoMaxProcs = generation.InitialGoMaxProcs;
        Texts.BeginGeneration(generation);
        Stacks.BeginGeneration(generation);
        if (generation.FollowsGap)
        {
            CutAll();
            foreach (TraceCollector collector in _allCollectors)
            {
                collector.OnGap(_context);
            }
        }

        foreach (TraceCollector collector in _allCollectors)
        {
            collector.OnGeneration(_context);
        }
    }

    public void Add(ReadOnlySpan<TraceEvent> events)
    {
        if (_gapFrom != long.MaxValue && !events.IsEmpty)
        {
            EndGap(TimeOf(in events[0]));
        }

        int counted = 0;
        long first = FirstTime;
        long last = LastTime;
        bool isHot = !_options.UsesPlainPaths && _intervalCollectors.Length == 0 && _eventCollectors.Length == 0;
        foreach (ref readonly TraceEvent e in events)
        {
            long time = TimeOf(in e);
            if (time >= _next)
            {
                Collectors.Events.Total += counted;
                counted = 0;
                FirstTime = first;
                LastTime = last;
                if (!Pass(time))
                {
                    return;
                }

                first = FirstTime;
                last = LastTime;
            }

            first = Math.Min(first, time);
            last = Math.Max(last, time);
            counted++;
            long shift = e.GoTime - e.Time;
            if (shift != 0)
            {
                Mended++;
                LargestShift = Math.Max(LargestShift, shift);
            }

            if (isHot && e.IsGoroutineTransition && TryHot(in e, time))
            {
                continue;
            }

            FirstTime = first;
            LastTime = last;
            if (e.Kind == EventKind.StateTransition)
            {
                if (e.ResourceKind == ResourceKind.Goroutine)
                {
                    OnGoroutine(in e, time);
                }
                else
                {
                    OnProcessor(in e, time);
                }
            }
            else
            {
                OnOther(in e, time);
            }

            if (_eventCollectors.Length > 0 && !_scope.IsBefore)
            {
                Tell(in e);
            }
        }

        FirstTime = first;
        LastTime = last;
        Collectors.Events.Total += counted;
    }

    public void End()
    {
        if (_scope.IsBefore)
        {
            Enter(_scope.From); // there is nothing of what was asked for
        }

        Close();
    }

    // Ends what is still under way. Whether events are missing is known for sure only behind the last of a
    // generation, however far ahead another thread has read.
    private void Close()
    {
        CountAlive();
        if (Generation is { HasHole: true })
        {
            DisownWaiting();
        }

        CutAll();
        foreach (GoroutineTrack g in _returning.Values)
        {
            GiveToUnnamed(in g); // they did not come again
        }

        Collectors.Waits.GiveToGroups();
        Windows.Finish(LastTime);
        foreach (TraceCollector collector in _allCollectors)
        {
            collector.OnEnd(_context);
        }
    }

    private void Tell(ref readonly TraceEvent e)
    {
        foreach (TraceCollector collector in _eventCollectors)
        {
            collector.OnEvent(in e, _context);
        }
    }

    private static long Since(long time, long from) => Math.Max(0, time - from);
}
